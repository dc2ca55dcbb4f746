package collect

import (
	"strings"
	"unicode"
)

// textRule keeps of a text what may stand in a recording. It is applied to the
// texts of wire types that have no tag and no rule of their own.
type textRule func(text string, p *Pseudonyms) string

// textRules are the rules by the name of the field; idText is that of all the
// others, which hold ids and words of the API.
var textRules = map[string]textRule{
	"defaultVendorName": labelText,
	"displayName":       nameText, // of the organisation; those of people have a tag
	"name":              labelText,
	"product":           labelText, // of a device
	"siteName":          siteText,
	"siteType":          labelText,
	"siteUrl":           siteText,
	"vendorName":        labelText,
}

func ruleOf(field string) textRule {
	if rule, ok := textRules[field]; ok {
		return rule
	}
	return idText
}

// idText keeps ids and keywords. Everything else becomes a token, so that a
// replay can still follow it.
func idText(text string, p *Pseudonyms) string {
	if text == "" || isID(text) {
		return text
	}
	return p.Exact(text)
}

// siteText keeps the host name of a site, and the mark behind it.
func siteText(text string, p *Pseudonyms) string {
	host := siteHost(text)
	switch {
	case text == "":
		return text
	case !isHost(host):
		return p.Exact(host)
	case strings.EqualFold(text, host), strings.EqualFold(text, host+attendeeMark):
		return text
	default:
		return host
	}
}

// attendeeMark follows the sites where somebody may only attend.
const attendeeMark = "#attendee"

// labelText keeps the names of licences, roles and vendors.
func labelText(text string, _ *Pseudonyms) string {
	return labelOf(text, 80, " -_/().,&:+")
}

// nameText keeps the name of the organisation.
func nameText(text string, _ *Pseudonyms) string {
	return labelOf(text, 120, " -_/().,&:+'’")
}

// labelOf keeps a text of letters, digits and the other characters, if it is
// not too long and holds no number of more than four digits, which could be
// that of a phone or a record.
func labelOf(text string, longest int, others string) string {
	digits := 0
	for _, c := range text {
		if digits++; !unicode.IsDigit(c) {
			digits = 0
		}
		if digits > 4 || !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(others, c) {
			return redacted
		}
	}
	if len(text) > longest {
		return redacted
	}
	return text
}

// isID takes what ids of Webex and words of its API are made of, which has
// neither blanks nor addresses in it.
func isID(text string) bool {
	rest := strings.TrimPrefix(text, "ciscospark://")
	return text != "" && len(text) <= 250 && !strings.Contains(rest, "://") && !strings.ContainsFunc(rest, func(c rune) bool {
		return c > 'z' || !isWordByte(byte(c)) && !strings.ContainsRune(":.=+/-", c)
	})
}

// isHost takes host names of two parts or more, lower case.
func isHost(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.Trim(label, hostLetters+"0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1 && len(text) <= 253 && strings.ContainsAny(text, hostLetters)
}

const hostLetters = "abcdefghijklmnopqrstuvwxyz"

// isFieldName takes the names that the fields of Webex's objects have: plain
// words, and the URNs of SCIM's extensions.
func isFieldName(name string) bool {
	if rest, ok := strings.CutPrefix(name, "urn:"); ok {
		return len(name) <= 120 && isID(rest)
	}
	return isPlainWord(name, 40)
}

// isPlainWord takes a letter followed by letters, digits and underscores.
func isPlainWord(text string, longest int) bool {
	return text != "" && len(text) <= longest && strings.ContainsAny(text[:1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") &&
		!strings.ContainsFunc(text, func(c rune) bool { return c > 'z' || !isWordByte(byte(c)) })
}
