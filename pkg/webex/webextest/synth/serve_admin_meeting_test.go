package synth_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/webextest/synth"
)

// TestAdminMeeting: administrators see the settings of any meeting by its id,
// without passwords, links and numbers.
func TestAdminMeeting(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	get := func(id, query string) map[string]any {
		w := ask(o, http.MethodGet, "/v1/admin/meetings/"+id+query)
		require.Equal(t, http.StatusOK, w.Code, w.Body)
		var m map[string]any
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &m))
		for _, hidden := range []string{"agenda", "hostKey", "password", "phoneAndVideoSystemPassword", "webLink", "sipAddress", "dialInIpAddress"} {
			require.NotContains(t, m, hidden)
		}
		require.NotContains(t, m["telephony"], "accessCode")
		return m
	}
	ended, _ := list(t, o, "/v1/meetings?meetingType=meeting&state=ended&max=100&from="+at(o.Now.AddDate(0, 0, -30))+"&to="+at(o.Now))
	require.NotEmpty(t, ended)
	over := 0
	for _, instance := range ended {
		require.NotContains(t, get(instance["id"].(string), ""), "unlockedMeetingJoinSecurity", "instances do not show it")
		series := get(instance["meetingSeriesId"].(string), "?current=false")
		require.Equal(t, instance["meetingSeriesId"], series["id"])
		require.Equal(t, "meetingSeries", series["meetingType"])
		require.Equal(t, "allowJoinWithLobby", series["unlockedMeetingJoinSecurity"])
		if series["state"] == "expired" {
			over++
			continue
		}
		next := get(instance["meetingSeriesId"].(string), "?current=true")
		require.Equal(t, "scheduledMeeting", next["meetingType"])
		start, err := time.Parse(time.RFC3339, next["start"].(string))
		require.NoError(t, err)
		require.True(t, start.After(o.Now))
	}
	require.Positive(t, over, "some series have no coming meeting")
	require.Equal(t, http.StatusNotFound, ask(o, http.MethodGet, "/v1/admin/meetings/nothing").Code)
}
