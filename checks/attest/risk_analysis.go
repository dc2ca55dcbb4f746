package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
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
	Consults:   usageSections,
	TimeBased:  true,
	Statements: []check.Statement{riskAnalysisStatement},
	Fields:     []string{"licenses.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        riskAnalysis,
}

func riskAnalysis(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	var unread []finding.Finding
	f := in.Attest(org, riskAnalysisStatement, "", 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "none" {
			return check.Fail(org, "there is no risk analysis that includes Webex")
		}
		missing, unlearnt := outside(in, a.List("products"))
		unread = unlearnt
		return judgeRiskAnalysis(in, org, a, missing)
	})
	return append(unread, f)
}

// analysisYears is the age at which an analysis no longer counts.
const analysisYears = 3

func judgeRiskAnalysis(in *check.Input, org finding.Resource, a check.Attestation, missing []line) finding.Finding {
	dated, most := a.Day("dated"), in.Params.Int("max_age_days")
	if dated.IsZero() {
		dated = a.SignedOn
	}
	official, _ := a.Bool("official_named")
	owned, _ := a.Bool("open_risks_owned")
	var faults check.Faults
	faults.Fail(dated.After(in.Today), fmt.Sprintf("is dated %s, after today", dated))
	faults.Fail(in.Today.Time().After(yearsAfter(dated, analysisYears)), fmt.Sprintf("is of %s, more than %d years ago", dated, analysisYears))
	faults.Warn(!faults.Failed() && in.Today.Since(dated) > most, fmt.Sprintf("is of %s, more than %s ago", dated, check.Count(most, "day")))
	faults.Warn(len(missing) > 0, "leaves out "+listLines(missing)+", in use")
	faults.Warn(!official, "does not name the security official (164.308(a)(2))")
	faults.Warn(!owned, "does not give each open risk an owner (164.308(a)(1)(ii)(B))")
	faults.Warn(!proved(a), "is not evidenced by a document with its SHA-256")
	if faults.Any() {
		return faults.Finding(org, "the risk analysis")
	}
	return check.Pass(org, fmt.Sprintf("a risk analysis of %s is attested that includes the products in use and names the security official", dated))
}
