package cc

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AIFeatures is the check cc.ai-features.
var AIFeatures = check.Check{
	ID:          "cc.ai-features",
	Title:       "Contact Center AI features are off or covered",
	Severity:    check.High,
	SeverityWhy: "Real-time transcription and summaries of every patient call.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — AI section; 'Webex's AI features change quickly'",
	Why:         "Third-party models may be involved.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(a)(1)(ii)(B)"},
	NIST:        []string{"SA-9", "RA-3", "CM-7"},
	Resource:    "AI sub-feature",
	Logic: check.Logic{
		Pass:          "enable=false, or true with ai.vendor-coverage PASS for Contact Center.",
		Fail:          "true with coverage FAIL/none attested 'no'.",
		Warn:          "true with coverage UNKNOWN; personalizedAIRouting.enable=true (uses journey data for model training).",
		NotApplicable: "no Contact Center.",
		Unknown:       "denied.",
	},
	Traps: []string{
		"The API says: missing value = false (documented for this resource only) - the one place where absence may be read as off; still require HTTP 200 and the object present.",
		"queuesInclusionType missing means ALL.",
	},
	Remedy:  "Control Hub ▸ Contact Center ▸ AI Assistant. API: PATCH /organization/{orgid}/ai-feature/{id}.",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     aiFeatures,
}

func aiFeatures(in *check.Input) []finding.Finding {
	panic("to be written")
}
