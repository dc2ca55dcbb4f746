package links_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/links"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestPMRPatientUse(t *testing.T) {
	t.Parallel()
	room := snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, NumberKey: "n1", TopicKey: "t1"}
	none := room
	none.Exists = snapshot.No
	topicless := room
	topicless.TopicKey = ""
	planned := func(days int, inv *snapshot.Invitees) []snapshot.Meeting {
		return []snapshot.Meeting{{ID: "M1", Type: "scheduledMeeting", ScheduledType: "personalRoomMeeting", Start: now.AddDate(0, 0, days), Invitees: inv}}
	}
	people := func(p ...snapshot.Party) *snapshot.Invitees { return &snapshot.Invitees{People: p} }
	held := func(number, topic string) []snapshot.UsageRow {
		return []snapshot.UsageRow{{MeetingID: "I5", Host: host, Site: site, Start: now.AddDate(0, 0, -5), Participants: snapshot.Some(2), NumberKey: number, TopicKey: topic}}
	}
	visit, huddle := session(5, came(outsider(1))), session(5, came(staffed(nurse)))
	unsampled := with(session(5), func(m *snapshot.EndedMeeting) { m.Participants = nil })
	refused := with(session(5), func(m *snapshot.EndedMeeting) { m.Participants = &snapshot.Participants{Gap: broken} })
	tests := map[string]struct {
		room     snapshot.PersonalRoom
		meetings []snapshot.Meeting
		usage    []snapshot.UsageRow
		ended    []snapshot.EndedMeeting
		params   check.Params
		want     finding.Status
	}{
		"room unused":                        {room: room, want: finding.Pass},
		"no room":                            {room: none, want: finding.NotApplicable},
		"patient invited":                    {room: room, meetings: planned(3, people(outsider(1))), want: finding.Fail},
		"last moment of the look-ahead":      {room: room, meetings: planned(29, people(outsider(1))), want: finding.Fail},
		"behind the look-ahead":              {room: room, meetings: planned(30, people(outsider(1))), want: finding.Pass},
		"staff invited":                      {room: room, meetings: planned(3, people(staffed(nurse))), want: finding.Pass},
		"fewer than asked":                   {room: room, meetings: planned(3, people(outsider(1))), params: check.Params{"min_external": 2}, want: finding.Pass},
		"as many as asked":                   {room: room, meetings: planned(3, people(outsider(1), outsider(2))), params: check.Params{"min_external": 2}, want: finding.Fail},
		"invitees refused for such meetings": {room: room, meetings: planned(3, &snapshot.Invitees{Gap: broken}), want: finding.Unknown},
		"invitees never shown for such":      {room: room, meetings: planned(3, &snapshot.Invitees{Unsupported: true}), want: finding.Warn},
		"never shown, and a gap":             {room: room, meetings: planned(3, &snapshot.Invitees{Unsupported: true, Gap: broken}), want: finding.Unknown},
		"never shown, no room":               {room: none, meetings: planned(3, &snapshot.Invitees{Unsupported: true}), want: finding.Warn},
		"never shown, behind the look-ahead": {room: room, meetings: planned(30, &snapshot.Invitees{Unsupported: true}), want: finding.Pass},
		"a hit in a half list":               {room: room, meetings: planned(3, &snapshot.Invitees{Gap: broken, People: []snapshot.Party{outsider(1)}}), want: finding.Fail},
		"no room, patient invited":           {room: none, meetings: planned(3, people(outsider(1))), want: finding.Fail},
		"number of the room":                 {room: room, usage: held("n1", "t9"), ended: []snapshot.EndedMeeting{visit}, want: finding.Warn},
		"title of the room":                  {room: room, usage: held("n9", "t1"), ended: []snapshot.EndedMeeting{visit}, want: finding.Warn},
		"neither":                            {room: room, usage: held("n9", "t9"), ended: []snapshot.EndedMeeting{visit}, want: finding.Pass},
		"huddle in the room":                 {room: room, usage: held("n1", "t1"), ended: []snapshot.EndedMeeting{huddle}, want: finding.Pass},
		"not sampled":                        {room: room, usage: held("n1", "t1"), ended: []snapshot.EndedMeeting{unsampled}, want: finding.Warn},
		"participants refused":               {room: room, usage: held("n1", "t1"), ended: []snapshot.EndedMeeting{refused}, want: finding.Unknown},
		"not among the ended":                {room: room, usage: held("n1", "t1"), want: finding.Unknown},
		"title unknown":                      {room: topicless, usage: held("n9", "t9"), ended: []snapshot.EndedMeeting{visit}, want: finding.Unknown},
		"look-back beyond what is collected": {room: room, params: check.Params{"lookback_days": 91}, want: finding.Unknown},
		"look-ahead beyond":                  {room: room, params: check.Params{"lookahead_days": 31}, want: finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{
				Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
				PersonalRooms: section(api, tt.room),
				Meetings:      section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: append([]snapshot.Meeting{}, tt.meetings...)}),
				Usage:         section(api, tt.usage...),
				EndedMeetings: section(api, tt.ended...),
			}
			o := evaluate(t, links.PMRPatientUse, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			if tt.want == finding.Warn && tt.meetings == nil {
				require.Contains(t, o.Message, "heuristic")
			}
		})
	}
}

// TestRoomsOfOneNameOnTwoSites: the title of a room is the host's name unless it
// was changed, on whichever site.
func TestRoomsOfOneNameOnTwoSites(t *testing.T) {
	t.Parallel()
	const rehab = "rehab.webex.com"
	row := snapshot.UsageRow{MeetingID: "I5", Host: host, Site: site, Start: now.AddDate(0, 0, -5), Participants: snapshot.Some(2), NumberKey: "n1", TopicKey: "t"}
	s := &snapshot.Snapshot{
		Hosts: section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site, rehab}}),
		PersonalRooms: section(api,
			snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, NumberKey: "n1", TopicKey: "t"},
			snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: rehab, Exists: snapshot.Yes, NumberKey: "n2", TopicKey: "t"}),
		Meetings:      section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{}}),
		Usage:         section(api, row),
		EndedMeetings: section(api, session(5, came(outsider(1)))),
	}
	o := evaluate(t, links.PMRPatientUse, s, nil)
	require.Equal(t, finding.Warn, o.Status)
	require.Contains(t, o.Message, "1 past meeting of")
}

func TestRoomsOfEveryHostAndSite(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{
		Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site, "rehab.webex.com"}}, snapshot.Host{PersonID: "P2", Email: nurse, Sites: []string{site}}),
		PersonalRooms: section(api, snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.No}),
	}
	o := evaluate(t, links.PMRHardening, s, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Equal(t, 2, o.Unknown, "the second site and the second host")
}

func TestPMRHardening(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*snapshot.PersonalRoom)
		params check.Params
		want   finding.Status
	}{
		"as it should be":            {want: finding.Pass},
		"never locks":                {change: func(r *snapshot.PersonalRoom) { r.AutoLock, r.AutoLockMinutes = snapshot.No, snapshot.Opt[int]{} }, want: finding.Fail},
		"anyone a cohost":            {change: func(r *snapshot.PersonalRoom) { r.SupportAnyoneAsCoHost = snapshot.Yes }, want: finding.Fail},
		"a hit beside a missing one": {change: func(r *snapshot.PersonalRoom) { r.SupportAnyoneAsCoHost, r.AutoLock = snapshot.Yes, snapshot.Unknown }, want: finding.Fail},
		"one minute late":            {change: func(r *snapshot.PersonalRoom) { r.AutoLockMinutes = snapshot.Some(1) }, want: finding.Warn},
		"at the warning limit":       {change: func(r *snapshot.PersonalRoom) { r.AutoLockMinutes = snapshot.Some(5) }, want: finding.Warn},
		"behind it":                  {change: func(r *snapshot.PersonalRoom) { r.AutoLockMinutes = snapshot.Some(6) }, want: finding.Fail},
		"limit of the policy":        {change: func(r *snapshot.PersonalRoom) { r.AutoLockMinutes = snapshot.Some(10) }, params: check.Params{"max_lock_minutes": 10}, want: finding.Pass},
		"first user":                 {change: func(r *snapshot.PersonalRoom) { r.AllowFirstUserToBeCoHost = snapshot.Yes }, want: finding.Warn},
		"devices":                    {change: func(r *snapshot.PersonalRoom) { r.AllowAuthenticatedDevices = snapshot.Yes }, want: finding.Warn},
		"outside cohost":             {change: func(r *snapshot.PersonalRoom) { r.CoHosts = []snapshot.Party{outsider(2)} }, want: finding.Warn},
		"colleague as cohost":        {change: func(r *snapshot.PersonalRoom) { r.CoHosts = []snapshot.Party{staffed(nurse)} }, want: finding.Pass},
		"disabled cohost":            {change: func(r *snapshot.PersonalRoom) { r.CoHosts = []snapshot.Party{staffed("gone@clinic.example")} }, want: finding.Warn},
		"cohost without account":     {change: func(r *snapshot.PersonalRoom) { r.CoHosts = []snapshot.Party{staffed("who@clinic.example")} }, want: finding.Unknown},
		"cohosts not returned":       {change: func(r *snapshot.PersonalRoom) { r.CoHosts = nil }, want: finding.Unknown},
		"minutes not returned":       {change: func(r *snapshot.PersonalRoom) { r.AutoLockMinutes = snapshot.Opt[int]{} }, want: finding.Unknown},
		"refused":                    {change: func(r *snapshot.PersonalRoom) { *r = snapshot.PersonalRoom{PersonID: "P1", Site: site, Gap: broken} }, want: finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			room := snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, AutoLock: snapshot.Yes, AutoLockMinutes: snapshot.Some(0),
				SupportAnyoneAsCoHost: snapshot.No, AllowFirstUserToBeCoHost: snapshot.No, AllowAuthenticatedDevices: snapshot.No, CoHosts: []snapshot.Party{}}
			if tt.change != nil {
				tt.change(&room)
			}
			s := &snapshot.Snapshot{
				Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
				PersonalRooms: section(api, room),
				People:        section(api, snapshot.Person{Email: nurse, LoginEnabled: snapshot.Yes}, snapshot.Person{Emails: []string{"gone@clinic.example"}, LoginEnabled: snapshot.No}),
			}
			o := evaluate(t, links.PMRHardening, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// TestScheduledRoomSays: whatever keeps the invitees from being known, the host
// and the Personal Room are named.
func TestScheduledRoomSays(t *testing.T) {
	t.Parallel()
	for want, inv := range map[string]*snapshot.Invitees{
		host + " scheduled a Personal Room meeting; Webex does not show who is invited":                {Unsupported: true},
		host + " scheduled a Personal Room meeting, and who is invited was not read: " + broken.Detail: {Gap: broken},
	} {
		s := &snapshot.Snapshot{
			Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
			PersonalRooms: section(api, snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, NumberKey: "n1", TopicKey: "t1"}),
			Meetings: section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{
				{ID: "M1", Type: "scheduledMeeting", ScheduledType: "personalRoomMeeting", Start: now.AddDate(0, 0, 3), Invitees: inv}}}),
			Usage: section[snapshot.UsageRow](api), EndedMeetings: section[snapshot.EndedMeeting](api),
		}
		require.Equal(t, want, evaluate(t, links.PMRPatientUse, s, nil).Message)
	}
}

// TestEvidenceLeadsBack: the people are evidence of the request that named
// them, not of the one that listed the meetings.
func TestEvidenceLeadsBack(t *testing.T) {
	t.Parallel()
	invitees := snapshot.Source{Path: "GET /v1/meetingInvitees", Rank: snapshot.RankAPI}
	participants := snapshot.Source{Path: "GET /v1/meetingParticipants", Rank: snapshot.RankAPI}
	s := &snapshot.Snapshot{
		Hosts: section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
		Meetings: section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{
			{ID: "S", Type: "meetingSeries", ScheduledType: "meeting", Start: now, Recurrence: snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(30), Last: now.AddDate(0, 0, 203)},
				Invitees: &snapshot.Invitees{Source: invitees, People: []snapshot.Party{outsider(1)}}}}}),
		EndedMeetings: section(api, session(5, came(outsider(1))), session(6, came(outsider(2)))),
		Usage:         section[snapshot.UsageRow](api),
	}
	for i := range s.EndedMeetings.Items {
		s.EndedMeetings.Items[i].Participants.Source = participants
	}
	run := func(c check.Check) finding.Finding {
		return c.Run(&check.Input{Snapshot: s, Now: now, Params: check.Defaults(c.Params)})[0]
	}
	require.Equal(t, []finding.Evidence{
		check.Evidence(api, "recurrence", "finite"),
		check.Evidence(api, "recurrence (occurrences)", 30),
		check.Evidence(api, "recurrence (last)", "2027-06-11"),
		check.Evidence(invitees, "email (invited outsiders)", 1),
	}, run(links.LongLivedSeries).Evidence)
	require.Equal(t, []finding.Evidence{
		check.Evidence(api, "items", 2),
		check.Evidence(participants, "email (outsiders who came)", 2),
	}, run(links.SharedAcrossPatients).Evidence)
}

// TestRoomFaults: one message tells everything that is wrong with a room, and
// the evidence counts the cohosts.
func TestRoomFaults(t *testing.T) {
	t.Parallel()
	room := snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, AutoLock: snapshot.Yes, AutoLockMinutes: snapshot.Some(3),
		SupportAnyoneAsCoHost: snapshot.No, AllowFirstUserToBeCoHost: snapshot.Yes, AllowAuthenticatedDevices: snapshot.No,
		CoHosts: []snapshot.Party{outsider(1), staffed(nurse)}}
	s := &snapshot.Snapshot{
		Hosts:  section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
		People: section(api, snapshot.Person{Email: nurse, LoginEnabled: snapshot.Yes}),
	}
	for supports, want := range map[snapshot.Tri]string{
		snapshot.No:  " locks itself after 3 minutes (not 0), makes the first person with a host account a cohost and has 1 standing cohost from outside or with a disabled account",
		snapshot.Yes: " lets its host make anyone a cohost, locks itself after 3 minutes (not 0), makes the first person with a host account a cohost and has 1 standing cohost from outside or with a disabled account",
	} {
		room.SupportAnyoneAsCoHost = supports
		s.PersonalRooms = section(api, room)
		f := evaluate(t, links.PMRHardening, s, nil).Findings[0]
		require.Equal(t, "the Personal Room of "+host+" on "+site+want, f.Message)
		require.Contains(t, f.Evidence, check.Evidence(api, "coHosts", 2))
		require.Contains(t, f.Evidence, check.Evidence(api, "coHosts (from outside or disabled)", 1))
	}
}

func TestPMRCustomURL(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		allow, mailbox snapshot.Tri
		look           bool
		want           finding.Status
	}{
		"generated":              {snapshot.No, snapshot.No, true, finding.Pass},
		"choice":                 {snapshot.Yes, snapshot.No, true, finding.Warn},
		"mailbox":                {snapshot.No, snapshot.Yes, true, finding.Warn},
		"mailbox, not looked at": {snapshot.No, snapshot.Yes, false, finding.Pass},
		"link unknown":           {snapshot.No, snapshot.Unknown, true, finding.Unknown},
		"option unknown":         {snapshot.Unknown, snapshot.Yes, true, finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{
				Sites:         section(api, snapshot.Site{URL: site}),
				SiteSettings:  section(api, snapshot.SiteSettings{Site: site, AllowCustomPersonalRoomURL: tt.allow}),
				Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
				PersonalRooms: section(api, snapshot.PersonalRoom{PersonID: "P1", Host: host, Site: site, Exists: snapshot.Yes, LinkHoldsMailbox: tt.mailbox}),
			}
			o := evaluate(t, links.PMRCustomURL, s, check.Params{"check_existing_links": tt.look})
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestPMRSitePolicyIsNeverGuessed(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{Sites: section(api, snapshot.Site{URL: site}, snapshot.Site{URL: "rehab.webex.com"})}
	o := evaluate(t, links.PMRSitePolicy, s, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Equal(t, string(snapshot.NotAttested), o.Reason)
	require.Equal(t, 2, o.Unknown)
}
