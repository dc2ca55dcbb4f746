package attest

import (
	"errors"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PostPHEReassessment is the check attest.post-phe-reassessment.
var PostPHEReassessment = check.Check{
	ID:          "attest.post-phe-reassessment",
	Title:       "Use since the pandemic was re-assessed after enforcement discretion ended",
	Severity:    check.High,
	SeverityWhy: "An uncovered gap period may need a breach/risk assessment.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'The Post-PHE Compliance Assessment … If your organization used Webex during the PHE without a formal BAA and has continued since May 2023, act now'",
	Why:         "Accurate dates: the notifications of enforcement discretion expired 11 May 2023; for telehealth OCR gave a 90-day transition to 9 August 2023 (88 FR 22380). Dates can be compared with the organisation's creation date and the BAA's effective date.",
	Controls:    []hipaa.Citation{"164.308(a)(8)", "164.308(b)(1)", "164.316(b)(1)(ii)"},
	NIST:        []string{"CA-2", "SA-9"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "organisation created after telehealth_transition_end and BAA effective on or before first PHI use; or BAA effective ≤ telehealth_transition_end; or later BAA with a re-assessment record covering the gap.",
		Fail:          "BAA effective after telehealth_transition_end, organisation older, and no re-assessment record.",
		Warn:          "BAA effective between the two dates without a note.",
		NotApplicable: "organisation attests no PHI use before the BAA.",
		Unknown:       "BAA date unknown.",
	},
	Traps: []string{
		"created is the tenant's creation, not the start of clinical use; migrations reset it.",
		"The seed's 'at the same time' omits the 90-day transition; do not repeat it.",
	},
	Remedy: "Record the assessment: period, PHI involved, risk-of-compromise factors, decision.",
	Params: []check.Param{
		{Name: "discretion_end", Default: "2023-05-11"},
		{Name: "telehealth_transition_end", Default: "2023-08-09"},
	},
	Needs:      []snapshot.Name{snapshot.OrganizationName},
	TimeBased:  true,
	Statements: []check.Statement{baaStatement, reassessmentStatement},
	Fields:     []string{"organization.created"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        postPHEReassessment,
}

// The effective date stands in the entry of attest.baa-executed.
func postPHEReassessment(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	end, endErr := finding.ParseDay(in.Params.String("discretion_end"))
	transition, err := finding.ParseDay(in.Params.String("telehealth_transition_end"))
	if err = errors.Join(endErr, err); err != nil {
		return []finding.Finding{check.Unknown(org, snapshot.Error, fmt.Sprintf("a parameter cannot be read: %v", err))}
	}
	return []finding.Finding{in.Attest(org, baaStatement, "", 0, func(baa check.Attestation) finding.Finding {
		switch {
		case baa.Answer == "not-a-covered-entity":
			return check.NotApplicable(org, "the organisation is attested to be neither a covered entity nor a business associate")
		case baa.Answer != "yes" || baa.Effective.IsZero():
			return check.NotAttested(org, "since when an agreement with Cisco is in force is not attested: see attest.baa-executed")
		}
		p := gapPeriod{in, org, baa.Effective, end, transition}
		a, said := in.Attested(reassessmentStatement, "")
		if !said || a.Answer == "none" {
			return p.judge(check.Attestation{})
		}
		return in.Attest(org, reassessmentStatement, "", 0, p.judge)
	})}
}
