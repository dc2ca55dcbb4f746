package collect

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// organisationSections are the sections whose recording is tested here.
var organisationSections = []snapshot.Name{
	snapshot.LicensesName, snapshot.SitesName, snapshot.SiteSettingsName, snapshot.RolesName, snapshot.PeopleName,
	snapshot.ScimUsersName, snapshot.ScimGroupsName, snapshot.AuthenticationName, snapshot.IdentityProvidersName,
	snapshot.OrgSettingsName, snapshot.AdminAuditName, snapshot.SignInsName,
}

// recordable is an organisation with something in every section.
func recordable() map[string]answer {
	answers := clinicSites()
	active := `,"type":"person","loginEnabled":true,"invitePending":false,"firstName":"Jane","lastName":"Secret"`
	maps.Copy(answers, map[string]answer{
		"/v1/roles": {body: items(`{"id":"r1","name":"Full Administrator"}`)},
		"/v1/people?max=1000": {next: "/v1/people?max=1000&cursor=SmFuZQ", body: items(
			person(1, "Host@clinic.example", active+`,"displayName":"Jane Secret","roles":["r1"],"licenses":["L4","L3"],"siteUrls":["two.webex.com"]`))},
		"/v1/people?cursor=SmFuZQ&max=1000": {body: items(person(2, "front-desk@clinic.example", active+`,"displayName":"Front Desk","licenses":["L1"]`))},
		usersPath:                           {body: scimList("Resources", `{"id":"`+testUUID(1)+`","userName":"host@clinic.example","active":true,"roles":[{"value":"id_full_admin"}]}`)},
		groupsPath:                          {body: scimList("Resources", group("g", `{"inheritances":[{"type":"role","value":"id_full_admin"}]}`))},
		groupsPath + "/g/Members":           {body: scimList("members", `{"type":"user","value":"`+testUUID(2)+`","display":"Jane Secret"}`)},
		authenticationPath:                  {body: `{"mfaEnabled":false,"LockoutFailureCount":5}`},
		providersPath:                       {body: `[{"id":"idp","ssoEnabled":true,"metadataXml":"<secret/>"}]`},
		settingsPath:                        {body: `{"orgSettings":["{\"sparkDataRetentionDays\":\"2160\",\"sipCloudDomain\":\"secret\"}"]}`},
		"/v1/adminAudit/events": {body: items(`{"id":"e","created":"2026-03-01T10:00:00Z","actorId":"` + testUUID(1) + `","data":{"eventCategory":"USERS",
			"eventDescription":"Role assigned","actorEmail":"host@clinic.example","actionText":"Jane Secret assigned","actorIp":"10.1.2.3"}}`)},
		"/v1/admin/securityAudit/events": {body: items(
			signIn(testUUID(1), 5, "10.1.2.3", "LOGINS", "A user logged in"), signIn(testUUID(1), 6, "10.1.2.4", "LOGINS", "A user logged in"))},
	})
	return answers
}

// TestReplayOfARecording: a replay comes to the same snapshot as the live run,
// with pseudonyms for addresses and names, and the files hold none of these.
func TestReplayOfARecording(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "recording")
	s := newService(recordable())
	recorder, err := replay.NewRecorder(s, testRedactor(), dir)
	require.NoError(t, err)
	o := s.options(organisationSections...)
	o.Client = webex.New(webex.Options{Exchanger: recorder})
	live, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.NoError(t, recorder.Finish(replay.Meta{ToolVersion: "test", RecordedAt: testNow}))

	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.Greater(t, len(files), len(organisationSections))
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, secret := range []string{"host@", "Host@", "Jane", "Secret", "secret", "10.1.2.3", "10.1.2.4", "SmFuZQ"} {
			require.NotContains(t, string(data), secret, file)
		}
	}

	replayed, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	o.Client = webex.New(webex.Options{Exchanger: replayed})
	again, err := Run(t.Context(), o)
	require.NoError(t, err)
	for _, name := range organisationSections {
		require.Nil(t, live.Part(name).Missing(), name)
		require.Empty(t, live.Part(name).ItemGaps(), name)
	}
	require.Equal(t, impersonal(t, live), impersonal(t, again))
}

// impersonal is a snapshot with addresses, their hashes and names taken away.
func impersonal(t *testing.T, s *snapshot.Snapshot) string {
	t.Helper()
	data, err := json.MarshalIndent(s, "", " ")
	require.NoError(t, err)
	text := regexp.MustCompile(`"[^"@ ]+@([^"@ ]+)"`).ReplaceAllString(string(data), `"someone@$1"`)
	text = regexp.MustCompile(`"key": "[0-9a-f]{16}"`).ReplaceAllString(text, `"key": ""`)
	return regexp.MustCompile(`"display_name": "[^"]*"`).ReplaceAllStringFunc(text, func(s string) string {
		return fmt.Sprint(strings.Contains(strings.ToLower(s), "front desk"))
	})
}
