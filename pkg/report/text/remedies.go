package text

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// mostFirst bounds the steps at the top of the summary.
const mostFirst = 5

// first says at the top what to do before anything else: the worst failures
// with their number and the way to put them right.
func (p *page) first(r *report.Report) {
	failed := slices.DeleteFunc(failedChecks(r), func(c failedCheck) bool { return c.Waived })
	if len(failed) < 2 {
		return // the list at the end is as short
	}
	p.title("What to do first")
	for _, c := range failed[:min(mostFirst, len(failed))] {
		p.line(4, append([]word{{columns: 1}, {text: "-"}, {text: report.Harmless(c.ID, maxName), style: bold}},
			words(fmt.Sprintf("(%s, %d failed): %s", c.worst, c.Failed, report.Harmless(steps(c.Remediation.Text), maxRemedy)))...)...)
	}
}

// remedies says how to put each failed check right, worst first.
func (p *page) remedies(r *report.Report) {
	for i, c := range failedChecks(r) {
		if i == 0 {
			p.title("What to do")
		}
		p.line(5, append([]word{{text: "fix:", style: green}, {text: report.Harmless(c.ID, maxName) + ":", style: bold}},
			words(report.Harmless(steps(c.Remediation.Text), maxRemedy))...)...)
	}
}

// failedCheck is a check with the severity of its worst failure.
type failedCheck struct {
	report.Check
	worst finding.Severity
}

// failedChecks lists the checks that failed in the order of their worst
// findings.
func failedChecks(r *report.Report) []failedCheck {
	byID := map[string]report.Check{}
	for _, c := range r.Checks {
		byID[c.ID] = c
	}
	var out []failedCheck
	seen := map[string]bool{}
	for _, f := range r.Findings {
		if f.Status == finding.Fail && !seen[f.CheckID] {
			seen[f.CheckID] = true
			out = append(out, failedCheck{byID[f.CheckID], f.Severity})
		}
	}
	return out
}

var (
	inBrackets = regexp.MustCompile(` \(API[^)]*\)`)
	apiTail    = regexp.MustCompile(`(^|[.;:] )API( \([^)]*\))?:.*$`)
)

// steps leaves the calls of the write API out of a remedy: they are for
// programs, and the JSON report has them.
func steps(remedy string) string {
	short := strings.Trim(apiTail.ReplaceAllString(inBrackets.ReplaceAllString(remedy, ""), "$1"), " ;")
	if short == "" {
		return remedy
	}
	return short
}
