package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ComplianceOfficerSeparation is the check admins.compliance-officer-separation.
var ComplianceOfficerSeparation = check.Check{
	ID:          "admins.compliance-officer-separation",
	Title:       "Nobody is both compliance officer and full administrator",
	Severity:    check.High,
	SeverityWhy: "The combination can read everything and hide the trace (change retention, roles, log routing).",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "good practice; addressable (authorization/supervision)",
	Seed:        "003 — 'Staff Access Management' (extension)",
	Why:         "Cisco itself notes that the compliance officer 'is likely to be a different person' than support staff. Separation of duties is AC-5.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(A)", "164.308(a)(4)(i)"},
	NIST:        []string{"AC-5", "AC-6"},
	Resource:    "person",
	Logic: check.Logic{
		Pass:          "intersection empty and at least one compliance officer exists.",
		Fail:          "intersection not empty and the organisation has more than small_org_users users.",
		Warn:          "intersection not empty in a small organisation (document the supervision); or no compliance officer at all (nobody can apply a legal hold).",
		NotApplicable: "none.",
		Unknown:       "roles unreadable.",
	},
	Traps: []string{
		"A break-glass full admin that is also compliance officer: use an exception with expiry.",
	},
	Remedy: "Give the roles to two people; record the approval.",
	Params: []check.Param{
		{Name: "small_org_users", Default: 15},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     complianceOfficerSeparation,
}

func complianceOfficerSeparation(in *check.Input) []finding.Finding {
	panic("to be written")
}
