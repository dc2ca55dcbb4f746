package jsonreport

import (
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// sound holds a report to itself: words that exist, findings whose check is
// there, and counts that come out.
func sound(r *report.Report) error {
	if r.Run.ID == "" || r.Run.AsOf.IsZero() {
		return fmt.Errorf("run.id or run.as_of is empty")
	}
	if days := r.Run.Day.Since(finding.DayOf(r.Run.AsOf, time.UTC)); !r.Run.Day.IsZero() && (days < -1 || days > 1) {
		return fmt.Errorf("run.day is nowhere the day of run.as_of: somebody changed the report")
	}
	checks := map[string]report.Check{}
	var counted report.ByStatus
	for i, c := range r.Checks {
		at := fmt.Sprintf("checks[%d]", i)
		switch {
		case c.ID == "":
			return fmt.Errorf("%s.id is empty", at)
		case checks[c.ID].ID != "":
			return fmt.Errorf("%s: the check %.60q is there twice", at, c.ID)
		}
		if err := words(at, c.Status, c.Severity); err != nil {
			return err
		}
		checks[c.ID] = c
		count(&counted, c)
	}
	if counted != r.Summary.ByStatus {
		return fmt.Errorf("summary.by_status does not fit the checks: somebody changed the report, or it was cut")
	}
	if n := r.Coverage; n.Checks != len(r.Checks) || n.Decided+n.Unknown+n.Disabled != n.Checks || n.NotApplicable > n.Decided {
		return fmt.Errorf("coverage does not fit the checks: somebody changed the report, or it was cut")
	}
	return findings(r, checks)
}

func findings(r *report.Report, checks map[string]report.Check) error {
	seen := map[string]bool{}
	waived := map[string]int{}
	type answer struct {
		check  string
		status finding.Status
	}
	found := map[answer]int{}
	for i, f := range r.Findings {
		at := fmt.Sprintf("findings[%d]", i)
		switch {
		case f.ID == "" || seen[f.ID]:
			return fmt.Errorf("%s.id is empty or there twice", at)
		case checks[f.CheckID].ID == "":
			return fmt.Errorf("%s.check_id is none of the checks", at)
		}
		if err := words(at, f.Status, f.Severity); err != nil {
			return err
		}
		seen[f.ID] = true
		if f.Waiver != nil {
			waived[f.CheckID+" "+f.Waiver.ID]++
		}
		found[answer{f.CheckID, f.Status}]++
	}
	for i, w := range r.Waivers {
		if n := waived[w.Check+" "+w.ID]; n != w.Covers || n > 0 && w.State != report.WaiverInForce {
			return fmt.Errorf("waivers[%d] does not fit the findings: somebody changed the report, or it was cut", i)
		}
		delete(waived, w.Check+" "+w.ID)
	}
	if len(waived) > 0 {
		return fmt.Errorf("a finding has a waiver that the policy does not: somebody changed the report, or it was cut")
	}
	for i, c := range r.Checks {
		if n := found[answer{c.ID, finding.Fail}]; n != c.Failed {
			return fmt.Errorf("checks[%d].failed is %d, and %d findings of %s failed: somebody changed the report, or it was cut", i, c.Failed, n, c.ID)
		}
		if n := found[answer{c.ID, finding.Unknown}]; n != c.Unknown {
			return fmt.Errorf("checks[%d].unknown is %d, and %d findings of %s are unknown: somebody changed the report, or it was cut", i, c.Unknown, n, c.ID)
		}
		if n := found[answer{c.ID, finding.Warn}]; n != c.Warned {
			return fmt.Errorf("checks[%d].warned is %d, and %d findings of %s warn: somebody changed the report, or it was cut", i, c.Warned, n, c.ID)
		}
	}
	return nil
}

func words(at string, s finding.Status, v finding.Severity) error {
	switch {
	case !slices.Contains(finding.Statuses, s):
		return fmt.Errorf("%s.status %.40q is not a status", at, s)
	case !slices.Contains(finding.Severities, v):
		return fmt.Errorf("%s.severity %.40q is not a severity", at, v)
	}
	return nil
}

func count(n *report.ByStatus, c report.Check) {
	switch c.Status {
	case finding.Fail:
		n.Fail++
	case finding.Unknown:
		n.Unknown++
	case finding.Warn:
		n.Warn++
	case finding.Pass:
		n.Pass++
	case finding.NotApplicable:
		n.NotApplicable++
	}
}
