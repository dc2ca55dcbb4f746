package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// JoinBeforeHostSite is the check meetings.join-before-host-site.
var JoinBeforeHostSite = check.Check{
	ID:          "meetings.join-before-host-site",
	Title:       "Site does not let attendees (or their audio) in before the host",
	Severity:    check.High,
	SeverityWhy: "The site default is inherited by every new meeting; with it on, patients and strangers can be together in an unattended clinical room.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Enable waiting rooms on all patient-facing Webex sessions to control when patients join'",
	Why:         "A waiting room only works when nobody can be inside before the clinician. Early joiners can overhear, see names in the participant list, or meet the previous patient.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "SC-15", "IA-8"},
	Resource:    "site (one result per siteUrl)",
	Logic: check.Logic{
		Pass:          "both fields present and false.",
		Fail:          "joinBeforeHost = true.",
		Warn:          "joinBeforeHost = false but audioBeforeHost = true (audio bridge open early).",
		NotApplicable: "site has no consumed Meetings licences and no meeting in the last 90 days.",
		Unknown:       "403/404/timeouts, field missing, or the site is in the licence list but not returned by the sites call (a site that is not asked is UNKNOWN, not skipped).",
	},
	Traps: []string{
		"The call without siteUrl answers for the admin's preferred site only: a multi-site organisation would look clean.",
		"It is a default; hosts and group templates can override it (see meetings.join-before-host).",
		"An early-join window with a lobby is not modelled by this field; the field only says 'before host'.",
	},
	Remedy:   "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Common Settings ▸ Security (label varies by site version). API (write, not used by the auditor): PATCH /admin/meeting/config/commonSettings securityOptions.joinBeforeHost=false, audioBeforeHost=false.",
	Scans:    []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName},
	Consults: []snapshot.Name{snapshot.EndedMeetingsName},
	Fields: []string{
		"site_settings.join_before_host",
		"site_settings.audio_before_host",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     joinBeforeHostSite,
}

func joinBeforeHostSite(in *check.Input) []finding.Finding {
	return eachUsedSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
		ev := []finding.Evidence{
			check.Evidence(src, "securityOptions.joinBeforeHost", s.JoinBeforeHost.Any()),
			check.Evidence(src, "securityOptions.audioBeforeHost", s.AudioBeforeHost.Any()),
		}
		if s.JoinBeforeHost == snapshot.Yes {
			return check.Fail(r, fmt.Sprintf("%s lets attendees in before the host", s.Site), ev...)
		}
		if field, absent := check.FirstAbsent(ev); absent {
			return check.Absent(r, src, field)
		}
		if s.AudioBeforeHost == snapshot.Yes {
			return check.Warn(r, fmt.Sprintf("%s makes attendees wait for the host, but connects their audio before", s.Site), ev...)
		}
		return check.Pass(r, fmt.Sprintf("%s makes attendees and their audio wait for the host", s.Site), ev...)
	})
}
