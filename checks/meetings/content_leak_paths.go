package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ContentLeakPaths is the check meetings.content-leak-paths.
var ContentLeakPaths = check.Check{
	ID:          "meetings.content-leak-paths",
	Title:       "Live streaming, remote control, file transfer and screen capture are off in clinical meetings",
	Severity:    check.Medium,
	SeverityWhy: "Each opens a copy of the session outside the controlled recording; live streaming is raised to HIGH when found on.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "003 — 'The session transcript, screen shares, and clinical content discussed constitute PHI' (extension)",
	Why:         "Streams, saved documents, transferred files and screenshots are PHI copies with no retention, no access report and possibly no BAA.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.312(e)(1)"},
	NIST:        []string{"AC-3", "AC-17", "AC-4"},
	Resource:    "site; meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "none of fail_on/warn_on is true.",
		Fail:          "any fail_on field true on a PHI-scope meeting (severity HIGH).",
		Warn:          "any warn_on field true.",
		NotApplicable: "no site in use and no meetings in scope.",
		Unknown:       "objects absent, or a parameter names a field that this check does not read.",
	},
	Traps: []string{
		"allowMobileScreenCapture covers Android only; it is no general screenshot control.",
		"Several attendeePrivileges only take effect on the classic platform, and webinars have none of them.",
		"The live-stream URL contains a key: drop it.",
	},
	Remedy: "Session types / site options in Control Hub ▸ Sites ▸ (site) ▸ Settings; per meeting under Advanced ▸ Attendee privileges. API: PATCH /meetings/{meetingId}, PATCH commonSettings.",
	Params: []check.Param{
		{Name: "fail_on", Default: []string{"enabledLiveStream"}},
		{Name: "warn_on", Default: []string{"enabledRemoteControl", "enabledFileTransfer", "enabledSaveDocument", "allowMobileScreenCapture"}},
	},
	Scans:    []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName, snapshot.HostsName, snapshot.MeetingsName},
	Consults: []snapshot.Name{snapshot.EndedMeetingsName},
	Fields: []string{
		"site_settings.allow_mobile_screen_capture",
		"meetings.meetings.start",
		"meetings.meetings.live_stream",
		"meetings.meetings.remote_control",
		"meetings.meetings.file_transfer",
		"meetings.meetings.save_document",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       contentLeakPaths,
}

func contentLeakPaths(in *check.Input) []finding.Finding {
	fail, warn := in.Params.Strings("fail_on"), in.Params.Strings("warn_on")
	fs := misnamedLeaks("fail_on", fail)
	fs = append(fs, misnamedLeaks("warn_on", warn)...)
	if onSite := leaksNamed(siteLeaks, fail, warn); len(onSite) > 0 {
		fs = append(fs, eachUsedSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
			return judgeLeaks(onSite, s, s.Site, r, src)
		})...)
	}
	if onMeeting := leaksNamed(meetingLeaks, fail, warn); len(onMeeting) > 0 {
		fs = append(fs, eachMeeting(in, ahead(in.Now), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
			leaks := meetingLeaksOf(m, onMeeting)
			if len(leaks) == 0 {
				return check.NotApplicable(r, subject+" has no privileges of attendees", check.Evidence(src, "scheduledType", webinar))
			}
			f := judgeLeaks(leaks, m, subject, r, src)
			if f.Status == finding.Fail {
				f.Severity = finding.High // the copy leaves the meeting while it runs
			}
			return f
		})...)
	}
	return fs
}
