package engine

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// scopeInWords says the rules of the PHI scope for the report, and which of
// their words name nothing that there is: a misspelt site narrows the audit to
// nothing, and must not do so in silence.
func scopeInWords(rules check.Scope, s *snapshot.Snapshot) string {
	strange := slices.Concat(
		unmatched("host", rules.Hosts, s.People, wordsOf(s.People.Items, func(p snapshot.Person) []string { return append(slices.Clone(p.Emails), p.Email) })),
		unmatched("group", rules.Groups, s.ScimGroups, wordsOf(s.ScimGroups.Items, func(g snapshot.ScimGroup) []string { return []string{g.ID} })),
		unmatched("department", rules.Departments, s.People, wordsOf(s.People.Items, func(p snapshot.Person) []string { return []string{p.Department} })),
		unmatched("site", rules.Sites, s.Sites, wordsOf(s.Sites.Items, func(site snapshot.Site) []string { return []string{site.URL} })),
		unmatched("space classification", rules.Classifications, s.Classifications, wordsOf(s.Classifications.Items, func(c snapshot.Classification) []string { return []string{c.ID} })),
		unmatched("queue", rules.Queues, s.CCQueues, wordsOf(s.CCQueues.Items, func(q snapshot.CCQueue) []string { return []string{q.ID} })),
	)
	if len(strange) == 0 {
		return rules.String()
	}
	return fmt.Sprintf("%s (the organisation has no %s)", rules, strings.Join(strange, ", "))
}

// unmatched are the words of a rule that the section does not have. Of a list
// that is not whole nothing can be said.
func unmatched(what string, rule []string, part snapshot.Part, words iter.Seq[string]) []string {
	if len(rule) == 0 || part.Missing() != nil {
		return nil
	}
	have := map[string]bool{}
	for word := range words {
		have[strings.ToLower(word)] = true
	}
	var strange []string
	for _, word := range rule {
		if !have[strings.ToLower(word)] {
			strange = append(strange, what+" "+word)
		}
	}
	return strange
}

// wordsOf are what a rule can name of each item.
func wordsOf[T any](items []T, of func(T) []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, item := range items {
			for _, word := range of(item) {
				if !yield(word) {
					return
				}
			}
		}
	}
}
