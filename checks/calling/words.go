package calling

import (
	"slices"
	"strings"
)

// word is a value as evidence has it: one word, nil for none.
func word(text string) any {
	if text == "" {
		return nil
	}
	return strings.Join(strings.Fields(text), "_")
}

// among says whether a list names something, whatever the case of its letters.
func among(list []string, what string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, what) })
}
