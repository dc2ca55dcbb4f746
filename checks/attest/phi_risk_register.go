package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PHIRiskRegister is the check attest.phi-risk-register.
var PHIRiskRegister = check.Check{
	ID:          "attest.phi-risk-register",
	Title:       "PHI risk is assessed for every communication type in use",
	Severity:    check.High,
	SeverityWhy: "Basis for deciding which controls apply where.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (risk analysis)",
	Seed:        "003 — table: telehealth visit High; staff clinical messaging High; meeting recordings High; administrative-only meetings Low; appointment reminders Depends (name + date = PHI)",
	Why:         "The seed's table is the minimum list; usage evidence shows types that are missing from it.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(a)(7)(ii)(E)"},
	NIST:        []string{"RA-3", "RA-2", "RA-1"},
	Resource:    "communication type",
	Logic: check.Logic{
		Pass:          "row with rating, allowed yes/no, controls and owner, in date.",
		Fail:          "type in use and marked 'not allowed for PHI' while in PHI scope (contradiction).",
		Warn:          "row missing for a type in use; rating below the seed's without reason.",
		NotApplicable: "type not in use.",
		Unknown:       "register empty.",
	},
	Traps: []string{
		"'Depends' must be resolved to yes or no for the organisation's own reminders.",
	},
	Remedy: "Fill the register (template from the tool).",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     phiRiskRegister,
}

func phiRiskRegister(in *check.Input) []finding.Finding {
	panic("to be written")
}
