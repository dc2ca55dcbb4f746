package collect

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestSampleSeries(t *testing.T) {
	t.Parallel()
	since := testNow.Add(-samplePeriod)
	used := func(host, series string, start time.Time) snapshot.EndedMeeting {
		return snapshot.EndedMeeting{Host: host, SeriesID: series, Start: start}
	}
	ended := []snapshot.EndedMeeting{
		used("a", "old", since.Add(-time.Second)),
		used("a", "edge", since),
		used("a", "coming", testNow),
		used("a", "", testNow),
		used("a", "twice", testNow.Add(-time.Hour)), used("a", "twice", testNow.Add(-2*time.Hour)),
		used("b", "timeless", time.Time{}),
	}
	ids := func(picked []snapshot.PastSeries) (all []string) {
		for _, p := range picked {
			all = append(all, p.Host+" "+p.SeriesID)
		}
		return all
	}
	require.Equal(t, []string{"a edge", "a twice", "b timeless"}, ids(sampleSeries(ended, map[string]bool{"coming": true}, since)))

	for i := range 25 {
		ended = append(ended, used("b", fmt.Sprintf("S%02d", i), testNow.Add(-time.Duration(i)*time.Hour)))
	}
	picked := ids(sampleSeries(ended, nil, since))
	require.Contains(t, picked, "b S19")
	require.NotContains(t, picked, "b S20", "only the newest")
	require.NotContains(t, picked, "b timeless", "those with a start come first")
	require.NotNil(t, sampleSeries(nil, nil, since), "none were used")
}

func TestReadSeries(t *testing.T) {
	t.Parallel()
	const body = `{"id":"S1","meetingSeriesId":"S1","meetingType":"meetingSeries","scheduledType":"meeting","siteUrl":"One.webex.com","start":"2026-02-20T10:00:00Z"%s}`
	tests := map[string]struct {
		answer answer
		reason snapshot.Reason
		want   snapshot.Meeting // the fields that are compared
	}{
		"lobby":         {answer{body: fmt.Sprintf(body, `,"unlockedMeetingJoinSecurity":"allowJoinWithLobby","enabledJoinBeforeHost":true`)}, "", snapshot.Meeting{UnlockedJoin: "allowJoinWithLobby", JoinBeforeHost: snapshot.Yes}},
		"absent":        {answer{body: fmt.Sprintf(body, ``)}, "", snapshot.Meeting{}},
		"another":       {answer{body: `{"id":"S2"}`}, snapshot.Schema, snapshot.Meeting{}},
		"refused":       {answer{status: http.StatusForbidden, body: `{}`}, snapshot.Forbidden, snapshot.Meeting{}},
		"deleted since": {answer{status: http.StatusNotFound, body: `{}`}, snapshot.NotFound, snapshot.Meeting{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{"/v1/admin/meetings/S1?current=false": tt.answer})
			o := s.options()
			o.InternalDomains = []string{"clinic.example"}
			p := snapshot.PastSeries{SeriesID: "S1", Host: "lopez@clinic.example"}
			newRun(o, func(error) {}).readSeries(t.Context(), &p)
			if tt.reason != "" {
				require.Nil(t, p.Meeting)
				require.Equal(t, tt.reason, p.ItemGap().Reason)
				return
			}
			require.Nil(t, p.Gap)
			require.Equal(t, "S1", p.Meeting.ID)
			require.Equal(t, "one.webex.com", p.Meeting.Site)
			require.Equal(t, tt.want.UnlockedJoin, p.Meeting.UnlockedJoin)
			require.Equal(t, tt.want.JoinBeforeHost, p.Meeting.JoinBeforeHost)
			require.Equal(t, snapshot.Unknown, p.Meeting.PasswordSet, "never shown here")
			require.Nil(t, p.Meeting.Invitees)
		})
	}
}

// TestPastSeriesNeedsTheEnded: without the ended meetings nobody knows what to
// ask for.
func TestPastSeriesNeedsTheEnded(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{"/v1/meetings": {status: http.StatusForbidden, body: `{}`}}).collect(t, snapshot.PastSeriesName)
	require.Nil(t, snap.PastSeries.Items)
	require.Equal(t, snapshot.Forbidden, snap.PastSeries.Missing().Reason)
}
