package oscal

import (
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"wxaudit/pkg/report"
)

// maxText bounds a text, in characters, and maxID the part of an id that comes
// from a text.
const (
	maxText = 2000
	maxID   = 80
)

// namespace makes the ids of runs and organisations into UUIDs.
var namespace = uuid.MustParse("b0f3a1d4-27c9-5f5e-8a6b-3b9d0e5c7f42")

// ours is the namespace of our properties: there is no address to point to.
var ours = "urn:uuid:" + namespace.String()

// made is the UUID of what the parts name together.
func made(parts ...string) string {
	return uuid.NewSHA1(namespace, []byte(strings.Join(parts, "\x00"))).String()
}

// value is a text of the kind StringDatatype: not empty, one line, no space at
// its ends.
func value(s string) string {
	if s = strings.TrimSpace(report.Harmless(s, maxText)); s == "" {
		return "none"
	}
	return s
}

// prop is a property of ours.
func prop(name, v string) property { return property{Name: name, NS: ours, Value: value(v)} }

// literal takes from a text what Markdown would act on: OSCAL's descriptions are
// Markdown, with links, images, HTML and insertions.
var literal = strings.NewReplacer(`\`, `\\`, "`", "\\`", "[", `\[`, "<", `\<`, "{{", `{\{`)

// prose is a text from outside for a description.
func prose(s string) string {
	s = literal.Replace(value(s))
	if strings.HasPrefix(s, "#") {
		return `\` + s
	}
	return s
}

// moment writes a time. OSCAL wants one, so one that is not known is the
// beginning of 1970.
func moment(t time.Time) string {
	if t.Year() < 1900 || t.Year() > 2999 {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

// controlOf is the id of a paragraph: cfr-164.312_a_1 for 164.312(a)(1).
func controlOf(citation string) string {
	return "cfr-" + token(strings.NewReplacer("(", "_", ")", "").Replace(citation), citation)
}

// objectiveOf is the id of a check as an objective of a paragraph.
func objectiveOf(citation, check string) string {
	return controlOf(citation) + "_obj." + token(check, check)
}

// token makes a text fit for an id. Where anything had to be changed for it, a
// part of a hash of the whole keeps two texts apart.
func token(s, whole string) string {
	clean := strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r)) {
			return r
		}
		return '_'
	}, s)
	if clean == s && clean != "" && len(clean) <= maxID {
		return clean
	}
	return clean[:min(len(clean), maxID)] + "-" + made("token", whole)[:8]
}
