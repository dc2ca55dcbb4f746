package check

import (
	"regexp"
	"strings"
)

// NamePattern recognises a word in the name of an account or in the mailbox of
// its address, whatever its case. It is a regular expression for a whole word:
// what touches it on either side is no letter, but for the s of a plural, so
// that "room" matches "Room 12" and "rooms", and nobody called Broome.
type NamePattern struct {
	re *regexp.Regexp
	// word is the pattern in lower case when it is a plain word, and empty when
	// it is an expression: a text without it need not be searched, which saves
	// seconds over the accounts of a large organisation.
	word string
}

// NamePatterns reads a list of patterns. It fails for one that is no regular
// expression.
func NamePatterns(patterns []string) ([]NamePattern, error) {
	var all []NamePattern
	for _, p := range patterns {
		if _, err := regexp.Compile(p); err != nil {
			return nil, err // its own message, and a stray parenthesis does not slip through
		}
		re, err := regexp.Compile(`(?i)(?:\A|[^\pL\pM])(?:` + p + `)s?(?:\z|[^\pL\pM])`)
		if err != nil {
			return nil, err
		}
		np := NamePattern{re: re}
		if regexp.QuoteMeta(p) == p {
			np.word = strings.ToLower(p)
		}
		all = append(all, np)
	}
	return all, nil
}

// Matches says whether a text holds the word.
func (p NamePattern) Matches(text string) bool {
	if p.word != "" && !strings.Contains(strings.ToLower(text), p.word) {
		return false
	}
	return p.re.MatchString(text)
}

// MatchesAddress says whether the mailbox of an address holds the word; the
// domain is everybody's. The words of a mailbox are what . _ - + and digits
// part. It is looked at with its @, so that a pattern may ask for the end of it.
func (p NamePattern) MatchesAddress(address string) bool {
	mailbox, _, _ := strings.Cut(address, "@")
	return p.Matches(mailbox+"@") || p.Matches(strings.Join(mailboxWords(mailbox), " ")+"@")
}

func mailboxWords(mailbox string) []string {
	return strings.FieldsFunc(mailbox, func(c rune) bool {
		return strings.ContainsRune("._-+", c) || '0' <= c && c <= '9'
	})
}
