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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     recordingUserAccess,
}

func recordingUserAccess(in *check.Input) []finding.Finding {
	panic("to be written")
}
