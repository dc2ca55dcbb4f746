package ocsf

import "wxaudit/pkg/report"

// Bounds of texts in an event, in octets of its line, so that no event comes
// near MaxSize whatever people call things.
const (
	maxMessage     = 4000
	maxName        = 1000
	maxTitle       = 600
	maxRemediation = 4000
	maxComment     = 2000
	maxSource      = 400
	maxField       = 200
	maxValue       = 800
	maxWord        = 64
)

// Bounds of lists in an event.
const (
	maxEvidence     = 16
	maxRequirements = 32
	maxParameters   = 8
	maxValues       = 4 // of one field, over all resources
)

// bounder makes texts harmless and bounds them, and remembers whether anything
// was lost.
type bounder struct{ cut bool }

func (b *bounder) text(s string, octets int) string {
	if visible(s) && len(s) <= octets {
		return s
	}
	out, whole := shortened(report.Harmless(s, longest), octets)
	if !whole {
		b.cut = true
	}
	return out
}

// longest is more characters than any text of a report has when each is shown
// as an escape.
const longest = 1 << 16

// first is the first n of a list.
func first[T any](b *bounder, list []T, n int) []T {
	if len(list) > n {
		b.cut = true
		return list[:n]
	}
	return list
}

// visible says that a text is printable ASCII that JSON leaves as it is.
func visible(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// width is how long a text is in a line.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += octets(r)
	}
	return n
}

// octets is how long a character is in a line.
func octets(r rune) int {
	switch {
	case r == '"' || r == '\\':
		return 2
	case r >= ' ' && r <= '~':
		return 1
	case r <= 0xffff:
		return 6
	default:
		return 12
	}
}

const ellipsis = "…" // 6 octets

// shortened cuts a text so that it takes at most so many octets in a line, and
// says whether all of it is there.
func shortened(s string, limit int) (out string, whole bool) {
	used, cut := 0, 0
	for i, r := range s {
		if used <= limit-6 {
			cut = i
		}
		if used += octets(r); used > limit {
			if limit < 6 {
				return "", false
			}
			return s[:cut] + ellipsis, false
		}
	}
	return s, true
}
