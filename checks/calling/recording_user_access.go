package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RecordingUserAccess is the check calling.recording-user-access.
var RecordingUserAccess = check.Check{
	ID:          "calling.recording-user-access",
	Title:       "Users cannot download, share or delete their call recordings; no uncovered AI on them",
	Severity:    check.Medium,
	SeverityWhy: "Same risks as meeting recordings, at user level.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Should be access-controlled to limit who can play, download, or share recordings'",
	Why:         "Deleting breaks retention, downloading breaks control, AI summaries need coverage.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.312(c)(1)"},
	NIST:        []string{"AC-3", "AC-6", "SI-7"},
	Resource:    "recorded person / workspace / virtual line / queue",
	Logic: check.Logic{
		Pass:          "disallowed rights false; AI flags false or covered.",
		Fail:          "deleteRecordingsEnabled or shareRecordingsEnabled true for a PHI-scope user.",
		Warn:          "download true; transcript/summary or orgTranscriptsEnabled true while ai.vendor-coverage is not PASS.",
		NotApplicable: "record = Never / vendor not Webex (rights live at the vendor).",
		Unknown:       "object missing (older API) or denied.",
	},
	Traps: []string{
		"postCallRecordingSettings is marked undocumented in the SDK: treat absence as UNKNOWN.",
		"Per-user call for each recorded user: filter by callRecording vendorUsers list first.",
	},
	Remedy: "Control Hub ▸ Users ▸ (user) ▸ Calling ▸ Call recording ▸ access settings.",
	Params: []check.Param{
		{Name: "allow_download", Default: false},
		{Name: "allow_delete", Default: false},
		{Name: "allow_share", Default: false},
	},
	Needs:    []snapshot.Name{snapshot.LicensesName},
	Consults: []snapshot.Name{snapshot.CallingName, snapshot.CallingLocationsName, snapshot.RecordedLinesName},
	Follows:  []string{vendorCoverage},
	Fields: []string{
		"calling.vendor", "calling.transcripts", "calling_locations.org_captions", "recorded_lines.enabled", "recorded_lines.record",
		"recorded_lines.may_download", "recorded_lines.may_delete", "recorded_lines.may_share", "recorded_lines.summary", "recorded_lines.transcript",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     recordingUserAccess,
}

func recordingUserAccess(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	fs := append(unread(in, snapshot.RecordedLinesName, snapshot.CallingLocationsName), callTranscripts(in)...)
	for _, l := range in.RecordedLines.Items {
		fs = append(fs, lineRights(in, l))
	}
	return fs
}
