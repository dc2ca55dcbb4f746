package accounts

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Guests is the check accounts.guests.
var Guests = check.Check{
	ID:          "accounts.guests",
	Title:       "Guest identities are counted and justified",
	Severity:    check.Low,
	SeverityWhy: "Inventory; guests issued by an app have no MFA or lifecycle.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "002 — 'strict access controls' (extension)",
	Why:         "Guest issuer apps create identities for patients; each is an unverified person.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"IA-8", "AC-2"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "count ≤ expected_max, or count > 0 with an approved guest-issuer app.",
		Fail:          "none.",
		Warn:          "count above expected_max.",
		NotApplicable: "no guest issuer in use (count = 0).",
		Unknown:       "403 (scope missing).",
	},
	Traps: []string{
		"The body is a bare number, not JSON.",
		"Meeting guests (people who join without an account) are not in this count.",
	},
	Remedy: "Review the guest-issuer app; revoke its authorisation if unused.",
	Params: []check.Param{
		{Name: "expected_max", Default: 0},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     guests,
}

func guests(in *check.Input) []finding.Finding {
	panic("to be written")
}
