package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// UniqueUsers is the check identity.unique-users.
var UniqueUsers = check.Check{
	ID:          "identity.unique-users",
	Title:       "Every person has their own account (no shared sign-ins)",
	Severity:    check.High,
	SeverityWhy: "A shared account makes every log and access report worthless.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required (unique user identification)",
	Seed:        "001 — 'Unique User Identification (R)'",
	Why:         "164.312(a)(2)(i) is a Required specification.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(i)", "164.312(d)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"IA-2", "IA-4", "AC-2"},
	Resource:    "person account",
	Logic: check.Logic{
		Pass:          "no active account matches a pattern or the parallel-use rule, and (if asked) the 'no shared accounts' attestation is valid.",
		Fail:          "an account attested or confirmed as shared.",
		Warn:          "heuristic match (pattern, empty first/last name, > max_parallel_ips distinct IPs within one hour).",
		NotApplicable: "none.",
		Unknown:       "people list unreadable.",
	},
	Traps: []string{
		"Workspaces and devices are not people; names like 'Nurse' can be surnames; VPN egress and mobile carriers produce many IPs.",
		"Heuristic only: never FAIL without confirmation.",
	},
	Remedy: "Create personal accounts, use workspaces/hot-desk for shared rooms, delegate scheduling with delegateEmails instead of sharing a password.",
	Params: []check.Param{
		{Name: "name_patterns", Default: []string{"front ?desk", "reception", "nurse", "clinic", "scheduling", "shared", "room", "kiosk", "test", "training", "admin@", "info@"}},
		{Name: "max_parallel_ips", Default: 6},
		{Name: "lookback_days", Default: 30},
		{Name: "exceptions", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     uniqueUsers,
}

func uniqueUsers(in *check.Input) []finding.Finding {
	panic("to be written")
}
