package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// External is the check admins.external.
var External = check.Check{
	ID:          "admins.external",
	Title:       "External and partner administrators are known, few and covered by contract",
	Severity:    check.High,
	SeverityWhy: "People outside the workforce with full access to PHI systems - business-associate territory.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "rule-required (business associates) + seed",
	Seed:        "003 — 'Limit Webex administrative access … to authorized staff'; 001 — suppliers 'that may be considered Business Associates'",
	Why:         "When an organisation is set up by a reseller, the partner's administrator becomes full administrator (Cisco help fs78p5).",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.308(a)(4)(ii)(B)", "164.314(a)(1)"},
	NIST:        []string{"PS-7", "SA-9", "AC-6"},
	Resource:    "external organisation / external administrator",
	Logic: check.Logic{
		Pass:          "no external actor or role holder, or all in approved_orgs with a valid downstream-BAA entry.",
		Fail:          "external actor with a change event and no approved entry.",
		Warn:          "approved organisation without BAA evidence; external e-mail domain on an internal account with an admin role.",
		NotApplicable: "none.",
		Unknown:       "audit log unreadable. Absence from /people proves nothing.",
	},
	Traps: []string{
		"Cisco support/TAC access may appear as an external actor: list separately.",
		"A subsidiary's domain is not external: internal_domains parameter.",
	},
	Remedy: "Control Hub ▸ Management ▸ Users ▸ External administrators / Account ▸ partner access: remove or reduce; sign a BAA with the reseller that can see PHI.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 365},
		{Name: "approved_orgs", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     external,
}

func external(in *check.Input) []finding.Finding {
	panic("to be written")
}
