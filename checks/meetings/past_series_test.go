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

// over is a series that was used and has no coming meeting.
func over(id, lobby string) snapshot.PastSeries {
	return snapshot.PastSeries{SeriesID: id, Host: host, PersonID: "P1",
		Meeting: &snapshot.Meeting{ID: id, Type: "meetingSeries", ScheduledType: "meeting", Site: site, UnlockedJoin: lobby}}
}

// TestPastSeries: the lobby of meetings that are over is that of their series.
func TestPastSeries(t *testing.T) {
	t.Parallel()
	used := func(days int, series string) snapshot.EndedMeeting {
		m := held(days)
		m.ID, m.SeriesID = fmt.Sprint(series, days), series
		return m
	}
	refused, room, timeless := over("S1", ""), over("S1", ""), used(5, "S1")
	refused.Meeting, refused.Gap = nil, broken
	room.Meeting.ScheduledType = "personalRoomMeeting"
	timeless.Start = time.Time{}
	tests := map[string]struct {
		ended  []snapshot.EndedMeeting
		past   []snapshot.PastSeries
		params check.Params
		want   finding.Status
	}{
		"lobby":                        {[]snapshot.EndedMeeting{used(5, "S1")}, []snapshot.PastSeries{over("S1", "allowJoinWithLobby")}, nil, finding.Pass},
		"straight in":                  {[]snapshot.EndedMeeting{used(5, "S1")}, []snapshot.PastSeries{over("S1", "allowJoin")}, nil, finding.Fail},
		"field absent":                 {[]snapshot.EndedMeeting{used(5, "S1")}, []snapshot.PastSeries{over("S1", "")}, nil, finding.Unknown},
		"refused":                      {[]snapshot.EndedMeeting{used(5, "S1")}, []snapshot.PastSeries{refused}, nil, finding.Unknown},
		"not read":                     {[]snapshot.EndedMeeting{used(5, "S1")}, nil, nil, finding.Unknown},
		"a hit beside one not read":    {[]snapshot.EndedMeeting{used(5, "S1"), used(5, "S2")}, []snapshot.PastSeries{over("S1", "allowJoin")}, nil, finding.Fail},
		"judged as coming meeting":     {[]snapshot.EndedMeeting{used(5, "M1")}, nil, nil, finding.Pass},
		"the 30th day counts":          {[]snapshot.EndedMeeting{used(30, "S1")}, []snapshot.PastSeries{over("S1", "allowJoin")}, nil, finding.Fail},
		"the 31st does not":            {[]snapshot.EndedMeeting{used(31, "S1")}, []snapshot.PastSeries{over("S1", "allowJoin")}, nil, finding.Pass},
		"shorter look-back":            {[]snapshot.EndedMeeting{used(8, "S1")}, []snapshot.PastSeries{over("S1", "allowJoin")}, check.Params{"lookback_days": 7}, finding.Pass},
		"longer than what is read":     {nil, nil, check.Params{"lookback_days": 31}, finding.Unknown},
		"start unknown":                {[]snapshot.EndedMeeting{timeless}, []snapshot.PastSeries{over("S1", "allowJoinWithLobby")}, nil, finding.Unknown},
		"series unknown":               {[]snapshot.EndedMeeting{used(5, "")}, nil, nil, finding.Unknown},
		"Personal Room, another check": {[]snapshot.EndedMeeting{used(5, "S1")}, []snapshot.PastSeries{room}, nil, finding.Pass},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := organisation(snapshot.SiteSettings{}, meeting(nil))
			s.EndedMeetings, s.PastSeries = section(api, tt.ended...), section(api, tt.past...)
			o := evaluate(t, meetings.LobbyForUninvited, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// TestPastSeriesSample: of a host with many series the newest 20 are read.
func TestPastSeriesSample(t *testing.T) {
	t.Parallel()
	for read, want := range map[int]finding.Status{25: finding.Pass, 20: finding.Warn, 19: finding.Unknown} {
		s := organisation(snapshot.SiteSettings{}, meeting(nil))
		for i := range 25 {
			m := held(1 + i)
			m.SeriesID = fmt.Sprint("S", i)
			s.EndedMeetings.Items = append(s.EndedMeetings.Items, m)
			if i < read {
				s.PastSeries.Items = append(s.PastSeries.Items, over(m.SeriesID, "allowJoinWithLobby"))
			}
		}
		o := evaluate(t, meetings.LobbyForUninvited, s, nil)
		require.Equal(t, want, o.Status, "%d read: %s", read, o.Message)
		if want == finding.Warn {
			require.Contains(t, o.Message, "20 of 25 past series (80 %)")
		}
	}
}
