package links_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/links"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

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
