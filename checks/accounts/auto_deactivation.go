package accounts

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AutoDeactivation is the check accounts.auto-deactivation.
var AutoDeactivation = check.Check{
	ID:          "accounts.auto-deactivation",
	Title:       "Accounts are deactivated automatically after inactivity and on termination",
	Severity:    check.Medium,
	SeverityWhy: "The control behind accounts.inactive.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "002 — 'the automatic deactivation of accounts after a defined period of inactivity'",
	Why:         "Manual clean-up always lags.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)"},
	NIST:        []string{"PS-4", "AC-2(3)", "AC-2"},
	Resource:    "organisation; leaver",
	Logic: check.Logic{
		Pass:          "valid attestation with N ≤ max_days and accounts.inactive shows no account older than N + 7 days.",
		Fail:          "a leaver from the HR file still enabled after leaver_sla_hours; or attestation contradicted by >5 % inactive accounts.",
		Warn:          "no mechanism but no inactive account found.",
		NotApplicable: "none.",
		Unknown:       "no attestation and no HR file.",
	},
	Traps: []string{
		"The seed's feature is a Site Administration option for sites NOT managed in Control Hub (licenses[].siteType) and revokes the host licence of people who do not host; in Control Hub sites the IdP/SCIM does this job.",
		"No file of leavers is read yet: leaver_sla_hours waits for one, and nothing is concluded about single leavers.",
	},
	Remedy: "IdP lifecycle workflow with SCIM provisioning; Site Administration ▸ Security ▸ 'Deactivate account after [N] days of inactivity'.",
	Params: []check.Param{
		{Name: "max_days", Default: 90},
		{Name: "leaver_sla_hours", Default: 24},
		{Name: "max_age_days", Default: 365},
	},
	Scans:      []snapshot.Name{snapshot.PeopleName, snapshot.SignInsName, snapshot.AdminAuditName},
	Consults:   []snapshot.Name{snapshot.LicensesName, snapshot.ScimUsersName},
	TimeBased:  true,
	Statements: []check.Statement{deactivation},
	Fields:     []string{"people.login_enabled", "people.last_activity"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        autoDeactivation,
}

var deactivation = check.Statement{
	ID:      "accounts.auto-deactivation",
	Asks:    "Does something deactivate accounts by itself after inactivity and when people leave?",
	Where:   "the identity provider's lifecycle rules, or Site Administration ▸ Security",
	Answers: []string{"automatic", "none"},
	Details: []check.Detail{
		{Name: "mechanism", Asks: "What does it?", Kind: check.WordDetail, Words: []string{idpRule, hrRule, siteRule}, Optional: true},
		{Name: "days", Asks: "After how many days without activity?", Kind: check.NumberDetail, Optional: true},
	},
}

// The mechanisms of deactivation.
const (
	idpRule  = "idp-lifecycle"
	hrRule   = "hr-scim"
	siteRule = "site-administration" // not on sites that Control Hub manages
)

const (
	graceDays = 7    // by which deactivation may lag
	mostIdle  = 0.05 // share of idle accounts that contradicts any mechanism
)

func autoDeactivation(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	return []finding.Finding{in.Attest(org, deactivation, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return mechanism(in, org, a)
	})}
}
