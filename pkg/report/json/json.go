// Package jsonreport writes a report as one JSON document, and holds the JSON
// Schema that describes it and the lines of the NDJSON report.
//
// The same report gives the same bytes. The document is indented, ends with a
// newline, and is valid UTF-8 whatever Webex sent.
package jsonreport

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"
	"slices"

	"wxaudit/pkg/report"
	"wxaudit/pkg/report/asciijson"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema, draft 2020-12, of the report. A line of the
// NDJSON report is its #/$defs/line.
func Schema() []byte { return slices.Clone(schema) }

// Write writes the report. What no screen shows as it is, such as a mark that
// turns the direction of reading, is written as an escape of JSON.
func Write(w io.Writer, r *report.Report) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the report is read by people, too
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return err
	}
	_, err := w.Write(asciijson.Unprintable(make([]byte, 0, b.Len()), b.Bytes()))
	return err
}
