package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLoginAsksForTheFewestScopes(t *testing.T) {
	d := newDesk(t)
	d.login(0, "--only", "meetings.join-before-host-site")
	require.Contains(t, d.fake.asked.Get("scope"), "spark-admin:people_read")
	require.Contains(t, d.fake.asked.Get("scope"), "meeting:admin_config_read")
	require.NotContains(t, d.fake.asked.Get("scope"), "telephony")

	d.login(0, "--profile", "compliance-officer")
	for _, s := range strings.Fields(d.fake.asked.Get("scope")) {
		require.True(t, strings.HasPrefix(s, "spark-compliance:") || s == "spark:people_read", s)
	}

	d.login(0, "--scopes", "spark-admin:roles_read,\r\n\vspark-admin:people_read\u00a0")
	require.Equal(t, "spark-admin:roles_read spark-admin:people_read", d.fake.asked.Get("scope"))
	d.fake.asked = nil
	for _, none := range []string{" ", ",", " ,\r\n"} {
		_, said := d.login(2, "--scopes", none)
		require.Contains(t, said, "--scopes names no scope")
	}
	_, said := d.login(2, "--scopes", "spark-admin:people_read; spark-admin:roles_read")
	require.Contains(t, said, "hint: write them as developer.webex.com does")
	require.NotContains(t, said, "the audit only reads")
	require.Nil(t, d.fake.asked)

	d.login(0, "--scopes", "spark-admin:roles_read, spark-admin:people_read")
	require.Equal(t, "spark-admin:roles_read spark-admin:people_read", d.fake.asked.Get("scope"))

	file := filepath.Join(t.TempDir(), "client.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"client_id": "C-fake-client", "client_secret": "canary-client-secret", "scopes": "audit:events_read spark-admin:people_read"}`), 0o600))
	_, said = d.login(0, "--client-file", file)
	require.Equal(t, "audit:events_read spark-admin:people_read", d.fake.asked.Get("scope"))
	require.Contains(t, said, "the integration is not registered with spark-admin:organizations_read")
	require.NoError(t, os.Chmod(file, 0o644))
	_, said = d.login(2, "--client-file", file)
	require.Contains(t, said, "can be read by everybody")

	_, said = d.login(0, "--profile", "complianceofficer")
	require.Contains(t, said, "a run reads as this profile only when you name it")
}

func TestLoginRefusesWhatCanWrite(t *testing.T) {
	d := newDesk(t)
	for _, scope := range []string{"spark:all", "spark-admin:people_write", "identity:people_rw", "spark-admin:wholesale_manage"} {
		_, said := d.login(2, "--scopes", "spark-admin:people_read "+scope)
		require.Contains(t, said, scope)
		require.Nil(t, d.fake.asked, "nobody had to sign in for that")
	}
	_, said := d.login(2, "--scopes", "spark-admin:people_read spark-compliance:meetings_read")
	require.Contains(t, said, "one token must not hold the scopes of both")

	d.fake.granted = "spark-admin:people_read spark-admin:people_write"
	_, said = d.login(2)
	require.Contains(t, said, "more was granted than was asked for")
	require.NoFileExists(t, filepath.Join(d.home, "wxaudit", "tokens", "administrator.json"))
	for _, args := range [][]string{nil, {"--allow-write-scopes"}} {
		d.fake.granted = "spark-admin:people_read canary;<script>"
		_, said = d.login(3, args...)
		require.Contains(t, said, "the scopes that came with the tokens cannot be read")
		require.NotContains(t, said, "more was granted")
		require.NotContains(t, said, "canary")
	}
	require.NoFileExists(t, filepath.Join(d.home, "wxaudit", "tokens", "administrator.json"))
	d.fake.granted = "spark-admin:people_read spark-admin:people_write"
	d.login(0, "--allow-write-scopes")
	require.Contains(t, d.stored("administrator"), "spark-admin:people_write")
}
