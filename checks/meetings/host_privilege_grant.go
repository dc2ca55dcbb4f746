package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// HostPrivilegeGrant is the check meetings.host-privilege-grant.
var HostPrivilegeGrant = check.Check{
	ID:          "meetings.host-privilege-grant",
	Title:       "Presenter, cohost and device rights are not handed out automatically",
	Severity:    check.Medium,
	SeverityWhy: "A patient or visitor with cohost rights can admit people, record, or remove the lobby.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "002 — 'strict access controls set to carefully control who has access' (extension)",
	Why:         "Host powers include admitting from the lobby and starting a recording; automatic grants defeat both controls.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(3)(ii)(A)"},
	NIST:        []string{"AC-3", "AC-6"},
	Resource:    "site; meeting series in PHI scope",
	Logic: check.Logic{
		Pass:          "all listed fields false.",
		Fail:          "allowAnyUserToBeCoHost = true on a PHI-scope meeting.",
		Warn:          "firstAttendeeAsPresenter, allowFirstUserToBeCoHost or allowAuthenticatedDevices = true.",
		NotApplicable: "no site in use and no meetings in scope.",
		Unknown:       "fields absent / unreadable.",
	},
	Traps: []string{
		"allowFirst/AnyUserToBeCoHost only help people with a host account on the site: exposure is to colleagues, not patients — keep MEDIUM.",
		"allowAuthenticatedDevices is normal for staffed video rooms; accept by exception.",
	},
	Remedy:   "Meeting ▸ Advanced options ▸ Cohost. Site ▸ Security ▸ 'first attendee as presenter' off. API: PATCH commonSettings / PATCH /meetings/{meetingId}.",
	Scans:    []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName, snapshot.HostsName, snapshot.MeetingsName},
	Consults: []snapshot.Name{snapshot.EndedMeetingsName},
	Fields: []string{
		"site_settings.first_attendee_as_presenter",
		"meetings.meetings.start",
		"meetings.meetings.any_user_cohost",
		"meetings.meetings.first_user_cohost",
		"meetings.meetings.authenticated_devices",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       hostPrivilegeGrant,
}

func hostPrivilegeGrant(in *check.Input) []finding.Finding {
	fs := eachUsedSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
		ev := check.Evidence(src, "securityOptions.firstAttendeeAsPresenter", s.FirstAttendeeAsPresenter.Any())
		switch s.FirstAttendeeAsPresenter {
		case snapshot.Yes:
			return check.Warn(r, s.Site+" makes the first attendee the presenter", ev)
		case snapshot.No:
			return check.Pass(r, s.Site+" does not make the first attendee the presenter", ev)
		default:
			return check.Absent(r, src, ev.Field)
		}
	})
	return append(fs, eachMeeting(in, ahead(in.Now), judgeGrants)...)
}

func judgeGrants(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
	ev := []finding.Evidence{
		check.Evidence(src, "allowAnyUserToBeCoHost", m.AnyUserCoHost.Any()),
		check.Evidence(src, "allowFirstUserToBeCoHost", m.FirstUserCoHost.Any()),
		check.Evidence(src, "allowAuthenticatedDevices", m.AuthenticatedDevices.Any()),
	}
	var faults check.Faults
	faults.Fail(m.AnyUserCoHost == snapshot.Yes, "makes anyone with a host account on the site a cohost")
	faults.Warn(m.FirstUserCoHost == snapshot.Yes, "makes the first person with a host account on the site a cohost")
	faults.Warn(m.AuthenticatedDevices == snapshot.Yes, "lets video devices of the organisation start it (fine for staffed rooms)")
	return faults.Judge(r, src, subject, "gives nobody host rights by itself", ev...)
}
