package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Unlisted is the check meetings.unlisted.
var Unlisted = check.Check{
	ID:          "meetings.unlisted",
	Title:       "Meetings are unlisted by default",
	Severity:    check.Medium,
	SeverityWhy: "A listed title such as 'Visit — J. Smith 14:00' is itself name + appointment date (PHI per the seed's own table).",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed + good practice",
	Seed:        "003 — table: 'Depends: name + appointment date = PHI'",
	Why:         "The site's public calendar would publish who is being seen and when.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "AC-22"},
	Resource:    "site; meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "unlistAllMeetings = true and no publicMeeting = true in scope.",
		Fail:          "any PHI-scope meeting with publicMeeting = true.",
		Warn:          "unlistAllMeetings = false with no public PHI meeting found.",
		NotApplicable: "never.",
		Unknown:       "fields absent.",
	},
	Traps: []string{
		"publicMeeting is also legitimate for health-education events; use PHI scope or an exception, not a global fail.",
		"Titles may contain PHI: evidence must show the meeting id, not the title.",
	},
	Remedy: "Site ▸ Security ▸ 'All meetings must be unlisted'. API: PATCH commonSettings securityOptions.unlistAllMeetings=true; PATCH /meetings/{meetingId} publicMeeting=false.",
	Scans:  []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName, snapshot.HostsName, snapshot.MeetingsName},
	Fields: []string{
		"site_settings.unlist_all_meetings",
		"meetings.meetings.start",
		"meetings.meetings.public",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       unlisted,
}

func unlisted(in *check.Input) []finding.Finding {
	fs := eachSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
		ev := check.Evidence(src, "securityOptions.unlistAllMeetings", s.UnlistAllMeetings.Any())
		switch s.UnlistAllMeetings {
		case snapshot.Yes:
			return check.Pass(r, s.Site+" keeps every meeting off its public calendar", ev)
		case snapshot.No:
			return check.Warn(r, s.Site+" lets hosts put meetings on its public calendar", ev)
		default:
			return check.Absent(r, src, ev.Field)
		}
	})
	return append(fs, eachMeeting(in, ahead(in.Now), func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
		ev := check.Evidence(src, "publicMeeting", m.Public.Any())
		switch m.Public {
		case snapshot.Yes:
			return check.Fail(r, subject+" is listed on the public calendar", ev)
		case snapshot.No:
			return check.Pass(r, subject+" is not listed", ev)
		default:
			return check.Absent(r, src, ev.Field)
		}
	})...)
}
