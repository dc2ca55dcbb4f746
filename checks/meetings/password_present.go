package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PasswordPresent is the check meetings.password-present.
var PasswordPresent = check.Check{
	ID:          "meetings.password-present",
	Title:       "Every scheduled clinical meeting has a password",
	Severity:    check.High,
	SeverityWhy: "A password-less meeting is open to anyone who finds or guesses the number.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Meeting Access Controls'; 002 — 'password policies can be enforced'",
	Why:         "The link embeds the password; without one, the 9–11 digit number alone opens the encounter.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.312(a)(1)"},
	NIST:        []string{"IA-2", "AC-3"},
	Resource:    "meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "password non-empty and phoneAndVideoSystemPassword non-empty.",
		Fail:          "password empty for a meeting the token may see in full.",
		Warn:          "password set but phoneAndVideoSystemPassword empty while the site allows call-in.",
		NotApplicable: "ended instances (the fields do not apply), Personal Room meetings.",
		Unknown:       "password field absent — /admin/meetings hides it by design, and a token that is not privileged to view it also gets nothing; absence through /admin/meetings is never 'no password'.",
	},
	Traps: []string{
		"GET /admin/meetings deliberately hides agenda, hostKey, password, phoneAndVideoSystemPassword: using that endpoint for this check gives 100 % false failures.",
		"Never log, hash or store the value.",
	},
	Remedy:  "Re-save the meeting after enforcing the site policy. API: PATCH /meetings/{meetingId} password=…",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     passwordPresent,
}

func passwordPresent(in *check.Input) []finding.Finding {
	panic("to be written")
}
