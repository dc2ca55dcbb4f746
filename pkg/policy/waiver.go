package policy

import (
	"slices"
	"strings"

	"wxaudit/pkg/finding"
)

// Waiver accepts failures of one check (rule R10). It changes no status.
type Waiver struct {
	finding.Waiver
	Check string // the id of the check
	// Resources are patterns of ids or names; see Covers.
	Resources []string
	// Starts is the day on which it was granted.
	Starts finding.Day
	Line   int // in the policy file
}

// Covers says whether the waiver is about a resource: one of its patterns
// matches the whole id or name, whatever the case, where * stands for any text
// and ? for one character.
func (w Waiver) Covers(r finding.Resource) bool {
	return slices.ContainsFunc(w.Resources, func(pattern string) bool {
		return matches(pattern, r.ID) || r.Name != "" && matches(pattern, r.Name)
	})
}

// Lapsed says that the last valid day, which is the expiry day, is over.
func (w Waiver) Lapsed(today finding.Day) bool { return today.After(w.Expires) }

// InForce says whether the waiver counts on that day: it has been granted and
// has not lapsed.
func (w Waiver) InForce(today finding.Day) bool { return !today.Before(w.Starts) && !w.Lapsed(today) }

// matches says whether pattern fits all of text. It goes back to the last *
// only, which is enough, and keeps the cost to the product of the lengths.
func matches(pattern, text string) bool {
	p, t := []rune(strings.ToLower(pattern)), []rune(strings.ToLower(text))
	i, j, star, from := 0, 0, -1, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
