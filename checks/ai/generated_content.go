package ai

import (
	"fmt"

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
		Warn:          "found while coverage is due for renewal; or transcripts deleted early.",
		NotApplicable: "no meetings in scope.",
		Unknown:       "queries denied or truncated at 10 000; found while coverage is UNKNOWN.",
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
	Scans:     []snapshot.Name{snapshot.EndedMeetingsName, snapshot.GeneratedName, snapshot.TranscriptsName},
	Follows:   []string{coverageCheck},
	Fields:    []string{"generated_content.start", "transcripts.status", "transcripts.start"},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:       generatedContent,
}

func generatedContent(in *check.Input) []finding.Finding {
	days := in.Params.Int("lookback_days")
	fs := check.Beyond("lookback_days", days, check.EndedBack)
	found := textsOf(in, check.Days(in.Now, days, 0))
	for _, h := range found.hosts() {
		fs = append(fs, found.judge(in, h))
	}
	fs = append(fs, append(found.doubts, deletedEarly(in)...)...)
	if len(fs) > 0 || in.EndedMeetings.Missing() != nil || in.Generated.Missing() != nil {
		return fs
	}
	return []finding.Finding{noTexts(in, days)}
}

// noTexts answers for an organisation of whose meetings Webex made no text.
func noTexts(in *check.Input, days int) finding.Finding {
	org, window := check.OrganizationResource(), check.Days(in.Now, days, 0)
	met, undated := 0, 0
	for _, m := range in.EndedMeetings.Items {
		switch window.Holds(m.Start) {
		case snapshot.Yes:
			met++
		case snapshot.Unknown:
			undated++
		}
	}
	ev := []finding.Evidence{check.Evidence(in.Generated.Source, "items", 0), check.Evidence(in.EndedMeetings.Source, "items", met)}
	switch {
	case met > 0:
		return check.Pass(org, fmt.Sprintf("Webex made no summary, transcript or captions of %s in %s", check.Count(met, "meeting"), check.Count(days, "day")), ev...)
	case undated > 0:
		return check.Absent(org, in.EndedMeetings.Source, "start")
	default:
		return check.NotApplicable(org, fmt.Sprintf("no meeting took place in %s", check.Count(days, "day")), ev...)
	}
}
