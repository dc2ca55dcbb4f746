package collect

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Pseudonyms replaces personal values in a recording. The same value always
// becomes the same pseudonym under one key, so that a replay can follow it from
// answer to answer; without the key it cannot be turned back.
type Pseudonyms struct {
	secret []byte
	keep   func(address string) bool
}

// Mail replaces the mailbox of an address and keeps its domain. Words that say
// what a shared mailbox is for stay, so that the heuristics about shared and
// service accounts judge a replay as they judged the organisation.
func (p *Pseudonyms) Mail(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	if address == "" || p.keep != nil && p.keep(address) {
		return address
	}
	hash := hex.EncodeToString(p.sum("mail", address))[:12]
	domain := domainOf(address)
	if domain == "" {
		return "u-" + hash
	}
	mailbox := strings.TrimSuffix(address, "@"+domain)
	domain = "@" + domain
	words, last := roleWords(mailbox)
	switch {
	case len(words) == 0:
		return "u-" + hash + domain
	case last: // some patterns look at the end of the mailbox
		return "u-" + hash + "." + strings.Join(words, ".") + domain
	default:
		return strings.Join(words, ".") + ".u-" + hash + domain
	}
}

// Name keeps of a display name only the words that say what an account is for.
func (p *Pseudonyms) Name(text string) string {
	if strings.TrimSpace(text) == "" {
		return text
	}
	if words, _ := roleWords(strings.ToLower(text)); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return redacted
}

// Token replaces a value that is only ever compared with others. Case and
// blanks do not matter. A number becomes a token whose digits tell it apart,
// because numbers are compared by their digits.
func (p *Pseudonyms) Token(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if text == "" {
		return ""
	}
	if digits := strings.NewReplacer(" ", "", "-", "").Replace(text); isDigits(digits) {
		return "k-" + p.number(digits)
	}
	return "k-" + hex.EncodeToString(p.sum("token", text))[:16]
}

// Exact replaces a value of which every byte counts, such as the cursor of a
// next link.
func (p *Pseudonyms) Exact(text string) string {
	return "k-" + hex.EncodeToString(p.sum("exact", text))[:16]
}

// number is a number of 15 digits that stands for another one.
func (p *Pseudonyms) number(digits string) string {
	const low, span = 100_000_000_000_000, 900_000_000_000_000
	return fmt.Sprint(low + binary.BigEndian.Uint64(p.sum("number", digits))%span)
}

func (p *Pseudonyms) sum(kind, value string) []byte {
	h := hmac.New(sha256.New, p.secret)
	h.Write([]byte(kind + "\x00" + value))
	return h.Sum(nil)
}

// rolePattern holds the words that may stay in a name or a mailbox: what an
// account is for, never who somebody is.
var rolePattern = regexp.MustCompile(`front[ ._-]?desk|reception|nurse|clinic|scheduling|shared|room|kiosk|` +
	`test|training|admin|info|svc|service|bot|api|integration|automation|sync|backup|noreply`)

// roleWords returns the words of the pattern that a lower-case text holds, and
// whether it ends with one, but for digits and punctuation. A word inside a
// longer one gets an x where letters touch it, so that it still is no word of
// its own; the s of a plural is no longer word.
func roleWords(text string) (words []string, last bool) {
	for _, at := range rolePattern.FindAllStringIndex(text, -1) {
		word, rest := text[at[0]:at[1]], text[at[1]:]
		if at[0] > 0 && isLetterByte(text[at[0]-1]) {
			word = "x" + word
		}
		if after, plural := strings.CutPrefix(rest, "s"); plural && (after == "" || !isLetterByte(after[0])) {
			rest = after
		}
		if last = !strings.ContainsFunc(rest, unicode.IsLetter); rest != "" && isLetterByte(rest[0]) {
			word += "x"
		}
		words = append(words, word)
	}
	return words, last
}

// isLetterByte takes what is no ASCII for a part of a letter.
func isLetterByte(c byte) bool {
	return c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}
