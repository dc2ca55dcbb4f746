package auth_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestReadOnly(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"spark-admin:people_read", "spark-compliance:events_read", "meeting:admin_config_read", "identity:tokens_read", "audit:events_read",
		"analytics:read_all", "guest-issuer:read", "cjp:config_read", "spark:kms", "spark:xapi_statuses", "openid", "email", "profile",
	} {
		require.True(t, auth.ReadOnly(s), s)
	}
	for _, s := range []string{
		"", "spark:all", "spark-admin:people_write", "spark-compliance:messages_write", "identity:people_rw", "identity:organizations_rw", "spark:people_invite", "application:webhooks_manage",
		"spark:xapi_commands", "spark:xapi_execute", "cjp:config", "cjp:config_write", "spark:applications_token", "spark:kms_write",
		"offline_access", "OPENID", "spark-admin:people_READ", "spark-admin:people_read ", "spark-admin:people_read\n", "a b_read", "read", "_rea",
	} {
		require.False(t, auth.ReadOnly(s), s)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	require.NoError(t, auth.Refuse(nil, false))
	require.NoError(t, auth.Refuse([]string{"a_read", "spark:kms"}, false))
	require.NoError(t, auth.Refuse([]string{"a_read", "spark:all"}, true))
	e := failure(t, auth.Refuse([]string{"spark:all", "a_read", "b_rw", "spark-compliance:messages_write", "spark:all"}, false))
	require.Equal(t, auth.Refused, e.Kind)
	require.EqualError(t, e, "these scopes allow more than reading: spark:all, b_rw, spark-compliance:messages_write")
	for _, bad := range []string{"", "can ary", "canary\x1b[2J", "canary\"", "canaryé_read"} {
		for _, allow := range []bool{true, false} {
			require.Equal(t, auth.InvalidScope, failure(t, auth.Refuse([]string{"a_read", bad}, allow)).Kind)
		}
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ needed, registered, ask, missing []string }{
		{[]string{"b", "a", "b"}, nil, []string{"b", "a"}, nil},
		{[]string{"b", "a"}, []string{"a", "x", "b", "a"}, []string{"a", "b"}, nil},
		{[]string{"d", "b", "c", "d"}, []string{"a", "b"}, []string{"b"}, []string{"d", "c"}},
		{[]string{"a"}, []string{"b"}, nil, []string{"a"}},
		{nil, []string{"b"}, nil, nil},
	} {
		ask, missing := auth.Choose(tc.needed, tc.registered)
		require.Equal(t, tc.ask, ask)
		require.Equal(t, tc.missing, missing)
	}
}

func TestMixed(t *testing.T) {
	t.Parallel()
	const officer = "spark-compliance:events_read"
	require.True(t, auth.Compliance(officer))
	require.False(t, auth.Compliance("spark-admin:people_read"))
	for _, s := range []string{"spark-admin:people_read", "meeting:admin_config_read", "audit:events_read", "identity:people_read"} {
		require.True(t, auth.Mixed([]string{officer, s}), s)
		require.True(t, auth.Mixed([]string{s, "x", officer}), s)
		require.False(t, auth.Mixed([]string{s, s}), s)
	}
	require.False(t, auth.Mixed([]string{officer, "spark:kms", "spark:people_read", "openid"}))
	require.False(t, auth.Mixed(nil))
}
