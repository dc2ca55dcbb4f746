package meetings_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/meetings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// person was let into a meeting, with everything known.
func person(kind string, invited snapshot.Tri) snapshot.Participant {
	p := snapshot.Participant{Party: snapshot.Party{Kind: kind}, Host: snapshot.No, Invited: invited, Joined: snapshot.Yes, Phone: snapshot.No}
	if kind == snapshot.Outsider {
		p.Domain, p.Key = "mail.example", "k1"
	}
	return p
}

func held(days int, people ...snapshot.Participant) snapshot.EndedMeeting {
	host1 := snapshot.Participant{Party: snapshot.Party{Kind: snapshot.Staff, Email: host}, Host: snapshot.Yes}
	return snapshot.EndedMeeting{ID: fmt.Sprint("I", days), ScheduledType: "meeting", Host: host, PersonID: "P1", Site: site, Start: now.AddDate(0, 0, -days),
		Participants: &snapshot.Participants{People: append([]snapshot.Participant{host1}, people...)}}
}

func TestUninvitedParticipants(t *testing.T) {
	t.Parallel()
	const yes, no = snapshot.Yes, snapshot.No
	patient, stranger := person(snapshot.Outsider, yes), person(snapshot.Outsider, no)
	guest, colleague := person(snapshot.Anonymous, no), person(snapshot.Staff, no)
	caller, waiting := person(snapshot.Anonymous, no), person(snapshot.Anonymous, no)
	caller.Phone, waiting.Joined = yes, no
	flagless, stateless := person(snapshot.Outsider, snapshot.Unknown), stranger
	stateless.Joined = snapshot.Unknown
	late := patient
	late.Joined = no
	refused := held(5)
	refused.Participants = &snapshot.Participants{Gap: broken}
	half := held(5, patient, stranger)
	half.Participants.Gap = broken
	rejoined, other := guest, guest
	rejoined.NameKey, other.NameKey = "n1", "n2"
	unsure := patient
	unsure.Joined = snapshot.Unknown
	event := held(5, patient, stranger)
	event.ScheduledType = "webinar"
	unread := held(5, patient, stranger)
	unread.ScheduledType, unread.Participants = "webinar", nil
	typeless := held(5, patient)
	typeless.ScheduledType = ""
	typelessOutside := typeless
	typelessOutside.Participants = nil
	timeless := held(5, patient)
	timeless.Start = time.Time{}

	promoted, outside := stranger, stranger
	promoted.Host, outside.Host = yes, yes
	outside.Key, outside.Domain = "k2", "clinic-at.example"
	locum := held(5, patient, outside)
	locum.Host = "locum@clinic-at.example"
	hostless := held(5, patient, promoted)
	hostless.Host = ""
	tests := map[string]struct {
		ended  []snapshot.EndedMeeting
		params check.Params
		want   finding.Status
	}{
		"a stranger who was made host":      {[]snapshot.EndedMeeting{held(5, patient, promoted)}, nil, finding.Fail},
		"the patient was made host":         {[]snapshot.EndedMeeting{held(5, func() snapshot.Participant { p := patient; p.Host = yes; return p }())}, nil, finding.Pass},
		"a host with an address elsewhere":  {[]snapshot.EndedMeeting{locum}, nil, finding.Pass},
		"an outsider hosts, and who was to": {[]snapshot.EndedMeeting{hostless}, nil, finding.Unknown},
		"nothing held":                      {nil, nil, finding.NotApplicable},
		"the host alone":                    {[]snapshot.EndedMeeting{held(5)}, nil, finding.Pass},
		"the patient":                       {[]snapshot.EndedMeeting{held(5, patient)}, nil, finding.Pass},
		"a single outsider is the patient":  {[]snapshot.EndedMeeting{held(5, stranger)}, nil, finding.Warn},
		"the same as a guest":               {[]snapshot.EndedMeeting{held(5, guest)}, nil, finding.Warn},
		"a stranger beside the patient":     {[]snapshot.EndedMeeting{held(5, patient, stranger)}, nil, finding.Fail},
		"a guest beside the patient":        {[]snapshot.EndedMeeting{held(5, patient, guest)}, nil, finding.Fail},
		"a guest while the patient waits":   {[]snapshot.EndedMeeting{held(5, late, guest)}, nil, finding.Warn},
		"did the patient come?":             {[]snapshot.EndedMeeting{held(5, unsure, guest)}, nil, finding.Unknown},
		"no matter whether they came":       {[]snapshot.EndedMeeting{held(5, unsure)}, nil, finding.Pass},
		"two guests":                        {[]snapshot.EndedMeeting{held(5, guest, stranger)}, nil, finding.Warn},
		"a guest comes back":                {[]snapshot.EndedMeeting{held(5, rejoined, rejoined)}, nil, finding.Warn},
		"two names":                         {[]snapshot.EndedMeeting{held(5, rejoined, other)}, nil, finding.Warn},
		"a webinar":                         {[]snapshot.EndedMeeting{event}, nil, finding.NotApplicable},
		"a webinar outside the sample":      {[]snapshot.EndedMeeting{unread}, nil, finding.NotApplicable},
		"type unknown, outside the sample":  {[]snapshot.EndedMeeting{typelessOutside}, nil, finding.Unknown},
		"type unknown":                      {[]snapshot.EndedMeeting{typeless}, nil, finding.Unknown},
		"waited in the lobby":               {[]snapshot.EndedMeeting{held(5, patient, waiting)}, nil, finding.Pass},
		"a colleague":                       {[]snapshot.EndedMeeting{held(5, patient, colleague)}, nil, finding.Warn},
		"a caller":                          {[]snapshot.EndedMeeting{held(5, patient, caller)}, nil, finding.Warn},
		"a caller, accepted":                {[]snapshot.EndedMeeting{held(5, patient, caller)}, check.Params{"phone_join_is": "pass"}, finding.Pass},
		"a caller, refused":                 {[]snapshot.EndedMeeting{held(5, patient, caller)}, check.Params{"phone_join_is": "fail"}, finding.Fail},
		"misspelt answer":                   {[]snapshot.EndedMeeting{held(5, patient)}, check.Params{"phone_join_is": "maybe"}, finding.Unknown},
		"invitation unknown":                {[]snapshot.EndedMeeting{held(5, patient, flagless)}, nil, finding.Unknown},
		"joined unknown":                    {[]snapshot.EndedMeeting{held(5, patient, stateless)}, nil, finding.Unknown},
		"refused":                           {[]snapshot.EndedMeeting{refused}, nil, finding.Unknown},
		"a hit in a half list":              {[]snapshot.EndedMeeting{half}, nil, finding.Fail},
		"start unknown":                     {[]snapshot.EndedMeeting{timeless}, nil, finding.Unknown},
		"the 30th day counts":               {[]snapshot.EndedMeeting{held(30, patient, guest)}, nil, finding.Fail},
		"the 31st does not":                 {[]snapshot.EndedMeeting{held(31, patient, guest)}, nil, finding.NotApplicable},
		"look-back of the policy":           {[]snapshot.EndedMeeting{held(8, patient, guest)}, check.Params{"lookback_days": 7}, finding.NotApplicable},
		"beyond what is sampled":            {[]snapshot.EndedMeeting{held(5, patient)}, check.Params{"lookback_days": 31}, finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{EndedMeetings: section(api, tt.ended...)}
			o := evaluate(t, meetings.UninvitedParticipants, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// TestSample: what was left out on purpose caps a pass at a warning that says
// how much was read; less than the policy asks for is unknown.
func TestSample(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		held, read, asked int
		want              finding.Status
	}{
		"everything":             {25, 25, 20, finding.Pass},
		"the sample":             {25, 20, 20, finding.Warn},
		"one short":              {25, 19, 20, finding.Unknown},
		"few meetings, all read": {3, 3, 20, finding.Pass},
		"few meetings, one not":  {3, 2, 20, finding.Unknown},
		"smaller sample asked":   {25, 20, 10, finding.Warn},
		"larger sample asked":    {25, 20, 21, finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var ended []snapshot.EndedMeeting
			for i := range tt.held {
				m := held(1+i, person(snapshot.Outsider, snapshot.Yes))
				if i >= tt.read {
					m.Participants = nil
				}
				ended = append(ended, m)
			}
			o := evaluate(t, meetings.UninvitedParticipants, &snapshot.Snapshot{EndedMeetings: section(api, ended...)}, check.Params{"sample_per_host": tt.asked})
			require.Equal(t, tt.want, o.Status, o.Message)
			if tt.want == finding.Warn {
				require.Contains(t, o.Message, "20 of 25 ended meetings (80 %)")
			}
		})
	}
}

func TestOutsidersAreCountedNotNamed(t *testing.T) {
	t.Parallel()
	patient, a, b := person(snapshot.Outsider, snapshot.Yes), person(snapshot.Outsider, snapshot.No), person(snapshot.Outsider, snapshot.No)
	patient.Key = "k0"
	b.Domain, b.Key = "post.example", "k2"
	named, unnamed := person(snapshot.Anonymous, snapshot.No), person(snapshot.Anonymous, snapshot.No)
	named.NameKey = "n1"
	tests := map[string]struct {
		people []snapshot.Participant
		want   string
	}{
		"two addresses, one of them twice": {[]snapshot.Participant{patient, a, a, b}, "let in 2 outsiders from 2 domains who were not invited, beside 1 invited outsider"},
		"a name, twice":                    {[]snapshot.Participant{patient, patient, named, named}, "let in 1 outsider who was not invited, beside 1 invited outsider"},
		"nameless guests":                  {[]snapshot.Participant{unnamed, unnamed}, "let in 2 outsiders who were not invited, and no invited outsider came: the patient may be one of them, under another address"},
		"one name, no patient":             {[]snapshot.Participant{named, named}, "had one guest who was not invited and was the only outsider: likely the patient, under another address"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{EndedMeetings: section(api, held(5, tt.people...))}
			o := evaluate(t, meetings.UninvitedParticipants, s, nil)
			require.Equal(t, "a meeting of dr.lopez@clinic.example on clinic.webex.com "+tt.want, o.Message)
		})
	}
}

// TestAttendanceEvidence: the values lead back to the request that gave them.
func TestAttendanceEvidence(t *testing.T) {
	t.Parallel()
	m := held(5, person(snapshot.Outsider, snapshot.Yes), person(snapshot.Anonymous, snapshot.No))
	m.Participants.Source = snapshot.Source{Path: "GET /v1/meetingParticipants", Rank: snapshot.RankAPI}
	in := &check.Input{Snapshot: &snapshot.Snapshot{EndedMeetings: section(api, m)}, Now: now, Params: check.Defaults(meetings.UninvitedParticipants.Params)}
	f := meetings.UninvitedParticipants.Run(in)[0]
	got := map[string]any{}
	for _, e := range f.Evidence {
		require.Equal(t, "GET /v1/meetingParticipants", e.Source)
		got[e.Field] = e.Value
	}
	require.Equal(t, map[string]any{"invitee": false, "email (outsiders not invited)": 1, "email (invited outsiders)": 1}, got)
}
