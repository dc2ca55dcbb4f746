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
	},
	Remedy: "IdP lifecycle workflow with SCIM provisioning; Site Administration ▸ Security ▸ 'Deactivate account after [N] days of inactivity'.",
	Params: []check.Param{
		{Name: "max_days", Default: 90},
		{Name: "leaver_sla_hours", Default: 24},
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     autoDeactivation,
}

func autoDeactivation(in *check.Input) []finding.Finding {
	panic("to be written")
}
