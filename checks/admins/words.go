package admins

import (
	"fmt"
	"strings"
	"time"
)

// days is how many whole days have passed.
func days(now, then time.Time) int { return int(now.Sub(then).Hours() / 24) }

// date is a moment as a word of evidence: its day, or nil when it is not known.
func date(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.DateOnly)
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// word is an enumeration word as evidence, or nil when it is absent.
func word(s string) any {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return s
}
