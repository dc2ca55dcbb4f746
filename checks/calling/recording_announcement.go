package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RecordingAnnouncement is the check calling.recording-announcement.
var RecordingAnnouncement = check.Check{
	ID:          "calling.recording-announcement",
	Title:       "Callers hear that the call is recorded",
	Severity:    check.High,
	SeverityWhy: "Consent law; patients are on the line.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (consent; state law)",
	Seed:        "003 — 'Obtain patient consent before recording (state consent requirements vary)'",
	Why:         "The start/stop announcement is the only automatic notice on a phone call.",
	Controls:    []hipaa.Citation{"164.316(a)", "164.308(a)(4)(i)"},
	NIST:        []string{"PT-4", "PL-1"},
	Resource:    "organisation; location; recorded person/workspace/virtual line",
	Logic: check.Logic{
		Pass:          "both directions enabled wherever recording is enabled.",
		Fail:          "recording enabled ('Always' or 'Always with Pause/Resume') and inbound announcement off at the effective level.",
		Warn:          "outbound off; or delay > 10 s; or user-level pstnCallsEnabled=false while org is on.",
		NotApplicable: "recording disabled for all.",
		Unknown:       "person settings unreadable (one call per recorded user).",
	},
	Traps: []string{
		"Effective value: location if useOrgSettingsEnabled=false, else organisation; the user's own setting can add.",
		"Announcement is notice, not consent.",
		"The SDK text names spark-admin:people_write for reading a person's recording settings, the current API text people_read: try read scope, and if denied report UNKNOWN - do not ask for a write scope.",
	},
	Remedy: "Control Hub ▸ Calling ▸ Call recording ▸ Compliance announcement. API: PUT /telephony/config/callRecording/complianceAnnouncement (write).",
	Params: []check.Param{
		{Name: "require_inbound", Default: true},
		{Name: "require_outbound", Default: true},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     recordingAnnouncement,
}

func recordingAnnouncement(in *check.Input) []finding.Finding {
	panic("to be written")
}
