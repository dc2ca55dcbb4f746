package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Classification is the check messaging.classification.
var Classification = check.Check{
	ID:          "messaging.classification",
	Title:       "Space classifications exist and clinical spaces carry one",
	Severity:    check.Low,
	SeverityWhy: "A label is not a control, but scope, reports and DLP depend on it.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "003 — table 'Communication type | PHI risk' (extension)",
	Why:         "Labels let staff see that a space holds PHI and let this auditor tell clinical from other spaces.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)", "164.308(a)(4)(i)"},
	NIST:        []string{"RA-2", "AC-16"},
	Resource:    "organisation; visible space",
	Logic: check.Logic{
		Pass:          "≥ min_enabled enabled classifications, at least one matching clinical_titles.",
		Fail:          "none.",
		Warn:          "fewer enabled classifications; or visible spaces matching scope patterns with rank 0 / no classification.",
		NotApplicable: "no messaging.",
		Unknown:       "endpoint denied.",
	},
	Traps: []string{
		"rank 0 is also the value used when the rank cannot be determined.",
		"Classification is chosen by users; absence in visible spaces does not describe invisible ones.",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ Space classification.",
	Params: []check.Param{
		{Name: "min_enabled", Default: 2},
		{Name: "clinical_titles", Default: []string{"PHI", "Clinical", "Confidential", "Restricted"}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     classification,
}

func classification(in *check.Input) []finding.Finding {
	panic("to be written")
}
