package apps

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Authorizations is the check apps.authorizations.
var Authorizations = check.Check{
	ID:          "apps.authorizations",
	Title:       "Third-party integrations authorised by privileged and clinical users are approved",
	Severity:    check.High,
	SeverityWhy: "An OAuth grant by a compliance officer gives an app lasting access to all content.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "good practice + rule-required (business associates)",
	Seed:        "beyond seeds (supports 003 'Staff Access Management')",
	Why:         "Refresh tokens outlive password changes and MFA.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "SA-9", "CM-11"},
	Resource:    "(person, application)",
	Logic: check.Logic{
		Pass:          "every clientId approved.",
		Fail:          "unapproved application authorised by a compliance officer or full administrator.",
		Warn:          "unapproved application for other users; grant older than stale_days.",
		NotApplicable: "none.",
		Unknown:       "per-person call denied; approved list empty → inventory only.",
	},
	Traps: []string{
		"No pagination and one call per person: limit the population.",
		"Cisco's own clients (Webex app, Developer Portal) appear here: seed the approved list with them, but a 'Developer Portal' personal token of a compliance officer deserves WARN.",
		"Scopes are not in the answer: the power of a grant is unknown.",
		"The people list shows no role that comes with a group, or that the identity service alone knows; their holders are asked about as well, where the people list has them.",
	},
	Remedy: "Control Hub ▸ Apps ▸ Integrations ▸ block; API: DELETE /authorizations (write).",
	Params: []check.Param{
		{Name: "population", Default: "role holders + PHI-scope users"},
		{Name: "approved_client_ids", Default: []string{}},
		{Name: "stale_days", Default: 180},
	},
	Scans:      []snapshot.Name{snapshot.AuthorizationsName, snapshot.ScimUsersName, snapshot.ScimGroupsName},
	Consults:   []snapshot.Name{snapshot.PeopleName, snapshot.RolesName, snapshot.AppPolicyName, snapshot.UsedAppsName},
	Statements: []check.Statement{defaultPolicy},
	Fields:     []string{"authorizations.apps.client_id", "authorizations.apps.created", "app_policy.action"},
	TimeBased:  true,
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        authorizations,
}

// authorizations judges what the holders of roles have authorised, one by one,
// and what everybody else may authorise by the policy of Control Hub.
//
// Only a client id says which application it is. A name can be anybody's:
// Cisco's own applications are approved by their ids, like all others.
func authorizations(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	if want := in.Params.String("population"); want != population {
		fs = append(fs, check.Unknown(check.SettingResource("population"), snapshot.Error,
			fmt.Sprintf("the parameter population can only be %q", population)))
	}
	granted := grantedIn(in)
	for _, p := range in.Authorizations.Items {
		if p.Gap != nil || p.Apps == nil {
			res := finding.Resource{Type: "person", ID: cmp.Or(p.PersonID, "nobody"), Name: p.Email}
			if p.Gap == nil {
				fs = append(fs, check.Absent(res, in.Authorizations.Source, "items"))
			} else {
				fs = append(fs, check.Unread(res, in.Authorizations.Source, p.Gap))
			}
		}
		power := powerOf(in, granted, p.PersonID)
		for _, app := range p.Apps {
			fs = append(fs, judgeGrant(in, p, power, app))
		}
	}
	fs = append(fs, unasked(in, granted)...)
	return append(fs, everybodyElse(in)...)
}

func judgeGrant(in *check.Input, p snapshot.PersonApps, power power, app snapshot.App) finding.Finding {
	src := in.Authorizations.Source
	res := finding.Resource{Type: "authorization", ID: cmp.Or(p.PersonID, "nobody") + "/" + cmp.Or(app.ClientID, "nameless"), Name: p.Email}
	ev := check.Evidence(src, "created", check.Date(app.Created))
	what := fmt.Sprintf("%s has authorised %s", cmp.Or(p.Email, "somebody"), called(app.Name, app.ClientID))
	approved, stale := in.Params.Strings("approved_client_ids"), in.Params.Int("stale_days")
	switch {
	case app.ClientID == "":
		return check.Absent(res, src, "clientId")
	case len(approved) == 0:
		return check.NotAttested(res, what+"; approved_client_ids is empty, so this is an inventory only", ev)
	case !slices.Contains(approved, app.ClientID) && power == privileged:
		return check.Fail(res, what+", which is not approved, as compliance officer or full administrator", ev)
	case !slices.Contains(approved, app.ClientID) && power == unclear:
		return check.Unknown(res, snapshot.FieldAbsent, what+", which is not approved, and it is not known whether the person is compliance officer or full administrator", ev)
	case !slices.Contains(approved, app.ClientID):
		return check.Warn(res, what+", which is not approved", ev)
	case power != ordinary && app.Name == "":
		return check.Absent(res, src, "applicationName") // it decides about personal tokens
	case isDeveloperPortal(app.Name) && power == unclear:
		return check.Unknown(res, snapshot.FieldAbsent, what+", and it is not known whether the person is compliance officer or full administrator", ev)
	case isDeveloperPortal(app.Name) && power == privileged:
		return check.Warn(res, what+": whoever has that personal token acts as compliance officer or full administrator", ev)
	case app.Created.IsZero():
		return check.Absent(res, src, "created")
	case app.Created.Before(in.Now.AddDate(0, 0, -stale)):
		return check.Warn(res, fmt.Sprintf("%s more than %s ago", what, check.Count(stale, "day")), ev)
	default:
		return check.Pass(res, what+", which is approved", ev)
	}
}
