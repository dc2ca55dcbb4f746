package apps

import (
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
	},
	Remedy: "Control Hub ▸ Apps ▸ Integrations ▸ block; API: DELETE /authorizations (write).",
	Params: []check.Param{
		{Name: "population", Default: "role holders + PHI-scope users"},
		{Name: "approved_client_ids", Default: []string{}},
		{Name: "stale_days", Default: 180},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     authorizations,
}

func authorizations(in *check.Input) []finding.Finding {
	panic("to be written")
}
