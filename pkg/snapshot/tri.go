package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Tri is a switch that Webex may or may not have told us. Its zero value is
// Unknown, so that a forgotten field can never read as "off".
//
// In JSON it is true, false or absent (null).
type Tri int8

// The three values.
const (
	Unknown Tri = iota
	No
	Yes
)

// TriOf turns a decoded pointer into a Tri: nil is Unknown.
func TriOf(b *bool) Tri {
	switch {
	case b == nil:
		return Unknown
	case *b:
		return Yes
	default:
		return No
	}
}

// TriFrom turns a fact that is known into a Tri.
func TriFrom(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// Any returns true, false or nil, as finding.Evidence wants it.
func (t Tri) Any() any {
	switch t {
	case Yes:
		return true
	case No:
		return false
	default:
		return nil
	}
}

// String returns "true", "false" or "unknown".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "true"
	case No:
		return "false"
	default:
		return "unknown"
	}
}

// MarshalJSON writes true, false or null; give the field `omitzero`.
func (t Tri) MarshalJSON() ([]byte, error) { return json.Marshal(t.Any()) }

// UnmarshalJSON reads true, false or null.
func (t *Tri) UnmarshalJSON(b []byte) error {
	switch {
	case bytes.Equal(b, []byte("true")):
		*t = Yes
	case bytes.Equal(b, []byte("false")):
		*t = No
	case bytes.Equal(b, []byte("null")):
		*t = Unknown
	default:
		return fmt.Errorf("snapshot: %s is neither true, false nor null", b)
	}
	return nil
}
