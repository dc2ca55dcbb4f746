package ocsf

import (
	"fmt"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// heartbeat makes the last event of the run. Its absence, or fewer events than
// it counts, is an alarm.
func (m *maker) heartbeat() Event {
	r, b := m.report, &bounder{cut: m.cut}
	e := m.base
	e.Metadata.EventCode = HeartbeatCode
	e.FindingInfo = FindingInfo{UID: m.run.heartbeat(), Title: "wxaudit finished an audit", LastSeenTime: e.Time}
	e.do(created)
	e.state(stateNew)
	e.grade(informational)
	e.judge(verdictHeartbeat)
	e.StatusCode = "HEARTBEAT"
	e.Resources = []Resource{m.organization()}
	e.Observables = observables(e.Resources[0])
	e.StartTime, e.EndTime = millis(r.Run.StartedAt), millis(r.Run.FinishedAt)
	if d := r.Run.FinishedAt.Sub(r.Run.StartedAt).Milliseconds(); d >= 0 {
		e.Duration = &d
	}
	facts := runFacts(r, b)
	if h := m.history; h != nil {
		gone := len(h.Closed)
		facts.FindingsNew, facts.FindingsClosed, facts.PreviousRun = &h.New, &gone, identifier(h.PreviousRun, maxID)
	}
	facts.EventsBefore = m.count
	e.Message = fmt.Sprintf("audit finished: %d of %d checks failed, %d unknown, %d warn, %d passed; %d decided; %d events before this one",
		facts.ChecksFail, facts.Checks, facts.ChecksUnknown, facts.ChecksWarn, facts.ChecksPass, facts.ChecksDecided, facts.EventsBefore)
	e.Unmapped = Unmapped{Result: "heartbeat", RunFacts: facts}
	e.Metadata.IsTruncated = b.cut
	return e
}

func runFacts(r *report.Report, b *bounder) *RunFacts {
	f := &RunFacts{
		Mode: b.text(r.Run.Mode, maxWord), Partial: partial(r), EditedFiles: r.Run.EditedFiles, Requests: r.Run.Requests,
		Catalogue: r.Run.Selection.Catalogue, Checks: r.Coverage.Checks,
		ChecksDecided: r.Coverage.Decided, ChecksUndecided: r.Coverage.Unknown, ChecksDisabled: r.Coverage.Disabled,
		ChecksFail: r.Summary.ByStatus.Fail, ChecksUnknown: r.Summary.ByStatus.Unknown, ChecksWarn: r.Summary.ByStatus.Warn,
		ChecksPass: r.Summary.ByStatus.Pass, ChecksNotApplicable: r.Summary.ByStatus.NotApplicable, ChecksWaived: r.Summary.Waived,
		FailedCritical: r.Summary.FailedBySeverity.Critical, FailedHigh: r.Summary.FailedBySeverity.High,
		FailedMedium: r.Summary.FailedBySeverity.Medium, FailedLow: r.Summary.FailedBySeverity.Low,
		FailedInfo: r.Summary.FailedBySeverity.Info,
		FailOn:     b.text(r.Run.Selection.FailOn, maxWord), AnyUnknown: anyUnknown(r), Gaps: len(r.Gaps),
		PolicySHA256: b.text(r.Run.Inputs.PolicySHA256, maxWord), AttestationsSHA256: b.text(r.Run.Inputs.AttestationsSHA256, maxWord),
	}
	f.countFindings(r)
	f.countSignIns(r.Run.SignIns)
	return f
}

func (f *RunFacts) countFindings(r *report.Report) {
	threshold := finding.Severity(r.Run.Selection.FailOn).Rank()
	f.Findings = len(r.Findings)
	for i := range r.Findings {
		switch one := &r.Findings[i]; one.Status {
		case finding.Fail:
			f.FindingsFail++
			if one.Severity.Rank() <= threshold {
				f.FailedAtLeast++
				if one.Waiver != nil {
					f.WaivedAtLeast++
				}
			}
		case finding.Warn:
			f.FindingsWarn++
		case finding.Unknown:
			f.FindingsUnknown++
		}
	}
}

// countSignIns leaves out those that nobody can renew: they end within hours or
// days by their nature.
func (f *RunFacts) countSignIns(all []report.SignIn) {
	for _, s := range all {
		if s.Warning != "" {
			f.SignInWarnings++
		}
		if s.DaysLeft == nil || s.RefreshExpiresAt == nil {
			continue
		}
		if f.SignInDaysLeft == nil || *s.DaysLeft < *f.SignInDaysLeft {
			f.SignInDaysLeft = s.DaysLeft
		}
	}
}

// anyUnknown says whether something is not known, also within a check that
// failed; no check at all decides nothing.
func anyUnknown(r *report.Report) bool {
	ran := false
	for i := range r.Checks {
		c := &r.Checks[i]
		if c.Unknown > 0 || c.Partial > 0 || c.Status == finding.Unknown {
			return true
		}
		ran = ran || !c.Disabled
	}
	return !ran
}
