package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// UnusedRole is the check admins.unused-role.
var UnusedRole = check.Check{
	ID:          "admins.unused-role",
	Title:       "Administrative roles are used or withdrawn",
	Severity:    check.Medium,
	SeverityWhy: "Least privilege; active person, idle privilege.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "good practice + rule-addressable",
	Seed:        "003 — '… with legitimate operational need'",
	Why:         "An administrator who changed nothing in months does not need the role.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(C)", "164.308(a)(3)(ii)(B)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"AC-6", "AC-2", "AU-6"},
	Resource:    "role holder",
	Logic: check.Logic{
		Pass:          "≥1 non-login admin event by the person within lookback_days.",
		Fail:          "none.",
		Warn:          "no event other than LOGINS/LOGOUT in the window.",
		NotApplicable: "exempt roles; role granted within the window.",
		Unknown:       "audit log unreadable or truncated.",
	},
	Traps: []string{
		"Read-only work leaves no event.",
		"actorId formats differ (UUID vs base64 Hydra id): normalise both.",
		"Offset paging over a moving log can skip rows: fix 'to' first.",
	},
	Remedy: "Downgrade to read-only or remove; re-grant on demand.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "exempt_roles", Default: []string{"Read-only administrator"}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     unusedRole,
}

func unusedRole(in *check.Input) []finding.Finding {
	panic("to be written")
}
