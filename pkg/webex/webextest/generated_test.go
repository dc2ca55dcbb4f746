package webextest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// TestGeneratedOverTheWire reads both organisations over HTTP: what Webex made
// of meetings is found, and nothing of its content.
func TestGeneratedOverTheWire(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		organization *synth.Organization
		texts        int
		guests       int
		vidcast      snapshot.Tri
		clusters     int
	}{
		"clean":  {synth.Clean(), 0, 0, snapshot.No, 0},
		"clinic": {synth.Clinic(), 2, 14, snapshot.Yes, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := webextest.NewServer(tt.organization)
			defer server.Close()
			s := read(t, live(t, server, tt.organization.Now), tt.organization.Now)

			require.Nil(t, s.Generated.Missing())
			require.Len(t, s.Generated.Items, tt.texts)
			require.Equal(t, snapshot.Forbidden, s.Transcripts.Missing().Reason, "the auditor is no compliance officer")
			require.Nil(t, s.SessionTypes.Missing())
			require.Len(t, s.SessionTypes.Items, 6)
			require.Equal(t, snapshot.Yes, s.SessionTypes.Items[2].EndToEnd)
			require.Equal(t, snapshot.Some(tt.clusters), s.KeyManagement.Value.Clusters)
			require.Equal(t, tt.vidcast, s.Vidcast.Value.Allowed)
			require.Equal(t, snapshot.Some(tt.guests), s.Guests.Value.Count)
			require.Equal(t, snapshot.Some(1), s.AuditReach.Value.Events)
			require.Empty(t, server.Forbidden())

			text, err := json.Marshal(s)
			require.NoError(t, err)
			for _, canary := range tt.organization.Canaries() {
				require.NotContains(t, string(text), canary)
			}
		})
	}
}
