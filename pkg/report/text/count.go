package text

import (
	"fmt"
	"strconv"
	"strings"
)

// plural writes a number with its noun: "1 check", "1,234 requests".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// are writes a number with its noun and verb: "1 check is", "2 checks are".
func are(n int, noun string) string {
	if n == 1 {
		return plural(n, noun) + " is"
	}
	return plural(n, noun) + " are"
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counts lists numbers with their words and leaves the noughts out; its
// arguments alternate.
func counts(pairs ...any) string {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if n := pairs[i].(int); n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", thousands(n), pairs[i+1]))
		}
	}
	return strings.Join(parts, ", ")
}
