package admins

import (
	"fmt"

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
	Needs:     []snapshot.Name{},
	Scans:     scans(snapshot.SignInsName),
	Fields:    fields("people.login_enabled", "people.invite_pending", "people.last_activity"),
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       dormant,
}

func dormant(in *check.Input) []finding.Finding {
	v := administrators(in)
	fs := v.doubts
	signIns := check.SignInsOf(in)
	for _, a := range v.admins {
		fs = append(fs, awake(in, a, signIns))
	}
	return fs
}

// awake judges one administrator. An account that can be proven dormant fails
// whatever else is missing; one recent sign of life is enough to pass.
func awake(in *check.Input, a *administrator, signIns check.SignIns) finding.Finding {
	res := a.resource()
	if a.person == nil {
		return check.Unknown(res, snapshot.FieldAbsent,
			fmt.Sprintf("%s is %s but is not in the people list, which shows activity", a.name(), a.titles()), a.evidence(in)...)
	}
	p, src := a.person, in.People.Source
	inactive := in.Params.Int("inactive_days")
	life := signIns.Judge(in, p, inactive)
	enabled := check.Evidence(src, "loginEnabled", p.LoginEnabled.Any())
	pending := check.Evidence(src, "invitePending", p.InvitePending.Any())
	activity := check.Evidence(src, "lastActivity", check.Date(p.LastActivity))
	switch {
	case p.LoginEnabled == snapshot.No:
		return check.Fail(res, fmt.Sprintf("%s cannot sign in any more but is still %s", a.name(), a.titles()), enabled)
	case p.InvitePending == snapshot.Yes && !p.Created.IsZero() && days(in.Now, p.Created) > in.Params.Int("pending_days"):
		return check.Fail(res, fmt.Sprintf("%s was invited %d days ago, has not accepted, and is %s", a.name(), days(in.Now, p.Created), a.titles()),
			pending, check.Evidence(src, "created", check.Date(p.Created)))
	case life == check.Asleep && p.InvitePending == snapshot.No: // an invitation has no activity to judge
		return check.Fail(res, fmt.Sprintf("%s is %s and was last active %d days ago, without a sign-in in %d days",
			a.name(), a.titles(), days(in.Now, p.LastActivity), inactive), activity, signIns.Evidence(p.UUID))
	case p.LoginEnabled == snapshot.Unknown:
		return check.Absent(res, src, "loginEnabled")
	case p.InvitePending == snapshot.Unknown:
		return check.Absent(res, src, "invitePending")
	case p.InvitePending == snapshot.Yes && p.Created.IsZero():
		return check.Absent(res, src, "created")
	case p.InvitePending == snapshot.Yes:
		return check.Warn(res, fmt.Sprintf("%s was invited %d days ago, is %s and has not accepted yet", a.name(), days(in.Now, p.Created), a.titles()),
			pending, check.Evidence(src, "created", check.Date(p.Created)))
	case life == check.Unclear:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("it is not known whether %s, who is %s, was active in %d days: %s, and %s",
			a.name(), a.titles(), inactive, check.Presence(p), signIns.Told(p.UUID)),
			activity, signIns.Evidence(p.UUID))
	case life == check.Drowsy:
		return check.Warn(res, fmt.Sprintf("%s is %s and was last active %d days ago; sign-ins are not kept long enough to tell more",
			a.name(), a.titles(), days(in.Now, p.LastActivity)), activity)
	default:
		return check.Pass(res, fmt.Sprintf("%s was active in the last %d days", a.name(), inactive), enabled, activity, signIns.Evidence(p.UUID))
	}
}
