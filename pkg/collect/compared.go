package collect

import (
	"encoding/json"
	"log/slog"
	"strings"
)

// compared is a text or number of an answer that is only ever compared: a
// topic, a display name, a meeting number. It cannot be printed, logged or
// encoded by accident; its keyed hash is the one way out.
type compared struct{ text string }

// UnmarshalJSON never fails: a value of another type is absent. Webex writes
// meeting numbers as text and as numbers.
func (c *compared) UnmarshalJSON(b []byte) error {
	c.text = ""
	var n json.Number
	switch {
	case len(b) == 0:
	case b[0] == '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			c.text = normal(s)
		}
	case json.Unmarshal(b, &n) == nil:
		c.text = n.String()
	}
	return nil
}

// normal is a text whatever its case and blanks.
func normal(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// key is the keyed hash of the text, whatever its case and blanks; empty when
// there was none.
func (c compared) key(r *run) string { return r.key(c.text) }

// number is the keyed hash of the digits alone, so that "123 456 789" and
// 123456789 compare equal; empty when there were none.
func (c compared) number(r *run) string {
	return r.key(strings.Map(func(ch rune) rune {
		if ch < '0' || ch > '9' {
			return -1
		}
		return ch
	}, c.text))
}

// String hides the value.
func (compared) String() string { return redacted }

// GoString hides the value from %#v.
func (compared) GoString() string { return redacted }

// MarshalJSON hides the value.
func (compared) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue hides the value from slog.
func (compared) LogValue() slog.Value { return slog.StringValue(redacted) }

// enum is a word of an enumeration. New members appear in Webex's answers
// without notice, so any word is kept; what is no word is absent, because a
// field that should hold one could come to hold a text.
type enum string

// UnmarshalJSON never fails: a value of another shape is absent.
func (e *enum) UnmarshalJSON(b []byte) error {
	*e = ""
	word := unquote(b)
	if len(b) == 0 || b[0] != '"' || len(word) > 40 {
		return nil
	}
	if strings.ContainsFunc(word, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-'
	}) {
		return nil
	}
	*e = enum(word)
	return nil
}
