package main

import (
	"encoding/json"
	"io"
)

// writeIndented writes a value as JSON that people read, too.
func writeIndented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
