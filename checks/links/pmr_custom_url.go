package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PMRCustomURL is the check links.pmr-custom-url.
var PMRCustomURL = check.Check{
	ID:          "links.pmr-custom-url",
	Title:       "Hosts cannot choose their own Personal Room address",
	Severity:    check.Low,
	SeverityWhy: "Predictable names make enumeration easier; impact depends on the lobby.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "good practice + seed (persistent link)",
	Seed:        "003 — 'single persistent meeting room link' (extension)",
	Why:         "'/meet/dr.lopez' is guessable and gets printed on cards; a generated id is not.",
	Controls:    []hipaa.Citation{"164.312(a)(1)"},
	NIST:        []string{"AC-3", "CM-7"},
	Resource:    "site; host",
	Logic: check.Logic{
		Pass:          "allowCustomPersonalRoomURL = false.",
		Fail:          "never on its own (LOW).",
		Warn:          "true; or existing links contain the mailbox prefix.",
		NotApplicable: "Personal Rooms disabled (attested).",
		Unknown:       "field absent.",
	},
	Traps: []string{
		"The site's generation rule (mailbox prefix, initials, 'pr'+number, 12-character id) has no API; mailbox prefix may simply be the site rule.",
	},
	Remedy: "Control Hub ▸ Sites ▸ (site) ▸ Settings ▸ Common Settings ▸ Personal Meeting Room ▸ untick 'Allow hosts to change their Personal Room URLs'; choose the 'pr + 12-digit system-generated id' rule. API: PATCH commonSettings siteOptions.allowCustomPersonalRoomURL=false.",
	Params: []check.Param{
		{Name: "check_existing_links", Default: true},
	},
	Scans:      []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName, snapshot.HostsName, snapshot.PersonalRoomsName},
	Statements: []check.Statement{roomsStatement},
	Fields: []string{
		"site_settings.allow_custom_personal_room_url",
		"personal_rooms.exists",
		"personal_rooms.link_holds_mailbox",
	},
	Answers: []finding.Status{finding.Pass, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     pmrCustomURL,
}

func pmrCustomURL(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	src, read := in.SiteSettings.Source, map[string]bool{}
	for _, s := range in.SiteSettings.Items {
		read[s.Site] = true
		r := check.SiteResource(s.Site)
		ev := check.Evidence(src, "siteOptions.allowCustomPersonalRoomURL", s.AllowCustomPersonalRoomURL.Any())
		off, disabled := roomsOff(in, s.Site)
		switch {
		case disabled:
			fs = append(fs, check.NotApplicable(r, "Personal Rooms are disabled on "+s.Site+", as attested", off))
		case s.Gap != nil:
			fs = append(fs, check.Unread(r, src, s.Gap))
		case s.AllowCustomPersonalRoomURL == snapshot.Yes:
			fs = append(fs, check.Warn(r, s.Site+" lets hosts choose the address of their Personal Room", ev))
		case s.AllowCustomPersonalRoomURL == snapshot.No:
			fs = append(fs, check.Pass(r, s.Site+" does not let hosts choose the address of their Personal Room", ev))
		default:
			fs = append(fs, check.Absent(r, src, ev.Field))
		}
	}
	for _, s := range in.Sites.Items {
		if !read[s.URL] {
			fs = append(fs, check.Unknown(check.SiteResource(s.URL), snapshot.Error, fmt.Sprintf("the settings of %s were not read", s.URL)))
		}
	}
	if !in.Params.Bool("check_existing_links") {
		return fs
	}
	return append(fs, eachRoom(in, roomsOff, judgeRoomLink)...)
}

func judgeRoomLink(room snapshot.PersonalRoom, r finding.Resource, src snapshot.Source) finding.Finding {
	const field = "personalMeetingRoomLink"
	switch room.LinkHoldsMailbox {
	case snapshot.Yes:
		return check.Warn(r, fmt.Sprintf("the address of %s's Personal Room on %s is made of the mailbox name, which may be the site's rule", room.Host, room.Site), check.Evidence(src, field, "mailbox"))
	case snapshot.No:
		return check.Pass(r, fmt.Sprintf("the address of %s's Personal Room on %s does not hold the mailbox name", room.Host, room.Site), check.Evidence(src, field, "generated"))
	default:
		return check.Absent(r, src, field)
	}
}
