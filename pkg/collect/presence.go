package collect

import (
	"encoding/json"

	"wxaudit/pkg/snapshot"
)

// presence keeps of a password, link or number only whether there was one. It
// is a wire type: the value never leaves the decoder.
type presence uint8

// The zero presence is absent: the field was missing or null.
const (
	absent    presence = iota
	empty              // the field was there and held ""
	set                // the field held a value; a masked one counts
	illegible          // the field was there, of a type that says nothing
)

// Tri is Yes for a value, No for an empty one, and Unknown otherwise.
func (p presence) Tri() snapshot.Tri {
	switch p {
	case set:
		return snapshot.Yes
	case empty:
		return snapshot.No
	default:
		return snapshot.Unknown
	}
}

// UnmarshalJSON looks at the value and forgets it.
func (p *presence) UnmarshalJSON(b []byte) error {
	*p = absent
	switch {
	case len(b) == 0:
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*p = empty
		if s != "" {
			*p = set
		}
	case b[0] == '-' || (b[0] >= '0' && b[0] <= '9'):
		*p = set
	case string(b) != "null":
		*p = illegible
	}
	return nil
}

// MarshalJSON writes no value, because there is none to write.
func (presence) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
