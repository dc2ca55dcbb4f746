// Package ndjson writes a report as one JSON object a line: a run line, a line
// for every check, a line for every finding, and a summary line last, so that a
// stream that was cut shows.
//
// Every line can be read alone: it has its type, the organisation, the run and
// its times. Lines end with a newline and hold only what a screen shows as it is:
// nothing that Webex sent ends a line, moves a terminal, or turns the direction of
// reading. Letters of any script stay. The schema of a line is #/$defs/line in the
// schema of package jsonreport.
package ndjson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/asciijson"
)

// head is what every line begins with.
type head struct {
	Type          string              `json:"type"`
	SchemaVersion string              `json:"schema_version"`
	Tool          report.Tool         `json:"tool"`
	Run           report.Run          `json:"run"`
	Organization  report.Organization `json:"organization"`
}

type checkLine struct {
	head
	Check report.Check `json:"check"`
}

// findingLine carries what an alarm needs to know of the check as well.
type findingLine struct {
	head
	Finding finding.Finding `json:"finding"`
	Check   about           `json:"check"`
}

// about is the part of a check that does not depend on the answer.
type about struct {
	ID          string             `json:"id"`
	Title       string             `json:"title"`
	Area        string             `json:"area"`
	Basis       []string           `json:"basis"`
	Controls    []hipaa.Citation   `json:"controls"`
	Remediation report.Remediation `json:"remediation"`
}

type summaryLine struct {
	head
	Coverage report.Coverage `json:"coverage"`
	Summary  report.Summary  `json:"summary"`
	Findings int             `json:"findings"` // how many finding lines came before
	Gaps     []report.Gap    `json:"gaps"`
}

// Write writes the report. Its memory does not grow with the findings.
func Write(w io.Writer, r *report.Report) error {
	out := newWriter(w)
	line := func(kind string) head {
		return head{Type: kind, SchemaVersion: r.SchemaVersion, Tool: r.Tool, Run: r.Run, Organization: r.Organization}
	}
	if err := out.line(line("run")); err != nil {
		return err
	}
	checks := make(map[string]about, len(r.Checks))
	for _, c := range r.Checks {
		checks[c.ID] = about{ID: c.ID, Title: c.Title, Area: c.Area, Basis: c.Basis, Controls: c.Controls, Remediation: c.Remediation}
		if err := out.line(checkLine{line("check"), c}); err != nil {
			return fmt.Errorf("ndjson: check %s: %w", c.ID, err)
		}
	}
	for _, f := range r.Findings {
		if err := out.line(findingLine{line("finding"), f, checks[f.CheckID]}); err != nil {
			return fmt.Errorf("ndjson: finding %s: %w", f.ID, err)
		}
	}
	if err := out.line(summaryLine{line("summary"), r.Coverage, r.Summary, len(r.Findings), r.Gaps}); err != nil {
		return err
	}
	return out.buf.Flush()
}

// writer writes lines and keeps its memory from one to the next.
type writer struct {
	buf  *bufio.Writer
	text bytes.Buffer
	enc  *json.Encoder // into text
	safe []byte
}

func newWriter(w io.Writer) *writer {
	out := &writer{buf: bufio.NewWriterSize(w, 64<<10)}
	out.enc = json.NewEncoder(&out.text)
	out.enc.SetEscapeHTML(false)
	return out
}

func (w *writer) line(v any) error {
	w.text.Reset()
	if err := w.enc.Encode(v); err != nil {
		return err
	}
	w.safe = asciijson.Unprintable(w.safe[:0], bytes.TrimSuffix(w.text.Bytes(), []byte("\n")))
	_, err := w.buf.Write(append(w.safe, '\n'))
	return err
}
