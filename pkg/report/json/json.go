// Package jsonreport writes a report as one JSON document, and holds the JSON
// Schema that describes it and the lines of the NDJSON report.
//
// The same report gives the same bytes. The document is indented, ends with a
// newline, and is valid UTF-8 whatever Webex sent.
package jsonreport

import (
	_ "embed"
	"encoding/json"
	"io"
	"slices"

	"wxaudit/pkg/report"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema, draft 2020-12, of the report. A line of the
// NDJSON report is its #/$defs/line.
func Schema() []byte { return slices.Clone(schema) }

// Write writes the report.
func Write(w io.Writer, r *report.Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // the report is read by people, too
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
