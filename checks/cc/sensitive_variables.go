package cc

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SensitiveVariables is the check cc.sensitive-variables.
var SensitiveVariables = check.Check{
	ID:          "cc.sensitive-variables",
	Title:       "Contact Center variables that hold PHI are marked sensitive and not widely shown",
	Severity:    check.Medium,
	SeverityWhy: "Variables flow into reports, desktops and logs.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "beyond seeds",
	Seed:        "beyond seeds",
	Why:         "Date of birth or member id as a call variable lands in analytics.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "AC-4"},
	Resource:    "global variable",
	Logic: check.Logic{
		Pass:          "matching variables have sensitive=true and reportable=false.",
		Fail:          "matching variable with sensitive=false and reportable=true.",
		Warn:          "matching variable with sensitive=false.",
		NotApplicable: "no Contact Center.",
		Unknown:       "denied.",
	},
	Traps: []string{
		"Names are hints; operator list of PHI variables overrides.",
	},
	Remedy: "Contact Center ▸ Global variables ▸ mark sensitive. API: PUT /organization/{orgid}/cad-variable/{id}.",
	Params: []check.Param{
		{Name: "name_patterns", Default: []string{"dob", "birth", "ssn", "mrn", "member", "patient", "diagnos", "insur", "policy", "rx", "symptom"}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     sensitiveVariables,
}

func sensitiveVariables(in *check.Input) []finding.Finding {
	panic("to be written")
}
