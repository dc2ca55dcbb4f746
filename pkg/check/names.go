package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NamePattern recognises a word in the name of an account or in the mailbox of
// its address, whatever its case. It is a regular expression for a whole word:
// what touches it on either side is no letter, but for the s of a plural, so
// that "room" matches "Room 12" and "rooms", and nobody called Broome.
type NamePattern struct {
	// word is the pattern in lower case when it is a plain word, which most
	// are: those are looked up without the regular expression, which takes
	// seconds over the accounts of a large organisation.
	word string
	re   *regexp.Regexp
}

// NamePatterns reads a list of patterns. It fails for one that is no regular
// expression.
func NamePatterns(patterns []string) ([]NamePattern, error) {
	var all []NamePattern
	for _, p := range patterns {
		if p != "" && regexp.QuoteMeta(p) == p {
			all = append(all, NamePattern{word: strings.ToLower(p)})
			continue
		}
		if _, err := regexp.Compile(p); err != nil {
			return nil, err // with a message about the pattern alone, and before a stray bracket closes one of ours
		}
		re, err := regexp.Compile(`(?:\A|[^\pL\pM])(?i:` + p + `)[sS]?(?:\z|[^\pL\pM])`)
		if err != nil {
			return nil, err
		}
		all = append(all, NamePattern{re: re})
	}
	return all, nil
}

// Matches says whether a text holds the word.
func (p NamePattern) Matches(text string) bool {
	if p.re != nil {
		return p.re.MatchString(text)
	}
	text = strings.ToLower(text)
	for from := 0; ; from++ {
		at := strings.Index(text[from:], p.word)
		if at < 0 {
			return false
		}
		from += at
		before, after := text[:from], text[from+len(p.word):]
		if !endsInLetter(before) && (!beginsWithLetter(after) || strings.HasPrefix(after, "s") && !beginsWithLetter(after[1:])) {
			return true
		}
	}
}

// endsInLetter says whether a text ends with a letter, beginsWithLetter whether it
// begins with one. The marks that sit on letters are part of them.
func endsInLetter(text string) bool {
	c, _ := utf8.DecodeLastRuneInString(text)
	return unicode.In(c, unicode.L, unicode.M)
}

func beginsWithLetter(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.In(c, unicode.L, unicode.M)
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
