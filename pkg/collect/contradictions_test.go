package collect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestContradictions(t *testing.T) {
	t.Parallel()
	lately, today := wardNow.Add(-10*days), wardNow.Add(-time.Hour)
	empty := func(r *run) {
		r.s.Recordings.Items, r.s.DeletedRecordings.Items = []snapshot.Recording{}, []snapshot.Recording{}
		r.s.EndedMeetings.Items = []snapshot.EndedMeeting{}
		r.s.Usage.Items, r.s.Usage.Source.Since = []snapshot.UsageRow{}, wardNow.Add(-lookBack)
		r.s.Meetings.Items = []snapshot.HostMeetings{{Meetings: []snapshot.Meeting{}}, {Meetings: []snapshot.Meeting{}}}
	}
	took := func(r *run, m snapshot.EndedMeeting) { r.s.EndedMeetings.Items = append(r.s.EndedMeetings.Items, m) }
	used := func(r *run, rows ...snapshot.UsageRow) { r.s.Usage.Items = append(r.s.Usage.Items, rows...) }
	coming := func(r *run, people ...snapshot.Party) *snapshot.Invitees {
		in := &snapshot.Invitees{People: append([]snapshot.Party{}, people...)}
		r.s.Meetings.Items[0].Meetings = append(r.s.Meetings.Items[0].Meetings, snapshot.Meeting{ID: "M", Invitees: in})
		return in
	}
	guest := &snapshot.Participants{People: []snapshot.Participant{{Invited: snapshot.Yes, Host: snapshot.No}}}
	for name, tt := range map[string]struct {
		change func(*run)
		want   []snapshot.Name
	}{
		"nothing anywhere":       {func(*run) {}, nil},
		"a meeting was recorded": {func(r *run) { took(r, snapshot.EndedMeeting{HasRecording: snapshot.Yes}) }, []snapshot.Name{snapshot.RecordingsName, snapshot.DeletedRecordingsName}},
		"perhaps recorded":       {func(r *run) { took(r, snapshot.EndedMeeting{}) }, nil},
		"recorded and in the bin": {func(r *run) {
			took(r, snapshot.EndedMeeting{HasRecording: snapshot.Yes})
			r.s.DeletedRecordings.Items = make([]snapshot.Recording, 1)
		}, nil},
		"a meeting without a report": {func(r *run) { took(r, snapshot.EndedMeeting{Site: siteA, Start: lately}) }, []snapshot.Name{snapshot.UsageName}},
		"a report of another site": {func(r *run) {
			took(r, snapshot.EndedMeeting{Site: siteA, Start: lately})
			used(r, snapshot.UsageRow{Site: siteB})
		}, []snapshot.Name{snapshot.UsageName}},
		"a report of the site": {func(r *run) {
			took(r, snapshot.EndedMeeting{Site: siteA, Start: lately})
			used(r, snapshot.UsageRow{Site: siteA})
		}, nil},
		"a meeting of today":        {func(r *run) { took(r, snapshot.EndedMeeting{Site: siteA, Start: today}) }, nil},
		"a report without meetings": {func(r *run) { used(r, snapshot.UsageRow{Site: siteA}) }, []snapshot.Name{snapshot.EndedMeetingsName}},
		"several hosts met": {func(r *run) {
			took(r, snapshot.EndedMeeting{})
			used(r, snapshot.UsageRow{Host: "a", Start: lately}, snapshot.UsageRow{Host: "b", Start: lately})
		}, []snapshot.Name{snapshot.MeetingsName}},
		"several met long ago": {func(r *run) {
			took(r, snapshot.EndedMeeting{})
			used(r, snapshot.UsageRow{Host: "a"}, snapshot.UsageRow{Host: "b"})
		}, nil},
		"met in their Personal Rooms": {func(r *run) {
			took(r, snapshot.EndedMeeting{})
			r.s.PersonalRooms.Items = []snapshot.PersonalRoom{{NumberKey: "n"}}
			used(r, snapshot.UsageRow{Host: "a", Start: lately, NumberKey: "n"}, snapshot.UsageRow{Host: "b", Start: lately})
		}, nil},
		"several met, and one will": {func(r *run) {
			took(r, snapshot.EndedMeeting{})
			coming(r)
			used(r, snapshot.UsageRow{Host: "a", Start: lately}, snapshot.UsageRow{Host: "b", Start: lately})
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			empty(r)
			tt.change(r)
			r.contradict()
			var got []snapshot.Name
			for _, section := range snapshot.Names() {
				if part := r.s.Part(section); part.Missing() != nil && part.Missing().Reason == snapshot.Forbidden {
					got = append(got, section)
				}
			}
			require.ElementsMatch(t, tt.want, got)
		})
	}

	for name, tt := range map[string]struct {
		ended   *snapshot.Participants
		invited []snapshot.Party
		want    snapshot.Reason
	}{
		"nobody was invited":      {nil, nil, ""},
		"somebody was":            {guest, nil, snapshot.Forbidden},
		"somebody was, and is":    {guest, make([]snapshot.Party, 1), ""},
		"only the host was there": {&snapshot.Participants{People: []snapshot.Participant{{Invited: snapshot.Yes, Host: snapshot.Yes}}}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			empty(r)
			took(r, snapshot.EndedMeeting{Participants: tt.ended})
			in, other := coming(r), coming(r, tt.invited...)
			r.contradict()
			require.Equal(t, tt.want, reason(in.Gap))
			require.Equal(t, tt.want, reason(other.Gap))
		})
	}
}
