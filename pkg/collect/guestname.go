package collect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guestName is the display name of somebody in a meeting. Guests type it
// themselves or leave what their telephone is called, so that some names are
// many people's.
type guestName struct{ compared }

// commonNames are the words that say nothing of who somebody is: what Webex and
// the makers of telephones propose, and what people type to get in.
var commonNames = strings.Fields(`
	anonymous attendee caller call client dad daughter desktop family father guest guests home husband in
	visitor laptop me mom mother mum my name no none parent participant patient son spouse
	test unknown user webex wife
	android apple computer galaxy google huawei ipad iphone lg mac macbook air mini max mobile moto motorola
	oneplus oppo pad pc phone pixel plus pro samsung se sm surface tab tablet ultra windows xiaomi xr xs
	gast gäste invitado invitada invité invitée paciente huésped ospite`)

// telephoneDigits are as many as a telephone number has at least: with them, a
// name is one person's again.
const telephoneDigits = 7

// common says whether many people go by the name. An empty name is nobody's.
func (n guestName) common() bool {
	digits := 0
	for _, c := range n.text {
		if unicode.IsDigit(c) {
			digits++
		}
	}
	if n.text == "" || digits >= telephoneDigits {
		return false
	}
	for _, word := range strings.FieldsFunc(n.text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
		if !slices.Contains(commonNames, word) && !initial(word) {
			return false
		}
	}
	return true
}

// initial says whether a word is one letter. In scripts without small letters
// one sign is a whole name.
func initial(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsLower(c)
}

// key is the keyed hash of a name of one's own; empty for a common one.
func (n guestName) key(r *run) string {
	if n.common() {
		return ""
	}
	return n.compared.key(r)
}

// redact writes one word for every common name, for initials are of a name too:
// a recording must not tell people apart who are not told apart in the audit.
func (guestName) redact(v any, p *Pseudonyms) any {
	if s, ok := v.(string); ok && (guestName{compared{normal(s)}}).common() {
		return "guest"
	}
	return compared{}.redact(v, p)
}
