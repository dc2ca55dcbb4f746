package policy

import (
	"slices"
	"strings"
)

// suggest says what somebody who wrote key may have meant: the nearest of the
// names when one is near, else all of a few. What the names are is said by
// kind: "keys", "checks".
func suggest(key, kind string, names []string) string {
	if near, ok := nearest(key, names); ok {
		return `did you mean "` + near + `"?`
	}
	switch {
	case len(names) == 0:
		return "remove it"
	case len(names) <= 12, kind == "keys" && len(names) <= 20:
		return "the " + kind + " are " + strings.Join(names, ", ")
	case kind == "checks":
		return "wxaudit checks list shows them"
	case kind == "statements":
		return "wxaudit attest list shows them"
	default:
		return "remove it"
	}
}

// nearest is the name that the fewest changes turn key into, when they are few
// for its length.
func nearest(key string, names []string) (string, bool) {
	if len(key) > 80 {
		return "", false
	}
	best, fewest := "", max(1, len(key)/3)+1
	for _, name := range names {
		if d := distance(strings.ToLower(key), strings.ToLower(name)); d < fewest {
			best, fewest = name, d
		}
	}
	return best, best != ""
}

// distance counts the letters to insert, delete, replace or swap between
// neighbours (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before []int
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		next := make([]int, len(t)+1)
		next[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			next[j+1] = min(next[j]+1, row[j+1]+1, row[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = slices.Clone(row), next
	}
	return row[len(t)]
}
