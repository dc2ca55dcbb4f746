package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Dormant is the check admins.dormant.
var Dormant = check.Check{
	ID:          "admins.dormant",
	Title:       "No dormant, disabled or never-activated administrators",
	Severity:    check.High,
	SeverityWhy: "A forgotten privileged account is a standing invitation.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "002 — 'the automatic deactivation of accounts after a defined period of inactivity'",
	Why:         "Privileges must end with the need.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"},
	NIST:        []string{"AC-2", "PS-4", "AC-2(3)"},
	Resource:    "administrator",
	Logic: check.Logic{
		Pass:          "newest of lastActivity and last sign-in within inactive_days; loginEnabled = true; not pending.",
		Fail:          "both signals older than inactive_days; or loginEnabled = false with an admin role; or invitePending beyond pending_days.",
		Warn:          "only one of the signals available and old.",
		NotApplicable: "break-glass accounts on an exception list with test date.",
		Unknown:       "neither signal available (lastActivity missing and no audit access).",
	},
	Traps: []string{
		"lastActivity is presence: it is withheld when the CALLER has status sharing off, when people are fetched with ?id=, and it may never move for people who only use Control Hub or meetings.",
		"An audit window of one year: 'no sign-in in 365 days' is decisive, 'none in the last page' is not.",
	},
	Remedy: "Remove the role, then disable the account.",
	Params: []check.Param{
		{Name: "inactive_days", Default: 60},
		{Name: "pending_days", Default: 14},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     dormant,
}

func dormant(in *check.Input) []finding.Finding {
	panic("to be written")
}
