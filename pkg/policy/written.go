package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// written is an entry as an item of a list in YAML, behind so many blanks.
func written(e Entry, indent int) string {
	var lines []string
	add := func(key, value string) { lines = append(lines, key+": "+value) }
	unlessEmpty := func(key, value string) {
		if value != "" {
			add(key, inline(value))
		}
	}
	add("statement", inline(e.Statement))
	add("answer", inline(e.Answer))
	if len(e.Scope) > 0 {
		add("scope", inline(e.Scope))
	}
	add("owner", inline(e.Owner))
	add("role", inline(e.Role))
	add("signed_on", inline(e.SignedOn))
	add("valid_until", inline(e.ValidUntil))
	if !e.Effective.IsZero() {
		add("effective", inline(e.Effective))
	}
	if e.Evidence != (Evidence{}) {
		lines = append(lines, "evidence:")
		unlessEmpty("  path", e.Evidence.Path)
		unlessEmpty("  url", e.Evidence.URL)
		unlessEmpty("  sha256", e.Evidence.SHA256)
	}
	if len(e.Details) > 0 {
		lines = append(lines, "details:")
		for _, name := range slices.Sorted(maps.Keys(e.Details)) {
			add("  "+name, inline(e.Details[name]))
		}
	}
	unlessEmpty("notes", e.Notes)

	var b strings.Builder
	for i, line := range lines {
		lead := "  "
		if i == 0 {
			lead = "- "
		}
		fmt.Fprintf(&b, "%s%s%s\n", strings.Repeat(" ", indent), lead, line)
	}
	return b.String()
}
