package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RiskAnalysis is the check attest.risk-analysis.
var RiskAnalysis = check.Check{
	ID:          "attest.risk-analysis",
	Title:       "Risk analysis and risk management plan include Webex",
	Severity:    check.High,
	SeverityWhy: "Required; the first thing OCR asks for.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Risk Analysis (R)', 'Risk Management (R)'; 002 — 'full documentation … to help healthcare organizations with their risk assessments'",
	Why:         "Every addressable decision in this catalogue leans on it.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(i)", "164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)", "164.308(a)(8)", "164.308(a)(2)"},
	NIST:        []string{"RA-3", "RA-1", "PL-2", "CA-2", "PM-2"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "valid, covers products in use, security official named.",
		Fail:          "'none' or older than 3 years.",
		Warn:          "older than max_age_days; product in use missing.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"The rule has no annual interval today (the 2025 NPRM proposes one); the default is a product choice.",
	},
	Remedy: "Update the analysis.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     riskAnalysis,
}

func riskAnalysis(in *check.Input) []finding.Finding {
	panic("to be written")
}
