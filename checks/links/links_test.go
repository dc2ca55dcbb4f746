package links_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/links"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var (
	api    = snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI}
	broken = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused (403)"}
)

// evaluate runs a check and makes sure that no outsider is named.
func evaluate(t *testing.T, c check.Check, s *snapshot.Snapshot, params check.Params) check.Outcome {
	t.Helper()
	p := check.Defaults(c.Params)
	for name, v := range params {
		p[name] = v
	}
	o := engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Today: today, Params: p})
	for _, f := range o.Findings {
		require.NotContains(t, f.Message, "mail0.example")
		require.NotContains(t, strings.ToLower(f.Message), "compliant")
		require.NotContains(t, f.Message, "the check broke")
		for _, e := range f.Evidence {
			require.Equal(t, "GET /v1/x", e.Source)
		}
	}
	return o
}

// session is an ended meeting of series S, as many days ago as there are in
// back, with these people beside the host.
func session(back int, people ...snapshot.Participant) snapshot.EndedMeeting {
	hosting := snapshot.Participant{Party: staffed(host), Host: snapshot.Yes}
	return snapshot.EndedMeeting{
		ID: fmt.Sprint("I", back), SeriesID: "S", ScheduledType: "meeting", Host: host, Site: site, InSpace: snapshot.No,
		Start:        now.AddDate(0, 0, -back),
		Participants: &snapshot.Participants{People: append([]snapshot.Participant{hosting}, people...)},
	}
}

func came(p snapshot.Party) snapshot.Participant {
	return snapshot.Participant{Party: p, Host: snapshot.No, Joined: snapshot.Yes, Phone: snapshot.No}
}

func guest(name string) snapshot.Participant {
	p := came(snapshot.Party{Kind: snapshot.Anonymous})
	p.NameKey = name
	return p
}

// namesake has a name that many have.
func namesake() snapshot.Participant {
	p := came(snapshot.Party{Kind: snapshot.Anonymous})
	p.CommonName = true
	return p
}

func caller() snapshot.Participant {
	p := came(snapshot.Party{Kind: snapshot.Anonymous})
	p.Phone = snapshot.Yes
	return p
}

// promoted is somebody to whom the host passed the role on.
func promoted(p snapshot.Participant) snapshot.Participant {
	p.Host = snapshot.Yes
	return p
}

func waited(p snapshot.Participant) snapshot.Participant {
	p.Joined = snapshot.No
	return p
}

func with(m snapshot.EndedMeeting, change func(*snapshot.EndedMeeting)) snapshot.EndedMeeting {
	change(&m)
	return m
}

func TestSharedAcrossPatients(t *testing.T) {
	t.Parallel()
	a, b, c := came(outsider(1)), came(outsider(2)), came(outsider(3))
	four := []snapshot.Participant{came(outsider(4)), came(outsider(5)), came(outsider(6)), came(outsider(7))}
	other := func(series string) func(*snapshot.EndedMeeting) {
		return func(m *snapshot.EndedMeeting) { m.SeriesID = series }
	}
	series := func(inv *snapshot.Invitees) []snapshot.HostMeetings {
		return []snapshot.HostMeetings{{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{
			{ID: "S", Type: "meetingSeries", Recurrence: snapshot.Recurrence{Kind: "endless"}, Invitees: inv}}}}
	}
	two := &snapshot.Invitees{People: []snapshot.Party{outsider(1), outsider(2)}}
	tests := map[string]struct {
		ended  []snapshot.EndedMeeting
		usage  []snapshot.UsageRow
		series []snapshot.HostMeetings
		params check.Params
		want   finding.Status
	}{
		"no meetings":                           {want: finding.NotApplicable},
		"one session":                           {ended: []snapshot.EndedMeeting{session(5, a, b)}, want: finding.Pass},
		"same patient":                          {ended: []snapshot.EndedMeeting{session(5, a), session(6, a)}, want: finding.Pass},
		"patient and spouse":                    {ended: []snapshot.EndedMeeting{session(5, a, b), session(6, a)}, want: finding.Pass},
		"two patients":                          {ended: []snapshot.EndedMeeting{session(5, a), session(6, b)}, want: finding.Fail},
		"second one only waited":                {ended: []snapshot.EndedMeeting{session(5, a), session(6, waited(b))}, want: finding.Pass},
		"two patients, both made host":          {ended: []snapshot.EndedMeeting{session(5, promoted(a)), session(6, promoted(b))}, want: finding.Fail},
		"outsiders host, and who was to":        {ended: []snapshot.EndedMeeting{with(session(5, promoted(a)), func(m *snapshot.EndedMeeting) { m.Host = "" }), session(6, b)}, want: finding.Unknown},
		"name on one side":                      {ended: []snapshot.EndedMeeting{session(5, a), session(6, guest("n"))}, want: finding.Warn},
		"names on both sides":                   {ended: []snapshot.EndedMeeting{session(5, guest("m")), session(6, guest("n"))}, want: finding.Warn},
		"same name":                             {ended: []snapshot.EndedMeeting{session(5, guest("n")), session(6, guest("n"))}, want: finding.Pass},
		"two called Guest":                      {ended: []snapshot.EndedMeeting{session(5, namesake()), session(6, namesake())}, want: finding.Warn},
		"a mother and somebody called Guest":    {ended: []snapshot.EndedMeeting{session(5, a, namesake()), session(6, a)}, want: finding.Pass},
		"the line of each dropped thrice":       {ended: []snapshot.EndedMeeting{session(5, caller(), caller(), caller(), caller()), session(6, caller(), caller(), caller(), caller())}, want: finding.Warn},
		"each iPhone dropped thrice":            {ended: []snapshot.EndedMeeting{session(5, namesake(), namesake(), namesake(), namesake()), session(6, namesake(), namesake(), namesake(), namesake())}, want: finding.Warn},
		"a call that dropped hides no invitee":  {ended: []snapshot.EndedMeeting{session(5, caller(), caller())}, series: series(two), want: finding.Warn},
		"telephone one week":                    {ended: []snapshot.EndedMeeting{session(5, a), session(6, caller())}, want: finding.Warn},
		"address and an unknown guest":          {ended: []snapshot.EndedMeeting{session(5, a), session(6, b, guest("n"))}, want: finding.Warn},
		"staff only":                            {ended: []snapshot.EndedMeeting{session(5), session(6)}, want: finding.NotApplicable},
		"staff session between":                 {ended: []snapshot.EndedMeeting{session(5, a), session(6), session(7, a)}, want: finding.Pass},
		"interpreter does not join patients":    {ended: []snapshot.EndedMeeting{session(5, a, b), session(6, c, b)}, params: check.Params{"partner_domains": []string{"mail0.example"}}, want: finding.Fail},
		"one interpreter, three patients":       {ended: []snapshot.EndedMeeting{session(5, a, b), session(6, c, b), session(7, four[0], b)}, want: finding.Warn},
		"the same four every time":              {ended: []snapshot.EndedMeeting{session(5, four...), session(6, four...)}, params: check.Params{"group_visit_min_external": 5}, want: finding.Pass},
		"a family takes turns":                  {ended: []snapshot.EndedMeeting{session(5, a, b), session(6, b, c), session(7, a, c)}, want: finding.Pass},
		"too many for a family":                 {ended: []snapshot.EndedMeeting{session(5, a, b), session(6, b, c), session(7, a, c)}, params: check.Params{"group_visit_min_external": 3}, want: finding.Warn},
		"partners only":                         {ended: []snapshot.EndedMeeting{session(5, a), session(6, c)}, params: check.Params{"partner_domains": []string{"mail1.example"}}, want: finding.NotApplicable},
		"group visit":                           {ended: []snapshot.EndedMeeting{session(5, four...), session(6, append([]snapshot.Participant{a}, four[:3]...)...)}, want: finding.NotApplicable},
		"one small session is no group":         {ended: []snapshot.EndedMeeting{session(5, four...), session(6, a, b, c)}, want: finding.Fail},
		"group limit":                           {ended: []snapshot.EndedMeeting{session(5, a, b, c), session(6, four[:3]...)}, params: check.Params{"group_visit_min_external": 3}, want: finding.NotApplicable},
		"webinar":                               {ended: []snapshot.EndedMeeting{with(session(5, a), func(m *snapshot.EndedMeeting) { m.ScheduledType = "webinar" }), with(session(6, b), func(m *snapshot.EndedMeeting) { m.ScheduledType = "webinar" })}, want: finding.NotApplicable},
		"webinar and meetings":                  {ended: []snapshot.EndedMeeting{with(session(4), func(m *snapshot.EndedMeeting) { m.ScheduledType = "webinar" }), session(5, a), session(6, b)}, want: finding.Fail},
		"webinar and nobody knows what":         {ended: []snapshot.EndedMeeting{with(session(4), func(m *snapshot.EndedMeeting) { m.ScheduledType = "webinar" }), with(session(6, b), func(m *snapshot.EndedMeeting) { m.ScheduledType = "" })}, want: finding.Unknown},
		"groups of one":                         {ended: []snapshot.EndedMeeting{session(5, a), session(6, b)}, params: check.Params{"group_visit_min_external": 1}, want: finding.Unknown},
		"groups of nobody":                      {ended: []snapshot.EndedMeeting{session(5), session(6, b)}, params: check.Params{"group_visit_min_external": 0}, want: finding.Unknown},
		"fewer pairs than asked":                {ended: []snapshot.EndedMeeting{session(5, a), session(6, b)}, params: check.Params{"min_disjoint_pairs": 2}, want: finding.Warn},
		"pairs as asked":                        {ended: []snapshot.EndedMeeting{session(5, a), session(6, b), session(7, a)}, params: check.Params{"min_disjoint_pairs": 2}, want: finding.Fail},
		"space with outsiders":                  {ended: []snapshot.EndedMeeting{with(session(5, a), func(m *snapshot.EndedMeeting) { m.InSpace = snapshot.Yes })}, want: finding.Warn},
		"space of staff":                        {ended: []snapshot.EndedMeeting{with(session(5), func(m *snapshot.EndedMeeting) { m.InSpace = snapshot.Yes })}, want: finding.Pass},
		"two invited, one seen":                 {ended: []snapshot.EndedMeeting{session(5, a)}, series: series(two), want: finding.Warn},
		"two invited, seen together":            {ended: []snapshot.EndedMeeting{session(5, a, b)}, series: series(two), want: finding.Pass},
		"invitees refused":                      {ended: []snapshot.EndedMeeting{session(5, a)}, series: series(&snapshot.Invitees{Gap: broken}), want: finding.Unknown},
		"two series, one number":                {ended: []snapshot.EndedMeeting{with(session(5, a), other("S1")), with(session(6, b), other("S2"))}, usage: []snapshot.UsageRow{{MeetingID: "I5", Site: site, NumberKey: "n"}, {MeetingID: "I6", Site: site, NumberKey: "n"}}, want: finding.Fail},
		"one number on two sites":               {ended: []snapshot.EndedMeeting{with(session(5, a), other("S1")), with(session(6, b), other("S2"))}, usage: []snapshot.UsageRow{{MeetingID: "I5", Site: site, NumberKey: "n"}, {MeetingID: "I6", Site: "rehab.webex.com", NumberKey: "n"}}, want: finding.Pass},
		"two series, two numbers":               {ended: []snapshot.EndedMeeting{with(session(5, a), other("S1")), with(session(6, b), other("S2"))}, usage: []snapshot.UsageRow{{MeetingID: "I5", Site: site, NumberKey: "n"}, {MeetingID: "I6", Site: site, NumberKey: "m"}}, want: finding.Pass},
		"number not reported":                   {ended: []snapshot.EndedMeeting{with(session(5, a), other("S1")), with(session(6, b), other("S2"))}, usage: []snapshot.UsageRow{{MeetingID: "I5"}, {MeetingID: "I6", Site: site, NumberKey: "n"}}, want: finding.Unknown},
		"refused participants":                  {ended: []snapshot.EndedMeeting{session(5, a), with(session(6), func(m *snapshot.EndedMeeting) { m.Participants = &snapshot.Participants{Gap: broken} })}, want: finding.Unknown},
		"a hit is a hit":                        {ended: []snapshot.EndedMeeting{session(5, a), session(6, b), with(session(7), func(m *snapshot.EndedMeeting) { m.Participants = &snapshot.Participants{Gap: broken} })}, want: finding.Fail},
		"the 90th day counts":                   {ended: []snapshot.EndedMeeting{session(5, a), session(90, b)}, want: finding.Fail},
		"the 91st does not":                     {ended: []snapshot.EndedMeeting{session(5, a), session(91, b)}, want: finding.Pass},
		"look-back beyond what is collected":    {ended: []snapshot.EndedMeeting{session(5, a)}, params: check.Params{"lookback_days": 91}, want: finding.Unknown},
		"address of a possible partner missing": {ended: []snapshot.EndedMeeting{session(5, a), session(6, came(snapshot.Party{Kind: snapshot.Outsider, Key: "k1"}))}, params: check.Params{"partner_domains": []string{"lab.example"}}, want: finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{EndedMeetings: section(api, tt.ended...), Usage: section(api, tt.usage...), Meetings: section(api, tt.series...)}
			o := evaluate(t, links.SharedAcrossPatients, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// TestSharedSays: the message claims no more than was compared.
func TestSharedSays(t *testing.T) {
	t.Parallel()
	a, b, c, d := came(outsider(1)), came(outsider(2)), came(outsider(3)), came(outsider(4))
	tests := map[string]struct {
		ended []snapshot.EndedMeeting
		want  string
		not   string
	}{
		"same":                   {[]snapshot.EndedMeeting{session(5, a, b), session(6, b, a)}, "with the same outsiders", "in common"},
		"family":                 {[]snapshot.EndedMeeting{session(5, a, b), session(6, b)}, "any two of which have an outsider in common (2 outsiders", "same outsiders"},
		"a mother and an iPhone": {[]snapshot.EndedMeeting{session(5, a, namesake()), session(6, a, namesake()), session(7, a, namesake())}, "1 outsider came to every one, and up to 3 others differ", "and 3 others"},
		"interpreter":            {[]snapshot.EndedMeeting{session(5, a, b), session(6, c, b), session(7, d, b)}, "1 outsider came to every one, and 3 others differ", "same outsiders"},
		"callers":                {[]snapshot.EndedMeeting{session(5, a, caller()), session(6, a, caller())}, "any two of which have an outsider in common (3 outsiders", "same outsiders"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{EndedMeetings: section(api, tt.ended...), Usage: section[snapshot.UsageRow](api), Meetings: section[snapshot.HostMeetings](api)}
			o := evaluate(t, links.SharedAcrossPatients, s, nil)
			require.Contains(t, o.Message, tt.want)
			require.NotContains(t, o.Message, tt.not)
		})
	}
}

// TestSharedSample: of a series that met often, only some sessions are sampled
// on purpose. That caps a pass at a warning; fewer than meant is unknown.
func TestSharedSample(t *testing.T) {
	t.Parallel()
	for asked, want := range map[int]finding.Status{10: finding.Pass, 9: finding.Warn, check.SeriesSample: finding.Warn, check.SeriesSample - 1: finding.Unknown} {
		var ended []snapshot.EndedMeeting
		for i := range 10 {
			m := session(i+1, came(outsider(1)))
			if i >= asked {
				m.Participants = nil
			}
			ended = append(ended, m)
		}
		s := &snapshot.Snapshot{EndedMeetings: section(api, ended...), Usage: section[snapshot.UsageRow](api), Meetings: section[snapshot.HostMeetings](api)}
		o := evaluate(t, links.SharedAcrossPatients, s, nil)
		require.Equal(t, want, o.Status, "%d asked: %s", asked, o.Message)
		if want == finding.Warn {
			require.Contains(t, o.Message, fmt.Sprintf("%d of 10 meetings", asked))
		}
	}
}

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

func TestLongLivedSeries(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	endless := snapshot.Recurrence{Kind: "endless"}
	finite := func(n, days int) snapshot.Recurrence {
		return snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(n), Last: start.AddDate(0, 0, days)}
	}
	people := func(p ...snapshot.Party) *snapshot.Invitees { return &snapshot.Invitees{People: p} }
	tests := map[string]struct {
		rec  snapshot.Recurrence
		inv  *snapshot.Invitees
		want finding.Status
	}{
		"single meeting":            {snapshot.Recurrence{Kind: "none"}, nil, finding.NotApplicable},
		"within the limits":         {finite(26, 90), people(outsider(1), outsider(2)), finding.Pass},
		"one time too many":         {finite(27, 90), people(outsider(1)), finding.Warn},
		"one day too long":          {finite(26, 91), people(outsider(1), outsider(2)), finding.Warn},
		"too long, staff only":      {finite(52, 365), people(staffed(nurse)), finding.NotApplicable},
		"endless, two outsiders":    {endless, people(outsider(1), outsider(2)), finding.Fail},
		"endless, one twice":        {endless, people(outsider(1), outsider(1)), finding.Warn},
		"endless, one outsider":     {endless, people(outsider(1), staffed(nurse)), finding.Warn},
		"endless, staff only":       {endless, people(staffed(nurse)), finding.NotApplicable},
		"endless, refused":          {endless, &snapshot.Invitees{Gap: broken}, finding.Unknown},
		"endless, not asked for":    {endless, nil, finding.Unknown},
		"endless, hits in a part":   {endless, &snapshot.Invitees{Gap: broken, People: []snapshot.Party{outsider(1), outsider(2)}}, finding.Fail},
		"rule not understood":       {snapshot.Recurrence{Kind: "unparsable"}, people(outsider(1)), finding.Unknown},
		"rule absent":               {snapshot.Recurrence{}, people(outsider(1)), finding.Unknown},
		"end not known":             {snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(3)}, people(), finding.Unknown},
		"number of times not known": {snapshot.Recurrence{Kind: "finite", Last: start}, people(), finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{
				Hosts: section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
				Meetings: section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{
					{ID: "S", Type: "meetingSeries", Start: start, Recurrence: tt.rec, Invitees: tt.inv}}}),
			}
			o := evaluate(t, links.LongLivedSeries, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestSectionsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range links.All() {
		o := engine.Evaluate(c, &check.Input{Snapshot: new(snapshot.Snapshot), Now: now, Params: check.Defaults(c.Params)})
		require.Equal(t, finding.Unknown, o.Status, c.ID)
	}
}
