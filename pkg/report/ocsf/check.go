package ocsf

import (
	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// check makes the event of a check of which no finding failed, warned or is
// unknown: it passed, does not apply, or the policy leaves it out.
func (m *maker) check(c *report.Check) Event {
	e, r, b := m.about(c.ID)
	facts := r.facts
	facts.Reason = b.text(c.Reason, maxWord)
	facts.Waived = c.Waived
	e.FindingInfo.UID = m.run.check(c.ID)
	e.FindingInfo.Title = headline(c.Status, c.Reason) + r.title
	e.judge(verdict(c.Status, c.Reason))
	e.grade(graded(c.Status, c.Reason, c.Severity))
	e.StatusCode = b.text(code(c.Status, c.Reason), maxWord)
	e.do(created)
	e.state(stateNew)
	result := b.text(string(c.Status), maxWord)
	if c.Disabled {
		e.judge(verdictDisabled)
		e.FindingInfo.Title = "Disabled: " + r.title
		e.StatusCode, result = "DISABLED", "disabled"
	}
	said := b.text(c.Message, maxMessage)
	e.Compliance.StatusDetails = []string{said}
	e.Message = b.text(result+": "+r.analytic.UID+": "+said, maxMessage)
	e.Resources = []Resource{m.organization()}
	e.Observables = observables(e.Resources[0])
	if c.Status != finding.Pass && c.Status != finding.NotApplicable {
		e.Remediation = r.remediation
	}
	e.Evidences = whole(c.Evidence, b)
	e.Unmapped = Unmapped{Result: result, FindingFacts: &facts}
	e.Metadata.IsTruncated = b.cut
	return e
}

func (m *maker) organization() Resource {
	org := m.base.Cloud.Org
	return Resource{UID: org.UID, Name: org.Name, Type: "organization", RoleID: 3, Role: "Affected"}
}

// closed makes the event of a finding that the audit before had open and this
// one would have seen. Its check answered for every resource, so it passes; where
// the whole check does not apply any more, that is the verdict.
func (m *maker) closed(c *report.Closed) Event {
	e, r, b := m.about(c.CheckID)
	facts := r.facts
	e.FindingInfo.UID = findingUID(c.ID)
	e.FindingInfo.Title = "Closed: " + r.title
	e.FindingInfo.FirstSeenTime = millis(c.FirstSeen)
	e.FindingInfo.LastSeenTime = millis(m.history.PreviousAsOf)
	e.do(closed)
	e.state(stateResolved)
	e.grade(informational)
	e.judge(verdictPass)
	if len(e.Compliance.Checks) > 0 && e.Compliance.Checks[0].Status == verdictNotApplicable.caption {
		e.judge(verdictNotApplicable)
	}
	e.StatusCode = "CLOSED"
	e.Resources = []Resource{resource(finding.Resource{Type: c.Resource.Type, ID: c.Resource.ID}, b)}
	e.Observables = observables(e.Resources[0])
	said := "what an earlier audit found is not there any more"
	e.Compliance.StatusDetails = []string{said}
	e.Message = b.text(line("closed: "+r.analytic.UID, e.Resources[0], said), maxMessage)
	e.Unmapped = Unmapped{Result: "closed", FindingFacts: &facts}
	e.Metadata.IsTruncated = b.cut
	return e
}
