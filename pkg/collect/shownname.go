package collect

import "encoding/json"

// shownName is the name of an application or of a label, which is shown in
// reports: letters, digits and some punctuation. Anything else could be a text
// about somebody, and is replaced by a marker.
type shownName string

// UnmarshalJSON never fails: a value of another type is absent.
func (n *shownName) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) != nil {
		s = ""
	}
	*n = shownName(labelOf(s, longestShown, shownPunctuation))
	return nil
}

// known is the name, or "" where it may not be held.
func (n shownName) known() string {
	if n == redacted {
		return ""
	}
	return string(n)
}

const (
	longestShown     = 80
	shownPunctuation = " -_/().,&:+'’–—|#!®™"
)

func (shownName) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok {
		return labelOf(s, longestShown, shownPunctuation)
	}
	return marker(v)
}
