package ai

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// VendorCoverage is the check ai.vendor-coverage.
var VendorCoverage = check.Check{
	ID:          "ai.vendor-coverage",
	Title:       "AI features are covered by the BAA and their data handling is known — checked recently",
	Severity:    check.Critical,
	SeverityWhy: "Without coverage the AI provider handles PHI with no assurance.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (business associate)",
	Seed:        "003 — 'confirm it is covered under your Webex BAA, determine whether Webex uses meeting content for model improvement, and understand where transcription data is stored and for how long'; 'Verify coverage at the time of your evaluation, not at the time of initial BAA execution'",
	Why:         "Three questions of the seed, each answered with a document and a date; AI terms change quickly.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(2)(i)(A)", "164.308(a)(8)"},
	NIST:        []string{"SA-9", "SA-4", "CA-2"},
	Resource:    "AI feature in use or licensed",
	Logic: check.Logic{
		Pass:          "covered = yes, training = no (or contractually excluded), region and retention stated, evidence attached, age ≤ max_age_days.",
		Fail:          "covered = no while the feature is on; or training = yes without authorisation.",
		Warn:          "entry older than max_age_days but ≤ 365; missing sub-answer.",
		NotApplicable: "feature attested off AND ai.generated-content finds nothing.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Cisco's third-party examination in seed 001 covers features 'included as of September 30, 2021': AI Assistant is later, so that report is no evidence for it.",
		"Public statements (e.g. AI content stored in the organisation's region, help oybc4fb) are not contract terms.",
	},
	Remedy: "Ask Cisco for written confirmation naming the feature; otherwise switch it off.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 180},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     vendorCoverage,
}

func vendorCoverage(in *check.Input) []finding.Finding {
	panic("to be written")
}
