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
	Needs:    []snapshot.Name{snapshot.LicensesName},
	Consults: []snapshot.Name{snapshot.CallingName, snapshot.CallingLocationsName, snapshot.RecordedLinesName},
	Fields: []string{
		"calling.announcement.inbound", "calling.announcement.outbound", "calling.announcement.delay_on",
		"calling_locations.announcement.use_organization",
		"recorded_lines.enabled", "recorded_lines.record", "recorded_lines.pstn_announced",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     recordingAnnouncement,
}

// The lines decide what fails, because they are what is recorded; organisation
// and locations warn of what they do not announce.
func recordingAnnouncement(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	lines := in.RecordedLines
	fs := unread(in, snapshot.RecordedLinesName)
	recorded := recordedAt(in, func(snapshot.RecordedLine) bool { return true })
	if recorded == snapshot.No {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "nobody's calls are recorded", check.Evidence(lines.Source, "members", len(lines.Items)))}
	}
	fs = append(fs, unread(in, snapshot.CallingLocationsName)...)
	fs = append(fs, organizationAnnounces(in, recorded))
	for _, l := range in.CallingLocations.Items {
		fs = append(fs, locationAnnounces(in, l))
	}
	for _, l := range lines.Items {
		fs = append(fs, lineAnnounces(in, l))
	}
	return fs
}
