package attest

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// gapPeriod is the time between the end of enforcement discretion and the
// agreement with Cisco.
type gapPeriod struct {
	in         *check.Input
	org        finding.Resource
	effective  finding.Day // of the agreement
	end        finding.Day // of the discretion
	transition finding.Day // the end of the transition for telehealth
}

// judge answers with the record of the re-assessment, whose answer is empty when
// there is none.
func (p gapPeriod) judge(record check.Attestation) finding.Finding {
	switch {
	case record.Answer == "no-phi-before-baa":
		return check.NotApplicable(p.org, fmt.Sprintf("no PHI was in Webex before the agreement of %s, by attestation", p.effective))
	case !p.effective.After(p.end):
		return check.Pass(p.org, fmt.Sprintf("the agreement is in force since %s, before enforcement discretion ended on %s", p.effective, p.end))
	case !p.effective.After(p.transition) && record.Answer != "":
		return check.Pass(p.org, fmt.Sprintf("the agreement is in force since %s, within the transition for telehealth until %s, and the time before is assessed", p.effective, p.transition))
	case !p.effective.After(p.transition):
		return check.Warn(p.org, fmt.Sprintf("the agreement is in force since %s, between the end of discretion on %s and that of the transition for telehealth on %s: note what was done in between", p.effective, p.end, p.transition))
	case p.assessed(record):
		return check.Pass(p.org, fmt.Sprintf("the agreement is in force since %s only, and the gap before it is assessed from %s to %s, with its decision",
			p.effective, record.Day("covers_from"), record.Day("covers_until")))
	}
	return p.unassessed(record)
}

// assessed says whether the record covers the gap and decides on it.
func (p gapPeriod) assessed(record check.Attestation) bool {
	from, until := record.Day("covers_from"), record.Day("covers_until")
	decided, _ := record.Bool("decision_recorded")
	return decided && !from.IsZero() && !from.After(p.transition) && !until.Before(p.effective)
}

// unassessed is an agreement that came after the transition, without a record
// that covers the gap: whether there was one hangs on when PHI came in. The
// organisation's creation is the tenant's, which migrations reset.
func (p gapPeriod) unassessed(record check.Attestation) finding.Finding {
	src, created := p.in.Organization.Source, p.in.Organization.Value.Created
	if created.IsZero() {
		return check.Absent(p.org, src, "created")
	}
	born, first := finding.DayOf(created, time.UTC), record.Day("first_phi_use")
	ev := check.Evidence(src, "created", born.String())
	switch {
	case !born.After(p.transition):
		return check.Fail(p.org, fmt.Sprintf("the agreement is in force since %s only, the organisation exists since %s, and no re-assessment covers the gap after %s", p.effective, born, p.transition), ev)
	case !p.effective.After(born), !first.IsZero() && !p.effective.After(first):
		return check.Pass(p.org, fmt.Sprintf("the organisation exists since %s, after the transition for telehealth, and the agreement of %s came before the first PHI", born, p.effective), ev)
	case first.IsZero():
		return check.NotAttested(p.org, fmt.Sprintf("the organisation exists since %s, before the agreement of %s: when PHI first came in is not attested (wxaudit attest add %s)", born, p.effective, reassessmentStatement.ID), ev)
	default:
		return check.Fail(p.org, fmt.Sprintf("PHI came in on %s, before the agreement of %s, and no re-assessment covers the gap", first, p.effective), ev)
	}
}
