package collect

import (
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
var commonNames = setOf(strings.Fields(`
	anonymous attendee caller call client dad daughter desktop family father guest guests home husband in
	visitor laptop me mom mother mum my name no none parent participant patient son spouse
	test unknown user webex wife
	android apple computer galaxy google huawei ipad iphone lg mac macbook air mini max mobile moto motorola
	oneplus oppo pad pc phone pixel plus pro samsung se sm surface tab tablet ultra windows xiaomi xr xs
	gast gäste invitado invitada invité invitée paciente huésped ospite`))

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// telephoneDigits are as many as a telephone number has at least: with them, a
// name is one person's again.
const telephoneDigits = 7

// common says whether many people go by the name, and gives it without its
// digits. An empty name is nobody's.
func (n guestName) common() (words string, common bool) {
	digits := 0
	for _, c := range n.text {
		if unicode.IsDigit(c) {
			digits++
		}
	}
	if n.text == "" || digits >= telephoneDigits {
		return "", false
	}
	letters := strings.FieldsFunc(n.text, func(c rune) bool { return !unicode.IsLetter(c) })
	for _, word := range letters {
		if !commonNames[word] && utf8.RuneCountInString(word) > 1 {
			return "", false
		}
	}
	return strings.Join(letters, " "), true
}

// key is the keyed hash of a name of one's own; empty for a common one.
func (n guestName) key(r *run) string {
	if _, common := n.common(); common {
		return ""
	}
	return n.compared.key(r)
}

// redact keeps a common name, or a recording would tell people apart who are not
// told apart in the audit.
func (guestName) redact(v any, p *Pseudonyms) any {
	if s, ok := v.(string); ok {
		if words, common := (guestName{compared{normal(s)}}).common(); common {
			if words == "" {
				return "-"
			}
			return words
		}
	}
	return compared{}.redact(v, p)
}
