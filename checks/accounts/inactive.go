package accounts

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Inactive is the check accounts.inactive.
var Inactive = check.Check{
	ID:          "accounts.inactive",
	Title:       "No inactive or never-activated user accounts",
	Severity:    check.Medium,
	SeverityWhy: "Valid credentials nobody watches; HIGH if the account is in PHI scope and unprotected by SSO.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "002 — 'the automatic deactivation of accounts after a defined period of inactivity'",
	Why:         "Leavers and long-absent staff keep access to history and recordings.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"},
	NIST:        []string{"AC-2", "AC-2(3)", "PS-4"},
	Resource:    "person account",
	Logic: check.Logic{
		Pass:          "newest activity signal within inactive_days, or account disabled.",
		Fail:          "loginEnabled and all signals older than inactive_days and at least one signal present.",
		Warn:          "invitePending longer than pending_days; or only lastActivity available and old.",
		NotApplicable: "appuser/bot types; workspaces; accounts created within inactive_days.",
		Unknown:       "no signal at all for the person (count them; do not fold into PASS).",
	},
	Traps: []string{
		"Same lastActivity traps as admins.dormant.",
		"Calling-only staff (desk phone) never sign in: use call records or a licence filter before failing.",
		"Parental leave etc.: exceptions with expiry.",
		"An account that the identity service shows as active and the people list lacks has no activity to judge: the check stays unknown and names it.",
	},
	Remedy: "Control Hub ▸ Users ▸ set inactive/remove; API: PUT /people/{personId} loginEnabled=false or SCIM PATCH active=false (write).",
	Params: []check.Param{
		{Name: "inactive_days", Default: 90},
		{Name: "pending_days", Default: 30},
		{Name: "max_share_warn", Default: 0.05},
	},
	Scans:     []snapshot.Name{snapshot.PeopleName, snapshot.SignInsName, snapshot.AdminAuditName},
	Consults:  []snapshot.Name{snapshot.LicensesName, snapshot.ScimUsersName},
	Fields:    []string{"people.type", "people.login_enabled", "people.invite_pending", "people.last_activity", "people.created"},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:       inactive,
}

func inactive(in *check.Input) []finding.Finding {
	v := newView(in)
	var fs []finding.Finding
	judged, idle := 0, 0
	for i := range in.People.Items {
		f := v.judge(&in.People.Items[i], in.Params.Int("inactive_days"), in.Params.Int("pending_days"))
		fs = append(fs, f)
		switch f.Status {
		case finding.Pass:
			judged++
		case finding.Fail, finding.Warn:
			judged++
			idle++
		}
	}
	most := in.Params.Float("max_share_warn")
	if share := float64(idle) / float64(max(judged, 1)); idle > 0 && share > most {
		fs = append(fs, check.Warn(check.OrganizationResource(),
			fmt.Sprintf("%d of %s that could be judged are idle, more than %.0f %%: nothing seems to deactivate them", idle, check.Count(judged, "account"), most*100),
			check.Evidence(in.People.Source, "lastActivity", idle)))
	}
	return append(fs, check.UnlistedAccounts(in, "it is not known whether every account is in use")...)
}
