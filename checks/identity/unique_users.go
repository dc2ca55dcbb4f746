package identity

import (
	"fmt"
	"strings"

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
	Needs:      []snapshot.Name{},
	Scans:      []snapshot.Name{snapshot.PeopleName, snapshot.SignInsName},
	Consults:   []snapshot.Name{snapshot.ScimUsersName},
	Statements: []check.Statement{sharedStatement},
	Fields: []string{
		"people.uuid",
		"people.email",
		"people.display_name",
		"people.has_first_name",
		"people.has_last_name",
		"people.type",
		"people.login_enabled",
		"sign_ins.actor_uuid",
		"sign_ins.max_addresses_per_hour",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       uniqueUsers,
}

// uniqueUsers looks for accounts that several people may share. It is a
// heuristic: a hit is worth a look, and a failure only when somebody says so.
func uniqueUsers(in *check.Input) []finding.Finding {
	patterns, err := check.NamePatterns(in.Params.Strings("name_patterns"))
	if err != nil {
		return []finding.Finding{check.Unknown(check.SettingResource("name_patterns"), snapshot.Error,
			fmt.Sprintf("the parameter name_patterns holds a pattern that cannot be used: %v", err))}
	}
	use, useGap := parallelUse(in)
	var fs []finding.Finding
	var judged, spared int
	missing := map[string]int{}
	for _, p := range in.People.Items {
		switch field := lacking(p); {
		case p.Type == "bot" || p.Type == "appuser" || p.LoginEnabled == snapshot.No:
			continue // no person, or nobody can sign in
		case field != "":
			missing[field]++
			continue
		}
		judged++
		if excepted(in.Params.Strings("exceptions"), p.Email) {
			spared++
			continue
		}
		if signs, ev := signsOfSharing(in, p, patterns, use[p.UUID]); len(signs) > 0 {
			fs = append(fs, check.Warn(check.PersonResource(p), fmt.Sprintf("%s may be shared: %s", p.Email, strings.Join(signs, ", ")), ev...))
		}
	}
	fs = append(fs, useGap...)
	fs = append(fs, rest(in, judged, spared, len(fs)-len(useGap), missing)...)
	fs = append(fs, check.UnlistedAccounts(in, "it is not known whether every person has an account of their own")...)
	return append(fs, sharedByWord(in)...)
}
