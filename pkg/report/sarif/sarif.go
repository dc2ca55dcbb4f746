// Package sarif writes a report as SARIF 2.1.0, for code-scanning pages and
// viewers: a rule for every check, and a result for everything that somebody has
// to look at.
//
//	fail             kind fail, level error (critical, high), warning (medium), note (low, info)
//	warn             kind review, level none
//	unknown          kind open, level none
//	pass             no result; rules[].properties.status says so
//	not applicable   no result; rules[].properties.status says so
//	disabled         no result; rules[].defaultConfiguration.enabled is false
//
// GitHub and those who follow it do not read kind: they make an open alert of
// every result, also of one that passed, and keep the alert of one that is gone
// for as long as a result names it. So what passed is told by its rule, and what
// is gone by having no result, as other scanners do it. A check that the run left
// out has no rule either.
//
// A waived failure stays kind fail and has an accepted suppression. GitHub does
// not read that: dismiss its alert there once, and it stays dismissed, because its
// fingerprint is the same every night. Where the report knows an earlier audit,
// every result has a baselineState.
//
// Settings have no source file. Each result names its resource as a logical
// location, and as an artifact "webex/<type>/<id>" that exists nowhere, because
// GitHub takes no result without a physical location. It also takes 25,000 results
// a run and shows 5,000 of them; the worst come first.
package sarif

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"wxaudit/pkg/report"
)

// version and schema are those of SARIF, OASIS standard of 27 March 2020.
const (
	version = "2.1.0"
	schema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
)

// Write writes the report, with a result a line. Its memory does not grow with
// the number of findings.
func Write(w io.Writer, r *report.Report) error {
	head, err := json.Marshal(newRun(r))
	if err != nil {
		return fmt.Errorf("sarif: %w", err)
	}
	buf := bufio.NewWriterSize(w, 64<<10)
	// The results are the last property of the run, and are written one by one.
	fmt.Fprintf(buf, "{\"$schema\":%q,\"version\":%q,\"runs\":[%s,\"results\":[", schema, version, head[:len(head)-1])
	separator := "\n"
	for res := range results(r) {
		line, err := json.Marshal(res)
		if err != nil {
			return fmt.Errorf("sarif: check %s: %w", res.RuleID, err)
		}
		if _, err := buf.WriteString(separator); err != nil {
			return err
		}
		if _, err := buf.Write(line); err != nil {
			return err
		}
		separator = ",\n"
	}
	if _, err := buf.WriteString("\n]}]}\n"); err != nil {
		return err
	}
	return buf.Flush()
}
