package admins

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ComplianceOfficerSeparation is the check admins.compliance-officer-separation.
var ComplianceOfficerSeparation = check.Check{
	ID:          "admins.compliance-officer-separation",
	Title:       "Nobody is both compliance officer and full administrator",
	Severity:    check.High,
	SeverityWhy: "The combination can read everything and hide the trace (change retention, roles, log routing).",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "good practice; addressable (authorization/supervision)",
	Seed:        "003 — 'Staff Access Management' (extension)",
	Why:         "Cisco itself notes that the compliance officer 'is likely to be a different person' than support staff. Separation of duties is AC-5.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(A)", "164.308(a)(4)(i)"},
	NIST:        []string{"AC-5", "AC-6"},
	Resource:    "person",
	Logic: check.Logic{
		Pass:          "intersection empty and at least one compliance officer exists.",
		Fail:          "intersection not empty and the organisation has more than small_org_users users.",
		Warn:          "intersection not empty in a small organisation (document the supervision); or no compliance officer at all (nobody can apply a legal hold).",
		NotApplicable: "none.",
		Unknown:       "roles unreadable.",
	},
	Traps: []string{
		"A break-glass full admin that is also compliance officer: use an exception with expiry.",
	},
	Remedy: "Give the roles to two people; record the approval.",
	Params: []check.Param{
		{Name: "small_org_users", Default: 15},
	},
	Needs:   []snapshot.Name{},
	Scans:   scans(),
	Fields:  fields(),
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     complianceOfficerSeparation,
}

func complianceOfficerSeparation(in *check.Input) []finding.Finding {
	v := administrators(in)
	fs := v.doubts
	officers := v.with(func(r role) bool { return r == check.ComplianceOfficer })
	users, atMost := countUsers(in.People.Items)
	small := in.Params.Int("small_org_users")
	both := 0
	for _, a := range officers {
		if !a.has(check.FullAdmin) {
			continue
		}
		both++
		res, ev := a.resource(), a.evidence(in)
		switch {
		case users > small:
			fs = append(fs, check.Fail(res, fmt.Sprintf("%s is compliance officer and full administrator", a.name()), ev...))
		case atMost > small:
			fs = append(fs, check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf(
				"%s is compliance officer and full administrator, but the number of users is not known, which decides how grave that is", a.name()), ev...))
		default:
			fs = append(fs, check.Warn(res, fmt.Sprintf(
				"%s is compliance officer and full administrator; with %s that can be right, if somebody supervises it and that is written down", a.name(), check.Count(users, "user")), ev...))
		}
	}
	org := check.OrganizationResource()
	ev := check.Evidence(in.People.Source, "roles", len(officers))
	switch {
	case len(v.doubts) > 0 || !v.whole || both > 0:
		return fs
	case !recognised(in.Roles.Items, check.FullAdmin) || !recognised(in.Roles.Items, check.ComplianceOfficer):
		return append(fs, check.Unknown(org, snapshot.Schema,
			"the roles that Webex lists are not called Full Administrator and Compliance Officer, so they cannot be told apart", ev))
	case len(officers) == 0:
		return append(fs, check.Warn(org, "nobody is compliance officer, so nobody can put a legal hold on content", ev))
	default:
		return append(fs, check.Pass(org, fmt.Sprintf("%s, and no full administrator among them: %s", check.Count(len(officers), "compliance officer"), few(officers)), ev))
	}
}

// countUsers counts the people for certain, and those that may be.
func countUsers(accounts []snapshot.Person) (certain, atMost int) {
	for _, p := range accounts {
		switch p.Type {
		case "person":
			certain++
			atMost++
		case "bot", "appuser":
		default:
			atMost++ // not told, or a word that may mean anything
		}
	}
	return certain, atMost
}
