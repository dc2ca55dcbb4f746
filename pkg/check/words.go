package check

import (
	"fmt"

	"wxaudit/pkg/finding"
)

// Count writes a number with its noun: "1 meeting", "3 meetings".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// FirstAbsent returns the first field among the evidence that the answer
// lacked.
func FirstAbsent(ev []finding.Evidence) (field string, ok bool) {
	for _, e := range ev {
		if e.Value == nil {
			return e.Field, true
		}
	}
	return "", false
}
