package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PoliciesAndDocumentation is the check attest.policies-and-documentation.
var PoliciesAndDocumentation = check.Check{
	ID:          "attest.policies-and-documentation",
	Title:       "Security policies for Webex use exist, are current, available and kept six years",
	Severity:    check.High,
	SeverityWhy: "Required; also the home of every 'addressable' decision.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Create and Deploy Policies and Procedures', 'Retain Documentation for at Least Six Years', 'Assure that Documentation is Available', 'Update Documentation as Required'",
	Why:         "Includes workstation use/security, device and media disposal, minimum necessary, and documented reasons for addressable specifications not implemented (164.306(d)(3)).",
	Controls:    []hipaa.Citation{"164.316(a)", "164.316(b)(1)(i)", "164.316(b)(1)(ii)", "164.316(b)(2)(i)", "164.316(b)(2)(ii)", "164.316(b)(2)(iii)", "164.310(b)", "164.310(c)", "164.310(d)(1)", "164.310(d)(2)(i)", "164.310(d)(2)(ii)", "164.308(a)(4)(i)"},
	NIST:        []string{"PL-1", "PL-2", "SI-12", "PL-4", "MP-6"},
	Resource:    "policy item",
	Logic: check.Logic{
		Pass:          "item in date, owner, location, audience.",
		Fail:          "'none', or retention stated under six years.",
		Warn:          "older than max_age_days; no review after the last material change (adminAudit).",
		NotApplicable: "item not applicable with reason.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Six years run from creation OR last effective date, whichever is later: superseded versions must be kept too.",
	},
	Remedy: "Adopt/refresh; publish to staff.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     policiesAndDocumentation,
}

func policiesAndDocumentation(in *check.Input) []finding.Finding {
	panic("to be written")
}
