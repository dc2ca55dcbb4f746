package admins

import (
	"fmt"
	"slices"

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
		"Signing in alone leaves changes of one's own account behind, such as accepted terms: these are no use of a role, nor is a role that came or went a new one.",
		"actorId formats differ (UUID vs base64 Hydra id): normalise both.",
		"Offset paging over a moving log can skip rows: fix 'to' first.",
	},
	Remedy: "Downgrade to read-only or remove; re-grant on demand.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "exempt_roles", Default: []string{"Read-only administrator"}},
	},
	Needs:     []snapshot.Name{},
	Scans:     scans(snapshot.AdminAuditName),
	Fields:    fields("admin_audit.actor_uuid", "admin_audit.at", "admin_audit.category"),
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:       unusedRole,
}

func unusedRole(in *check.Input) []finding.Finding {
	v := administrators(in)
	fs := v.doubts
	exempt := rolesOf(in.Params.Strings("exempt_roles"))
	work := newWork(in, in.Params.Int("lookback_days"))
	for _, a := range v.admins {
		if !slices.ContainsFunc(a.roles(), func(r role) bool { return !exempt[r] && r != check.CenterSupervisor }) {
			fs = append(fs, check.NotApplicable(a.resource(), fmt.Sprintf("%s is %s, whose work leaves no trace in the audit log", a.name(), a.titles()), a.evidence(in)...))
			continue
		}
		fs = append(fs, used(in, a, work))
	}
	return fs
}

// used judges one administrator by what the audit log shows. An event that
// names nobody may be anybody's, so with one of those nobody was idle for certain.
func used(in *check.Input, a *administrator, w work) finding.Finding {
	res, src := a.resource(), in.AdminAudit.Source
	n, since := w.changes[a.uuid], in.Params.Int("lookback_days")
	ev := check.Evidence(src, "actorId", n)
	switch {
	case n > 0:
		return check.Pass(res, fmt.Sprintf("%s made %s in %d days", a.name(), check.Count(n, "change"), since), ev)
	case !w.whole:
		return check.Unknown(res, snapshot.Truncated, fmt.Sprintf("the audit log does not cover the %d days in which %s may have used the role", since, a.name()), ev)
	case w.unclear > 0:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("the audit log does not say who did what and when in %s, which may be by %s", check.Count(w.unclear, "event"), a.name()), ev)
	case w.granted[a.uuid]:
		return check.NotApplicable(res, fmt.Sprintf("%s got a role within the last %d days", a.name(), since), ev)
	case w.unclearGrants[a.uuid] || w.unclearGrants[""]:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s changed nothing in %d days, and the audit log does not say whether the role is new", a.name(), since), ev)
	default:
		return check.Warn(res, fmt.Sprintf("%s is %s and changed nothing in %d days", a.name(), a.titles(), since), ev)
	}
}
