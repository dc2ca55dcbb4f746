package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Workforce is the check attest.workforce.
var Workforce = check.Check{
	ID:          "attest.workforce",
	Title:       "Workforce measures cover Webex (training, reminders, sanctions, clearance, termination)",
	Severity:    check.Medium,
	SeverityWhy: "Process safeguards the API cannot see.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired, check.RuleAddressable},
	BasisNote:   "rule-required / addressable",
	Seed:        "001 — 'Security Awareness and Training', 'Sanction Policy (R)', 'Workforce Clearance Procedure (A)', 'Termination Procedures (A)', 'Ensure compliance by their workforce'",
	Why:         "Hosts admit patients, start recordings and share links: behaviour decides.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(C)", "164.308(a)(3)(i)", "164.308(a)(3)(ii)(A)", "164.308(a)(3)(ii)(B)", "164.308(a)(3)(ii)(C)", "164.308(a)(5)(i)", "164.308(a)(5)(ii)(A)", "164.308(a)(5)(ii)(B)", "164.308(a)(5)(ii)(D)"},
	NIST:        []string{"AT-2", "AT-3", "PS-8", "PS-4", "PS-3"},
	Resource:    "item",
	Logic: check.Logic{
		Pass:          "item in date and rate ≥ min_training_rate.",
		Fail:          "'none' for a required item (sanction policy, training programme).",
		Warn:          "rate below, or entry old.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Cisco's training statements in seed 001 are about Cisco's employees.",
	},
	Remedy: "Run the training; add host duties (admit, lock, record, end).",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
		{Name: "min_training_rate", Default: 0.95},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     workforce,
}

func workforce(in *check.Input) []finding.Finding {
	panic("to be written")
}
