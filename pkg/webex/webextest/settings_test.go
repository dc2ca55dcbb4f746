package webextest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
)

// TestSourcesAgree: what the services say is what the audit log says last, so
// that losing a service changes no value.
func TestSourcesAgree(t *testing.T) {
	t.Parallel()
	for name, organization := range organizations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := organization()
			s := webextest.NewServer(o)
			defer s.Close()
			whole := read(t, live(t, s, o.Now), o.Now)
			require.Empty(t, whole.Contradictions)

			s.Deny("/idb/idbconfig/{orgUuid}/v1/authentication")
			s.Deny("/admin/api/v1/organizations/{orgUuid}/settings")
			s.Deny("/admin/api/v1/organizations/{orgUuid}/settings/{key}")
			less := read(t, live(t, s, o.Now), o.Now)
			require.Equal(t, whole.Authentication.Value.LockoutFailures, less.Authentication.Value.LockoutFailures)
			require.Equal(t, whole.OrgSettings.Value.BlockExternal, less.OrgSettings.Value.BlockExternal)
			require.Equal(t, snapshot.RankAuditLog, less.OrgSettings.SourceOf("block_external").Rank)
			require.Equal(t, snapshot.Forbidden, less.OrgSettings.SourceOf("mobile_lock").InPlaceOf.Reason)
			require.Equal(t, snapshot.Unknown, less.Authentication.Value.MFAEnabled, "it was never changed")
			require.Empty(t, less.OrgSettings.Value.MessageRetention, "it was never changed")
		})
	}
}

func TestHandshakesOfTheOrganizations(t *testing.T) {
	t.Parallel()
	for name, organization := range organizations {
		o := organization()
		s := webextest.NewServer(o)
		defer s.Close()
		endpoints := read(t, live(t, s, o.Now), o.Now).TLSEndpoints
		require.GreaterOrEqual(t, len(endpoints.Items), 4)
		old := 0
		for _, e := range endpoints.Items {
			require.Nil(t, e.Gap, e.Host)
			require.Equal(t, snapshot.Yes, e.PublicCA)
			if e.Versions["1.0"] == snapshot.Yes {
				require.Equal(t, "webhook", e.Kind)
				old++
			}
		}
		require.Equal(t, map[string]int{"clean": 0, "clinic": 1}[name], old)
	}
}
