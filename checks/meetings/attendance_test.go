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
	return snapshot.EndedMeeting{ID: fmt.Sprint("I", days), Host: host, PersonID: "P1", Site: site, Start: now.AddDate(0, 0, -days),
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
	timeless := held(5, patient)
	timeless.Start = time.Time{}

	tests := map[string]struct {
		ended  []snapshot.EndedMeeting
		params check.Params
		want   finding.Status
	}{
		"nothing held":                     {nil, nil, finding.NotApplicable},
		"the host alone":                   {[]snapshot.EndedMeeting{held(5)}, nil, finding.Pass},
		"the patient":                      {[]snapshot.EndedMeeting{held(5, patient)}, nil, finding.Pass},
		"a single outsider is the patient": {[]snapshot.EndedMeeting{held(5, stranger)}, nil, finding.Warn},
		"the same as a guest":              {[]snapshot.EndedMeeting{held(5, guest)}, nil, finding.Warn},
		"a stranger beside the patient":    {[]snapshot.EndedMeeting{held(5, patient, stranger)}, nil, finding.Fail},
		"a guest beside the patient":       {[]snapshot.EndedMeeting{held(5, patient, guest)}, nil, finding.Fail},
		"a guest while the patient waits":  {[]snapshot.EndedMeeting{held(5, late, guest)}, nil, finding.Fail},
		"two guests":                       {[]snapshot.EndedMeeting{held(5, guest, stranger)}, nil, finding.Fail},
		"waited in the lobby":              {[]snapshot.EndedMeeting{held(5, patient, waiting)}, nil, finding.Pass},
		"a colleague":                      {[]snapshot.EndedMeeting{held(5, patient, colleague)}, nil, finding.Warn},
		"a caller":                         {[]snapshot.EndedMeeting{held(5, patient, caller)}, nil, finding.Warn},
		"a caller, accepted":               {[]snapshot.EndedMeeting{held(5, patient, caller)}, check.Params{"phone_join_is": "pass"}, finding.Pass},
		"a caller, refused":                {[]snapshot.EndedMeeting{held(5, patient, caller)}, check.Params{"phone_join_is": "fail"}, finding.Fail},
		"misspelt answer":                  {[]snapshot.EndedMeeting{held(5, patient)}, check.Params{"phone_join_is": "maybe"}, finding.Unknown},
		"invitation unknown":               {[]snapshot.EndedMeeting{held(5, patient, flagless)}, nil, finding.Unknown},
		"joined unknown":                   {[]snapshot.EndedMeeting{held(5, patient, stateless)}, nil, finding.Unknown},
		"refused":                          {[]snapshot.EndedMeeting{refused}, nil, finding.Unknown},
		"a hit in a half list":             {[]snapshot.EndedMeeting{half}, nil, finding.Fail},
		"start unknown":                    {[]snapshot.EndedMeeting{timeless}, nil, finding.Unknown},
		"the 30th day counts":              {[]snapshot.EndedMeeting{held(30, guest, guest)}, nil, finding.Fail},
		"the 31st does not":                {[]snapshot.EndedMeeting{held(31, guest, guest)}, nil, finding.NotApplicable},
		"look-back of the policy":          {[]snapshot.EndedMeeting{held(8, guest, guest)}, check.Params{"lookback_days": 7}, finding.NotApplicable},
		"beyond what is sampled":           {[]snapshot.EndedMeeting{held(5, patient)}, check.Params{"lookback_days": 31}, finding.Unknown},
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
	a, b := person(snapshot.Outsider, snapshot.No), person(snapshot.Outsider, snapshot.No)
	b.Domain, b.Key = "post.example", "k2"
	s := &snapshot.Snapshot{EndedMeetings: section(api, held(5, a, a, b))}
	o := evaluate(t, meetings.UninvitedParticipants, s, nil)
	require.Equal(t, "a meeting of dr.lopez@clinic.example on clinic.webex.com let in 3 outsiders from 2 domains who were not invited", o.Message)
}
