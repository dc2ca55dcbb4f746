package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ProductsCovered is the check attest.products-covered.
var ProductsCovered = check.Check{
	ID:          "attest.products-covered",
	Title:       "Every Webex product in use — and recording storage — is named in the BAA",
	Severity:    check.Critical,
	SeverityWhy: "A product in use but outside the BAA is PHI with no assurance.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required",
	Seed:        "003 — 'Confirm which Webex products are covered: Webex Meetings, Webex Messaging, Webex Calling, Webex Contact Center may be separate products'; 'If … the BAA does not explicitly cover recording storage, the clinic has an unresolved PHI exposure'",
	Why:         "Licences show what is used, the register what is covered; the difference is the exposure.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(1)"},
	NIST:        []string{"SA-9", "CA-3", "CM-8"},
	Resource:    "product line",
	Logic: check.Logic{
		Pass:          "in use and covered with evidence; or not in use.",
		Fail:          "in use and register says not covered.",
		Warn:          "in use, covered, evidence old; licence present with zero use and no coverage.",
		NotApplicable: "line not in use.",
		Unknown:       "in use and no register line → UNKNOWN shown at the top (critical gap in evidence).",
	},
	Traps: []string{
		"Seed 001's own scope (Suite incl. Meetings, Events classic, Calling, App, APIs, Control Hub + Contact Center; Webinars separate) is the ATTESTATION scope, not the BAA scope.",
		"Licence names vary by offer ('Meeting - Webex Meeting Center', 'Webex Calling - Professional' …): map by keyword table with an 'unmapped' bucket that is reported.",
	},
	Remedy: "Amend the BAA schedule or stop using the product for PHI.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     productsCovered,
}

func productsCovered(in *check.Input) []finding.Finding {
	panic("to be written")
}
