package jsonreport

import (
	"fmt"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// agree holds to one another the parts of a report that say the same thing twice:
// whoever makes one of them look better must not be believed.
func agree(r *report.Report) error {
	t := tally(r)
	for i := range r.Checks {
		if what := contradiction(&r.Checks[i], t); what != "" {
			return fmt.Errorf("checks[%d] (%.60s): %s: somebody changed the report, or it was cut", i, r.Checks[i].ID, what)
		}
	}
	switch {
	case t.summary.FailedBySeverity != r.Summary.FailedBySeverity:
		return fmt.Errorf("summary.failed_by_severity does not fit the findings: somebody changed the report, or it was cut")
	case t.summary.Waived != r.Summary.Waived:
		return fmt.Errorf("summary.waived does not fit the checks: somebody changed the report, or it was cut")
	case t.coverage != [3]int{r.Coverage.Unknown, r.Coverage.Disabled, r.Coverage.NotApplicable}:
		return fmt.Errorf("coverage does not fit the checks: somebody changed the report, or it was cut")
	}
	if err := history(r); err != nil {
		return err
	}
	for i := range r.Controls {
		if err := t.row(&r.Controls[i]); err != nil {
			return fmt.Errorf("controls[%d] %w: somebody changed the report, or it was cut", i, err)
		}
	}
	return nil
}

// tallied is what the checks and findings of a report add up to.
type tallied struct {
	bare     map[string]int              // failures without a waiver, by check
	worst    map[string]finding.Severity // of the failures of a check
	statuses map[string]finding.Status   // of the checks that were judged
	summary  report.Summary
	coverage [3]int // unknown, disabled, not applicable
}

func tally(r *report.Report) *tallied {
	t := &tallied{bare: map[string]int{}, worst: map[string]finding.Severity{}, statuses: map[string]finding.Status{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status != finding.Fail {
			continue
		}
		if f.Waiver == nil {
			t.bare[f.CheckID]++
		}
		if worst, known := t.worst[f.CheckID]; !known || f.Severity.Rank() < worst.Rank() {
			t.worst[f.CheckID] = f.Severity
		}
	}
	for i := range r.Checks {
		c := &r.Checks[i]
		if c.Waived {
			t.summary.Waived++
		}
		if c.Disabled {
			t.coverage[1]++
			continue
		}
		t.statuses[c.ID] = c.Status
		switch c.Status {
		case finding.Unknown:
			t.coverage[0]++
		case finding.NotApplicable:
			t.coverage[2]++
		case finding.Fail:
			t.failed(t.worst[c.ID])
		}
	}
	return t
}

func (t *tallied) failed(s finding.Severity) {
	n := &t.summary.FailedBySeverity
	switch s {
	case finding.Critical:
		n.Critical++
	case finding.High:
		n.High++
	case finding.Medium:
		n.Medium++
	case finding.Low:
		n.Low++
	case finding.Info:
		n.Info++
	}
}

// contradiction says what a check says of itself that its numbers do not; empty
// when they agree.
func contradiction(c *report.Check, t *tallied) string {
	switch {
	case (c.Status == finding.Fail) != (c.Failed > 0):
		return fmt.Sprintf("its status is %s, and %d resources failed", c.Status, c.Failed)
	case c.Unknown > 0 && c.Status != finding.Fail && c.Status != finding.Unknown:
		return fmt.Sprintf("its status is %s, and %d resources are unknown", c.Status, c.Unknown)
	case c.Warned > 0 && c.Failed+c.Unknown == 0 && c.Status != finding.Warn, c.Status == finding.Warn && c.Warned == 0:
		return fmt.Sprintf("its status is %s, and %d resources warn", c.Status, c.Warned)
	case c.Partial > c.Failed, c.Failed+c.Warned+c.Unknown > 0 && c.Disabled:
		return "its numbers contradict one another"
	case c.Waived && (c.Failed == 0 || t.bare[c.ID] > 0):
		return fmt.Sprintf("it is waived, and %d of its failures are not", t.bare[c.ID])
	default:
		return ""
	}
}

// history holds the times of findings to the comparison with the audit before.
func history(r *report.Report) error {
	open := map[string]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Status == finding.NotApplicable {
			continue
		}
		open[f.ID] = true
		if r.History == nil && f.FirstSeen.Before(r.Run.AsOf) && !f.FirstSeen.IsZero() {
			return fmt.Errorf("findings[%d].first_seen is of an earlier audit, and there is no history: somebody changed the report", i)
		}
	}
	if r.History == nil {
		return nil
	}
	for i, c := range r.History.Closed {
		if open[c.ID] {
			return fmt.Errorf("history.closed[%d] is among the findings: somebody changed the report", i)
		}
	}
	return nil
}

// row sees that a row of the matrix is not better than the checks for it.
func (t *tallied) row(c *report.Control) error {
	if better(c.Status, t.sum(c.Checks)) {
		return fmt.Errorf("(%.40s) says %s, and its checks say %s", c.Citation, c.Status, t.sum(c.Checks))
	}
	for _, p := range c.Parts {
		ids := c.Supports
		switch p.Responsibility {
		case hipaa.Vendor, hipaa.NotApplicable:
			continue
		case hipaa.CustomerProcess:
			ids = c.Satisfies
		}
		if better(p.Status, t.sum(ids)) {
			return fmt.Errorf("(%.40s) says %s of the part %s, and its checks say %s", c.Citation, p.Status, p.Responsibility, t.sum(ids))
		}
	}
	return nil
}

// sum is fail, unknown, warn, or pass for anything better.
func (t *tallied) sum(ids []string) finding.Status {
	worst := finding.Pass
	for _, id := range ids {
		if s, judged := t.statuses[id]; judged {
			worst = finding.Worst(worst, s)
		}
	}
	return worst
}

func better(s hipaa.State, checks finding.Status) bool {
	switch checks {
	case finding.Fail:
		return s != hipaa.StateFail
	case finding.Unknown:
		return s != hipaa.StateFail && s != hipaa.StateUnknown
	case finding.Warn:
		return s == hipaa.StateSupported || s == hipaa.StateNotAssessed
	default:
		return false
	}
}
