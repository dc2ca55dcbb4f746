package identity

import (
	"regexp"
	"strings"
)

// namePattern matches a text whatever its case. Plain words, which most
// patterns are, are looked up without the regular expression: it takes seconds
// over the accounts of a large organisation.
type namePattern struct {
	word string // lower case; empty for an expression
	re   *regexp.Regexp
}

func compile(patterns []string) ([]namePattern, error) {
	var all []namePattern
	for _, p := range patterns {
		re, err := regexp.Compile("(?i)" + p)
		if err != nil {
			return nil, err
		}
		np := namePattern{re: re}
		if regexp.QuoteMeta(p) == p {
			np.word = strings.ToLower(p)
		}
		all = append(all, np)
	}
	return all, nil
}

func (p namePattern) matches(text string) bool {
	if p.word != "" {
		return strings.Contains(strings.ToLower(text), p.word)
	}
	return p.re.MatchString(text)
}

func matchesAny(patterns []namePattern, text string) bool {
	for _, p := range patterns {
		if p.matches(text) {
			return true
		}
	}
	return false
}
