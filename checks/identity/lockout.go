package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Lockout is the check identity.lockout.
var Lockout = check.Check{
	ID:          "identity.lockout",
	Title:       "Failed sign-ins lock the account (login rate limiting)",
	Severity:    check.Medium,
	SeverityWhy: "Slows password guessing; secondary to MFA.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "002 — 'rate limiting on login attempts'",
	Why:         "Without lockout a password can be ground down unseen.",
	Controls:    []hipaa.Citation{"164.308(a)(5)(ii)(C)", "164.308(a)(5)(ii)(D)", "164.312(d)"},
	NIST:        []string{"AC-7", "IA-2", "AU-6"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "1 ≤ LockoutFailureCount ≤ max_failures and (LockoutDuration ≥ warn_lockout_minutes or LockoutDurationMultiplier > 1).",
		Fail:          "LockoutFailureCount ≤ 0, or LockoutDuration < min_lockout_minutes.",
		Warn:          "count above max_failures; or short fixed lock (Cisco's sample shows 5 failures, 1 minute, multiplier 1).",
		NotApplicable: "all users on SSO and IdP lockout attested (broker value then only covers break-glass accounts → INFO).",
		Unknown:       "broker unreadable and no attestation; fields missing.",
	},
	Traps: []string{
		"Unit of LockoutFailureDuration: the API text says minutes (example 5) while the TAC sample shows 300 - treat as opaque, do not score.",
		"With SSO these numbers do not protect SSO users at all.",
		"Exceptionally low counts enable denial of service: do not push below 3.",
	},
	Remedy: "Identity provider policy; or Control Hub authentication settings / Site Administration ▸ Security ▸ lock out account after N attempts.",
	Params: []check.Param{
		{Name: "max_failures", Default: 10},
		{Name: "min_lockout_minutes", Default: 1},
		{Name: "warn_lockout_minutes", Default: 15},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     lockout,
}

func lockout(in *check.Input) []finding.Finding {
	panic("to be written")
}
