package collect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestAllowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		host webex.Alias
		path string
		want bool
	}{
		{webex.API, "/v1/people/me", true},
		{webex.API, "/v1/people", true},
		{webex.API, "/v1/people/", false},
		{webex.API, "/v1/people/abc", false},
		{webex.API, "/v1/organizations/abc", true},
		{webex.API, "/v1/organizations/", false},
		{webex.API, "/v1/organizations/..", false},
		{webex.API, "/v1/organizations/.", false},
		{webex.API, "/v1/organizations/a/b", false},
		{webex.API, "/identity/scim/u/v2/Groups/g/Members", true},
		{webex.API, "/identity/scim/u/v2/Groups/g", false},
		{webex.API, "/v1/messages", false},
		{webex.API, "", false},
		{webex.API, "v1/people", false},
		{webex.Broker, "/idb/idbconfig/u/v1/authentication", true},
		{webex.API, "/idb/idbconfig/u/v1/authentication", false},
		{webex.ControlHub, "/admin/api/v1/organizations/u/settings", true},
		{webex.ControlHub, "/admin/api/v1/organizations/u/settings/sparkDataRetentionDays", true},
		{webex.ControlHub, "/admin/api/v1/organizations/u/externalAdmins", false},
	} {
		require.Equal(t, tt.want, Allowed(tt.host, tt.path), "%s %s", tt.host, tt.path)
	}
	for _, e := range Endpoints() {
		require.True(t, Allowed(e.Host, strings.NewReplacer("{", "", "}", "").Replace(e.Path)), e.Path)
	}
}
