// Package junit writes a report as JUnit XML, for the test pages of CI servers:
// a test suite for every area, a test case for every check.
//
//	pass                       a test case with nothing in it
//	fail, waived or not        <failure>
//	unknown                    <error>: the check did not come to an answer
//	warn                       <skipped>, with a message that begins with "warn"
//	not applicable, disabled   <skipped>, with a message that says which
//
// JUnit has no word for a warning. A <failure> would turn builds red whose exit
// code is 0, since a warning is none of the tool's failures; a test case with
// nothing in it would count among those that passed, which it did not. Skipped is
// counted on its own and shown with its reason everywhere.
//
// A waiver accepts a failure and does not undo it; the message says by whom.
//
// The document fits the schema of Ant's JUnit task, the strictest there is. The
// name of a test case is the id of its check, so that CI servers know it again on
// the next night. Times are nought: checks are not timed.
package junit

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// How much of a text is shown, in characters, and how many findings of a check.
const (
	maxName     = 200
	maxText     = 2000
	maxFindings = 20
)

type suite struct {
	XMLName    xml.Name   `xml:"testsuite"`
	Name       string     `xml:"name,attr"`
	Package    string     `xml:"package,attr"`
	ID         int        `xml:"id,attr"`
	Timestamp  string     `xml:"timestamp,attr"`
	Hostname   string     `xml:"hostname,attr"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Errors     int        `xml:"errors,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Time       string     `xml:"time,attr"`
	Properties []property `xml:"properties>property"`
	Cases      []testcase `xml:"testcase"`
	Out        string     `xml:"system-out"`
	Err        string     `xml:"system-err"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testcase struct {
	Name      string  `xml:"name,attr"`
	Classname string  `xml:"classname,attr"`
	Time      string  `xml:"time,attr"`
	Skipped   *result `xml:"skipped"`
	Error     *result `xml:"error"`
	Failure   *result `xml:"failure"`
}

// result is what a test case that did not pass says. The type is left out where
// the schema has none.
type result struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Body    body   `xml:",cdata"`
}

type body string

// noTime is how long everything took, as far as anybody knows.
const noTime = "0"

// Write writes the report.
func Write(w io.Writer, r *report.Report) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	if _, err := buf.WriteString(xml.Header + "<testsuites>\n"); err != nil {
		return err
	}
	enc := xml.NewEncoder(buf)
	enc.Indent("  ", "  ")
	for _, s := range suites(r) {
		if err := enc.Encode(s); err != nil {
			return fmt.Errorf("junit: area %s: %w", s.Name, err)
		}
	}
	if _, err := buf.WriteString("\n</testsuites>\n"); err != nil {
		return err
	}
	return buf.Flush()
}

// suites has the areas in the order of the catalogue.
func suites(r *report.Report) []*suite {
	told := tell(r)
	find := map[string]*suite{}
	var all []*suite
	for _, c := range report.AllChecks(r) {
		area := cmp.Or(report.Harmless(c.Area, maxName), "none")
		s := find[area]
		if s == nil {
			s = &suite{
				Name: area, Package: "wxaudit." + area, ID: len(all), Time: noTime, Properties: properties(r),
				Timestamp: r.Run.StartedAt.UTC().Format("2006-01-02T15:04:05"),
				Hostname:  "localhost", // the word of the schema for a host that is not known
			}
			find[area] = s
			all = append(all, s)
		}
		s.add(c, told[c.ID])
	}
	return all
}

func (s *suite) add(c report.Check, t *telling) {
	tc := testcase{Name: cmp.Or(report.Harmless(c.ID, maxName), "none"), Classname: s.Package, Time: noTime}
	s.Tests++
	res := &result{Message: message(c), Body: body(t.text(c))}
	switch c.Status {
	case finding.Pass:
	case finding.Fail:
		s.Failures++
		res.Type = "fail"
		tc.Failure = res
	case finding.Warn, finding.NotApplicable:
		s.Skipped++
		tc.Skipped = res
	default: // unknown, and any word that we do not know
		s.Errors++
		res.Type = cmp.Or(report.Harmless(c.Reason, maxName), "unknown")
		tc.Error = res
	}
	s.Cases = append(s.Cases, tc)
}

// message is the line that CI servers show first.
func message(c report.Check) string {
	status := string(c.Status)
	switch {
	case c.Disabled:
		status = "disabled"
	case c.Status == finding.NotApplicable:
		status = "not applicable"
	case c.Status == finding.Fail && c.Waived:
		status = "fail (waived)"
	}
	return report.Harmless(fmt.Sprintf("%s, %s: %s", status, c.Severity, cmp.Or(c.Message, c.Title)), maxText)
}

func properties(r *report.Report) []property {
	all := []property{
		{"tool", r.Tool.Name + " " + r.Tool.Version},
		{"organization", r.Organization.Name},
		{"organization_id", r.Organization.ID},
		{"run", r.Run.ID},
		{"mode", r.Run.Mode},
		{"as_of", r.Run.AsOf.UTC().Format("2006-01-02T15:04:05Z")},
		{"checks_selected", fmt.Sprintf("%d of %d", r.Coverage.Checks, r.Run.Selection.Catalogue)},
		{"checks_decided", strconv.Itoa(r.Coverage.Decided)},
		{"checks_unknown", strconv.Itoa(r.Coverage.Unknown)},
	}
	if n := r.Run.EditedFiles; n > 0 {
		all = append(all, property{"edited_files", strconv.Itoa(n)})
	}
	for i := range all {
		all[i].Value = report.Harmless(all[i].Value, maxText)
	}
	return all
}
