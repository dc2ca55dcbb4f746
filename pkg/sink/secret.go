package sink

import (
	"fmt"
	"log/slog"
)

// Secret is a token or key that must not be printed. Every way of writing it
// gives a marker; only Reveal gives the text. It lies behind a pointer because
// package fmt calls no method of what an unexported field holds, and would print
// the text with the struct around it.
type Secret struct{ text *string }

const marker = "[secret]"

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text, for the request that needs it and nothing else.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// Empty says that there is none.
func (s Secret) Empty() bool { return s.Reveal() == "" }

func (s Secret) String() string { return marker }

// Format writes the marker for every verb, %#v included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(marker)) }

// MarshalText writes the marker.
func (s Secret) MarshalText() ([]byte, error) { return []byte(marker), nil }

// LogValue logs the marker.
func (s Secret) LogValue() slog.Value { return slog.StringValue(marker) }
