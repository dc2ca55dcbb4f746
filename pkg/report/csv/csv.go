// Package csvreport writes a report as a table for Excel and LibreOffice: one
// row for every finding, and one for every check without one, so that what
// passed is there as well.
//
// The file is UTF-8 and begins with a byte order mark: without it Excel takes
// the text for the code page of the machine and spoils every letter outside
// ASCII, our own "▸" among them. Readers that do not know the mark find it in
// the name of the first column, which is the organisation's name and no key.
// (Python: encoding="utf-8-sig".)
//
// Rows end with a line feed alone. RFC 4180 says CRLF, but every reader takes
// both, and awk, grep and sort would keep the CR. No cell holds a line break, so
// a row is a line.
//
// What a spreadsheet would take for a formula begins with an apostrophe. Numbers
// and times are not touched: times are RFC 3339, days 2006-01-02, lists are
// separated by " | ".
package csvreport

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// byteOrderMark is U+FEFF as UTF-8.
const byteOrderMark = "\ufeff"

// Columns are the names in the first row. New ones are added at the end.
var Columns = []string{
	"organization", "organization_id", "run", "as_of", "check", "title", "area", "severity", "status", "waived", "waiver", "waiver_ends",
	"reason", "resource_type", "resource_id", "resource_name", "message", "evidence", "citations", "basis", "remediation", "first_seen",
	"finding",
}

// Write writes the report. Its memory does not grow with the number of findings.
func Write(w io.Writer, r *report.Report) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	if _, err := buf.WriteString(byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(buf)
	if err := out.Write(Columns); err != nil {
		return err
	}
	t := table{head: []string{cell(r.Organization.Name), cell(r.Organization.ID), cell(r.Run.ID), moment(r.Run.AsOf)}}
	for e := range report.Entries(r) {
		if err := out.Write(t.row(e)); err != nil {
			return fmt.Errorf("csv: check %s: %w", e.Check.ID, err)
		}
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	return buf.Flush()
}

// table keeps what many rows share.
type table struct {
	head  []string
	check *report.Check
	about about
	cells []string
}

// about is the part of a row that only depends on the check.
type about struct{ id, title, area, citations, basis, remediation string }

func (t *table) row(e report.Entry) []string {
	c := e.Check
	if t.check != c {
		t.check, t.about = c, about{
			id: cell(c.ID), title: cell(c.Title), area: cell(c.Area), citations: list(c.Controls), basis: list(c.Basis),
			remediation: cell(c.Remediation.Text),
		}
	}
	t.cells = append(t.cells[:0], t.head...)
	t.cells = append(t.cells, t.about.id, t.about.title, t.about.area)
	if f := e.Finding; f != nil {
		id, end := "", ""
		if f.Waiver != nil {
			id, end = cell(f.Waiver.ID), f.Waiver.Expires.String()
		}
		t.cells = append(t.cells, cell(string(f.Severity)), cell(string(f.Status)), strconv.FormatBool(f.Waiver != nil), id, end,
			cell(f.Reason), cell(f.Resource.Type), cell(f.Resource.ID), cell(f.Resource.Name), cell(f.Message), evidence(f.Evidence))
	} else {
		t.cells = append(t.cells, cell(string(c.Severity)), cell(string(c.Status)), strconv.FormatBool(c.Waived), "", "",
			cell(c.Reason), "", "", "", cell(c.Message), distribution(c.Evidence))
	}
	t.cells = append(t.cells, t.about.citations, t.about.basis, t.about.remediation)
	if f := e.Finding; f != nil {
		return append(t.cells, moment(f.FirstSeen), cell(f.ID))
	}
	return append(t.cells, "", "")
}

func list[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return cell(strings.Join(words, " | "))
}

// evidence has one part for each answer: source, field and value, rank, time.
func evidence(all []finding.Evidence) string {
	var b strings.Builder
	for i, e := range all {
		if i > 0 {
			b.WriteString(" | ")
		}
		b.WriteString(e.Source)
		if e.Field != "" {
			b.WriteString(" " + e.Field + " = " + report.Word(e.Value))
		}
		b.WriteString(" (" + strings.TrimSuffix(e.Rank+" "+moment(e.ReadAt), " ") + ")")
	}
	return cell(b.String())
}

// distribution is the evidence of a whole check: how often each value was seen.
func distribution(all []report.Evidence) string {
	parts := make([]string, 0, len(all))
	for _, e := range all {
		var values []string
		for _, v := range e.Values {
			values = append(values, fmt.Sprintf("%s × %d", report.Word(v.Value), v.Count))
		}
		if e.OtherValues > 0 {
			values = append(values, fmt.Sprintf("others × %d", e.OtherValues))
		}
		text := e.Source
		if e.Field != "" {
			text += " " + e.Field + " = " + strings.Join(values, ", ")
		}
		parts = append(parts, text+" ("+strings.TrimSuffix(e.Rank+" "+moment(e.ReadAt), " ")+")")
	}
	return cell(strings.Join(parts, " | "))
}

// moment writes a time, and no time as nothing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
