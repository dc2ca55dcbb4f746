package engine

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// scopeInWords says the rules of the PHI scope for the report, and which of
// their words name nothing that there is: a misspelt site narrows the audit to
// nothing, and must not do so in silence. Of a list that is not whole nothing
// can be said.
func scopeInWords(rules check.Scope, s *snapshot.Snapshot) string {
	var strange []string
	look := func(what string, part snapshot.Part, rule []string, known func(add func(string))) {
		if len(rule) == 0 || part.Missing() != nil {
			return
		}
		have := map[string]bool{}
		known(func(word string) { have[strings.ToLower(word)] = true })
		for _, word := range rule {
			if !have[strings.ToLower(word)] {
				strange = append(strange, fmt.Sprintf("%s %s", what, word))
			}
		}
	}
	look("host", s.People, rules.Hosts, func(add func(string)) {
		for _, p := range s.People.Items {
			for _, address := range append(slices.Clone(p.Emails), p.Email) {
				add(address)
			}
		}
	})
	look("group", s.ScimGroups, rules.Groups, func(add func(string)) {
		for _, g := range s.ScimGroups.Items {
			add(g.ID)
		}
	})
	look("department", s.People, rules.Departments, func(add func(string)) {
		for _, p := range s.People.Items {
			add(p.Department)
		}
	})
	look("site", s.Sites, rules.Sites, func(add func(string)) {
		for _, site := range s.Sites.Items {
			add(site.URL)
		}
	})
	look("space classification", s.Classifications, rules.Classifications, func(add func(string)) {
		for _, c := range s.Classifications.Items {
			add(c.ID)
		}
	})
	look("queue", s.CCQueues, rules.Queues, func(add func(string)) {
		for _, q := range s.CCQueues.Items {
			add(q.ID)
		}
	})
	if strange == nil {
		return rules.String()
	}
	return fmt.Sprintf("%s (the organisation has no %s)", rules, strings.Join(strange, ", "))
}
