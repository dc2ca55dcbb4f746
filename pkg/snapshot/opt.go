package snapshot

import "encoding/json"

// Opt is a value that Webex may or may not have told us; the zero Opt is
// unknown. In JSON it is the value, or absent (null).
type Opt[T any] struct {
	value T
	known bool
}

// Some is a known value.
func Some[T any](v T) Opt[T] { return Opt[T]{value: v, known: true} }

// OptOf turns a decoded pointer into an Opt: nil is unknown.
func OptOf[T any](p *T) Opt[T] {
	if p == nil {
		return Opt[T]{}
	}
	return Some(*p)
}

// Get returns the value and whether it is known.
func (o Opt[T]) Get() (T, bool) { return o.value, o.known }

// Known says whether there is a value.
func (o Opt[T]) Known() bool { return o.known }

// Any returns the value, or nil, as finding.Evidence wants it.
func (o Opt[T]) Any() any {
	if !o.known {
		return nil
	}
	return o.value
}

// IsZero makes `omitzero` leave an unknown value out.
func (o Opt[T]) IsZero() bool { return !o.known }

// MarshalJSON writes the value or null.
func (o Opt[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.Any()) }

// UnmarshalJSON reads a value or null.
func (o *Opt[T]) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*o = Opt[T]{}
		return nil
	}
	if err := json.Unmarshal(b, &o.value); err != nil {
		return err
	}
	o.known = true
	return nil
}
