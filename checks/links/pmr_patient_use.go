package links

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PMRPatientUse is the check links.pmr-patient-use.
var PMRPatientUse = check.Check{
	ID:          "links.pmr-patient-use",
	Title:       "Personal Rooms are not used for patient sessions",
	Severity:    check.High,
	SeverityWhy: "One permanent URL for all patients - the exact pattern the seed warns about.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Use unique meeting links per patient session rather than a single persistent meeting room link'",
	Why:         "With one link, the 10:30 patient can walk into the 10:00 visit, and last month's patient still holds a working address.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "IA-8", "SC-15"},
	Resource:    "host with a Personal Room (one result per host, occurrences listed)",
	Logic: check.Logic{
		Pass:          "no scheduled Personal Room meeting and no recognised Personal Room session with an external participant in the window.",
		Fail:          "≥1 Personal Room meeting scheduled or held by a PHI-scope host with ≥ min_external external people.",
		Warn:          "a Personal Room meeting is scheduled and Webex does not show who is invited (400, as documented); or Personal Room sessions recognised only by the heuristic (number/title match), with an external participant or outside the participants sample.",
		NotApplicable: "host has no Personal Room, or Personal Rooms are disabled for the site (attested in links.pmr-site-policy).",
		Unknown:       "list, reports, invitees or participants unreadable.",
	},
	Traps: []string{
		"Ended Personal Room sessions are reported as scheduledType=meeting: the filter finds only the scheduled ones. The usage-report match (same host, number equal to telephony.accessCode or title equal to topic) is a heuristic and must be labelled so.",
		"Many participants/invitee endpoints do not support the id of a scheduled Personal Room meeting — expect 400, that is not an error of the tenant.",
		"Staff-only huddles in Personal Rooms are fine: needs an external participant.",
		"With lookback_days or lookahead_days at 0 it looks one way only.",
	},
	Remedy: "Schedule a normal meeting per visit; disable Personal Rooms for clinical users: Control Hub ▸ Users ▸ (user) ▸ Meetings ▸ (site) ▸ Personal Room off. Retire a leaked room address with POST /admin/meetingPreferences/personalMeetingRoom/refreshId (write API).",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "lookahead_days", Default: 30},
		{Name: "min_external", Default: 1},
	},
	Scans:      []snapshot.Name{snapshot.HostsName, snapshot.PersonalRoomsName, snapshot.MeetingsName, snapshot.UsageName, snapshot.EndedMeetingsName},
	Statements: []check.Statement{roomsStatement},
	Fields: []string{
		"personal_rooms.exists",
		"personal_rooms.number_key",
		"personal_rooms.topic_key",
		"meetings.meetings.start",
		"meetings.meetings.scheduled_type",
		"meetings.meetings.invitees.people",
		"meeting_usage.number_key",
		"meeting_usage.topic_key",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       pmrPatientUse,
}

func pmrPatientUse(in *check.Input) []finding.Finding {
	back, forth, least := in.Params.Int("lookback_days"), in.Params.Int("lookahead_days"), in.Params.Int("min_external")
	fs := check.BeyondBoth(back, check.EndedBack, forth, check.MeetingsAhead)
	fs = append(fs, check.UnreadMeetings(in)...)

	past := pastMeetings(in)
	var hosts []string
	uses, read := map[string]*roomUse{}, map[seat]bool{}
	use := func(person, host string) *roomUse {
		if uses[person] == nil {
			uses[person] = &roomUse{r: check.HostResource(person, host, ""), host: host, invited: newOutsiders()}
			hosts = append(hosts, person)
		}
		return uses[person]
	}
	for _, room := range in.PersonalRooms.Items {
		read[seat{room.PersonID, room.Site}] = true
		use(room.PersonID, room.Host).enter(in, room, past, check.Days(in.Now, back, 0), least)
	}
	for _, h := range in.Meetings.Items {
		use(h.PersonID, h.Host).plan(h.Meetings, in.Meetings.Source, check.Days(in.Now, back, forth), least)
	}
	for _, person := range hosts {
		fs = append(fs, uses[person].answer())
	}
	return append(fs, unreadRooms(in, read)...)
}
