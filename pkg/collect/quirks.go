package collect

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
)

// looseBool is a boolean that Webex writes as true or as "true". Anything else
// is unknown, because a guess could read as "off".
type looseBool snapshot.Tri

// Tri returns the value; Unknown when the field was absent.
func (b looseBool) Tri() snapshot.Tri { return snapshot.Tri(b) }

// UnmarshalJSON never fails: a value of another type is unknown.
func (b *looseBool) UnmarshalJSON(data []byte) error {
	*b = looseBool(snapshot.Unknown)
	switch strings.ToLower(unquote(data)) {
	case "true":
		*b = looseBool(snapshot.Yes)
	case "false":
		*b = looseBool(snapshot.No)
	}
	return nil
}

// MarshalJSON writes true, false or null.
func (b looseBool) MarshalJSON() ([]byte, error) { return b.Tri().MarshalJSON() }

// looseInt is a whole number that Webex writes as 2160 or as "2160".
type looseInt struct {
	value snapshot.Opt[int]
	// malformed is set when there was a value that is no plain whole number,
	// such as "2160.0" or "unlimited".
	malformed bool
}

// Opt returns the number; unknown when it was absent, empty or malformed.
func (n looseInt) Opt() snapshot.Opt[int] { return n.value }

// amount is the number where it counts something, such as minutes; unknown also
// when it is negative, which no such number is.
func (n looseInt) amount() snapshot.Opt[int] {
	if v, known := n.value.Get(); known && v < 0 {
		return snapshot.Opt[int]{}
	}
	return n.value
}

// UnmarshalJSON never fails: a value of another type is malformed, and an
// empty string or null is absent.
func (n *looseInt) UnmarshalJSON(data []byte) error {
	*n = looseInt{}
	text := unquote(data)
	if text == "" || string(data) == "null" {
		return nil
	}
	v, err := strconv.Atoi(text)
	if err != nil {
		n.malformed = true
		return nil
	}
	n.value = snapshot.Some(v)
	return nil
}

// MarshalJSON writes the number or null.
func (n looseInt) MarshalJSON() ([]byte, error) { return n.value.MarshalJSON() }

// unquote returns the text of a JSON string without its outer blanks, or the
// literal itself.
func unquote(data []byte) string {
	var s string
	if len(data) > 0 && data[0] == '"' && json.Unmarshal(data, &s) == nil {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(string(data))
}

// stamp is a moment as Webex writes it, in UTC; zero when it was absent,
// unreadable, or the beginning of the Unix era, with which some services say
// that they do not know.
type stamp struct{ time.Time }

// stampLayouts are the ways in which Webex writes a moment; one without an
// offset is in UTC.
var stampLayouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02 15:04:05.999999999",
}

// UnmarshalJSON never fails: what cannot be read is unknown.
func (s *stamp) UnmarshalJSON(data []byte) error {
	s.Time = time.Time{}
	if len(data) == 0 || data[0] != '"' {
		return nil
	}
	if t, ok := parseStamp(unquote(data)); ok && t.Year() > 1970 {
		s.Time = t
	}
	return nil
}

func parseStamp(text string) (time.Time, bool) {
	for _, layout := range stampLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// wireTime is how the query writes a moment.
func wireTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// words is a list of ids or keywords. Webex writes some of these lists as one
// string with commas, and some single values as lists; nil is absent, and what
// is no string is left out.
type words []string

// UnmarshalJSON never fails: a value of another type is absent.
func (w *words) UnmarshalJSON(data []byte) error {
	*w = nil
	var parts []json.RawMessage
	if len(data) > 0 && data[0] == '"' {
		parts = []json.RawMessage{data}
	} else if json.Unmarshal(data, &parts) != nil || parts == nil {
		return nil
	}
	*w = words{}
	for _, part := range parts {
		var s string
		if json.Unmarshal(part, &s) != nil {
			continue
		}
		for word := range strings.SplitSeq(s, ",") {
			if word = strings.TrimSpace(word); word != "" {
				*w = append(*w, word)
			}
		}
	}
	return nil
}

// phrase is a fixed phrase of the API, such as the description of an audit
// event, without the words that no fixed phrase has; see auditText.
type phrase string

// UnmarshalJSON never fails: a value of another shape is absent.
func (p *phrase) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		s = ""
	}
	*p = phrase(auditText(s))
	return nil
}
