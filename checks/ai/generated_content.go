package ai

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// GeneratedContent is the check ai.generated-content.
var GeneratedContent = check.Check{
	ID:          "ai.generated-content",
	Title:       "Transcripts, captions and AI summaries of clinical meetings exist only where covered",
	Severity:    check.High,
	SeverityWhy: "Shows actual AI processing of encounters.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (activity review)",
	Seed:        "003 — 'The session transcript … constitute PHI'; 'understand where transcription data is stored and for how long'",
	Why:         "Inventory is the first step; content outside the BAA is an exposure to close.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(D)", "164.308(b)(1)", "164.308(a)(1)(ii)(A)"},
	NIST:        []string{"AU-6", "SA-9", "RA-3"},
	Resource:    "ended meeting instance in PHI scope (roll-up per host)",
	Logic: check.Logic{
		Pass:          "none found, or ai.vendor-coverage PASS and no transcript with status=deleted younger than keep_years.",
		Fail:          "any found while ai.vendor-coverage is FAIL/expired.",
		Warn:          "found while coverage is UNKNOWN; or transcripts deleted early.",
		NotApplicable: "no meetings in scope.",
		Unknown:       "queries denied or truncated at 10 000.",
	},
	Traps: []string{
		"GET /admin/meetingSummaries and transcript snippets return the clinical text itself: the auditor must never call them.",
		"hasX filters need meetingType=meeting and state=ended.",
		"Transcripts can exist without a recording and outlive it.",
	},
	Remedy: "Switch the feature off for the group; delete uncovered transcripts under the disposal procedure (API: DELETE /meetingTranscripts/{transcriptId}, write).",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "keep_years", Default: 6},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     generatedContent,
}

func generatedContent(in *check.Input) []finding.Finding {
	panic("to be written")
}
