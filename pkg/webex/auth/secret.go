package auth

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a token, a client secret, a code or a verifier. However it is
// printed, logged or marshalled it shows nothing; Reveal is for the request that
// needs it and for the store that keeps it.
type Secret string

const hidden = "[secret]"

// Reveal is the secret itself.
func (s Secret) Reveal() string { return string(s) }

// Format shows nothing, whatever the verb: a wrong one would print the bare
// string.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// String shows nothing.
func (s Secret) String() string { return hidden }

// GoString shows nothing, for %#v.
func (s Secret) GoString() string { return hidden }

// LogValue shows nothing in logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText shows nothing, so that no encoder writes a secret by mistake.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
