package har

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

var testNow = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

const (
	testOrg    = "0ae87ade-8c8a-4952-af08-318798958d0c"
	otherOrg   = "11111111-2222-4333-8444-555555555555"
	brokerURL  = "https://idbroker-eu.webex.com/idb/idbconfig/" + testOrg + "/v1/authentication"
	providers  = "https://idbroker.webex.com/idb/idbconfig/" + testOrg + "/v1/samlmetadata/remote/idp"
	atlasURL   = "https://atlas-r.wbx2.com/admin/api/v1/organizations/" + testOrg + "/settings"
	signInBody = `{"mfaEnabled":true,"LockoutFailureCount":5,"canaryField":"canary-field"}`
)

// exchange is one entry as browsers write it.
type exchange struct {
	url, method, body, encoding string
	status                      int
	daysAgo                     float64
}

func (x exchange) json(t *testing.T) string {
	t.Helper()
	if x.method == "" {
		x.method = "GET"
	}
	if x.status == 0 {
		x.status = 200
	}
	content := map[string]any{"size": len(x.body), "mimeType": "application/json"}
	if x.body != "" {
		content["text"] = x.body
	}
	if x.encoding != "" {
		content["encoding"] = x.encoding
	}
	data, err := json.Marshal(map[string]any{
		"startedDateTime": testNow.Add(-time.Duration(x.daysAgo * 24 * float64(time.Hour))).Format("2006-01-02T15:04:05.000Z07:00"),
		"time":            12.5,
		"request": map[string]any{
			"method": x.method, "url": x.url, "httpVersion": "h2", "headers": []any{map[string]any{"name": "Authorization", "value": "Bearer canary-token"}},
			"cookies": []any{map[string]any{"name": "canary-cookie", "value": "canary-cookie"}}, "queryString": []any{},
		},
		"response": map[string]any{
			"status": x.status, "headers": []any{map[string]any{"name": "Set-Cookie", "value": "canary-set-cookie"}}, "content": content,
		},
		"cache": map[string]any{}, "timings": map[string]any{"send": -1}, "serverIPAddress": "10.1.2.3", "_initiator": map[string]any{"stack": []any{"canary-stack"}},
	})
	require.NoError(t, err)
	return string(data)
}

// archive is a HAR file of some entries.
func archive(t *testing.T, entries ...exchange) string {
	t.Helper()
	var all []string
	for _, x := range entries {
		all = append(all, x.json(t))
	}
	return `{"log":{"version":"1.2","creator":{"name":"canary-creator","version":"1"},"pages":[{"title":"canary-page"}],"entries":[` + strings.Join(all, ",") + `]}}`
}

func options(t *testing.T) Options {
	t.Helper()
	return Options{To: filepath.Join(t.TempDir(), "capture"), Now: testNow, Key: []byte("test key"), ToolVersion: "test"}
}

// requireNothingLeft expects that an import that failed left no recording.
func requireNothingLeft(t *testing.T, o Options) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(o.To))
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestImport(t *testing.T) {
	t.Parallel()
	o := options(t)
	settings := `{"orgSettings":["{\"blockExternalCommunications\":true,\"sipCloudDomain\":\"canary-domain\"}"]}`
	file := archive(t,
		exchange{url: brokerURL + "?canary=canary-query", body: `{"mfaEnabled":false}`, daysAgo: 5},
		exchange{url: brokerURL, body: signInBody, daysAgo: 2},
		exchange{url: brokerURL, body: `{"mfaEnabled":false}`, daysAgo: 3},
		exchange{url: providers + "?attributes=id&attributes=entityId", body: `[{"id":"idp1","entityId":"canary-entity","ssoEnabled":true}]`, daysAgo: 1},
		exchange{url: providers + "?filter=canary", body: `[]`},
		exchange{url: atlasURL, body: base64.StdEncoding.EncodeToString([]byte(settings)), encoding: "base64", daysAgo: 1.5},
		exchange{url: atlasURL + "/sparkDataRetentionDays", body: `{"sparkDataRetentionDays":"2190"}`, daysAgo: 1},
		exchange{url: atlasURL + "/canarySetting", body: `{"canarySetting":"canary-setting"}`},
		exchange{url: brokerURL, method: "PATCH", body: `{"mfaEnabled":false}`},
		exchange{url: brokerURL, status: 304, body: `{"mfaEnabled":false}`},
		exchange{url: "https://evil.example/idb/idbconfig/" + testOrg + "/v1/authentication", body: `{"mfaEnabled":false}`},
		exchange{url: "https://idbroker.webex.com.evil.example/idb/idbconfig/" + testOrg + "/v1/authentication", body: `{"mfaEnabled":false}`},
		exchange{url: "http://idbroker.webex.com/idb/idbconfig/" + testOrg + "/v1/authentication", body: `{"mfaEnabled":false}`},
		exchange{url: "https://webexapis.com/v1/people/me", body: `{"emails":["canary@clinic.example"]}`},
		exchange{url: "https://idbroker.webex.com/idb/oauth2/v1/access_token", method: "POST", body: `{"access_token":"canary-secret"}`},
	)
	res, err := Import(t.Context(), strings.NewReader(file), o)
	require.NoError(t, err)
	require.Equal(t, &Result{
		Organization: testOrg, Oldest: testNow.AddDate(0, 0, -2), Newest: testNow.AddDate(0, 0, -1), Entries: 15,
		Used: []string{
			"GET /admin/api/v1/organizations/{orgUuid}/settings",
			"GET /admin/api/v1/organizations/{orgUuid}/settings/{key}",
			"GET /idb/idbconfig/{orgUuid}/v1/authentication",
			"GET /idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp",
		},
	}, res)

	files, err := filepath.Glob(filepath.Join(o.To, "*"))
	require.NoError(t, err)
	require.Len(t, files, 5)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NotContains(t, strings.ToLower(string(data)), "canary-", file)
		require.NotContains(t, string(data), "10.1.2.3", file)
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}

	c, err := Open(o.To, testNow, false)
	require.NoError(t, err)
	require.Equal(t, testOrg, c.Organization)
	require.Equal(t, testNow.AddDate(0, 0, -2), c.At)
	r := webex.Request{Host: webex.Broker, Path: "/idb/idbconfig/" + testOrg + "/v1/authentication", Template: "/idb/idbconfig/{orgUuid}/v1/authentication"}
	got, resp, err := webex.Get[struct {
		MFAEnabled bool `json:"mfaEnabled"`
	}](t.Context(), c.Client, r)
	require.NoError(t, err)
	require.True(t, got.MFAEnabled, "the newest answer counts")
	require.Equal(t, testNow.AddDate(0, 0, -2), resp.ReadAt)
}

func TestImportTakes(t *testing.T) {
	t.Parallel()
	good := exchange{url: brokerURL, body: signInBody, daysAgo: 1}
	upper := exchange{url: strings.Replace(brokerURL, testOrg, strings.ToUpper(testOrg), 1), body: signInBody, daysAgo: 1}
	backwards := fmt.Sprintf(`{"log":{"entries":[{"response":{"content":{"text":%q},"status":200},"request":{"url":%q,"method":"GET"},"startedDateTime":"2026-11-19T03:30:00+01:00"}]}}`,
		signInBody, brokerURL)
	for name, file := range map[string]string{
		"a byte order mark":     "\ufeff" + archive(t, good),
		"spaces":                "\n\t " + archive(t, good) + "\r\n ",
		"no version":            strings.Replace(archive(t, good), `"version":"1.2",`, "", 1),
		"version 1.1":           strings.Replace(archive(t, good), `"1.2"`, `"1.1"`, 1),
		"an id in capitals":     archive(t, upper),
		"the answer first":      backwards,
		"a port":                archive(t, exchange{url: strings.Replace(brokerURL, ".com/", ".com:443/", 1), body: signInBody, daysAgo: 1}),
		"an old answer besides": archive(t, exchange{url: brokerURL, body: "{}", daysAgo: 400}, good),
		"a long name":           strings.Replace(archive(t, good), `"log"`, `"`+strings.Repeat("x", 5000)+`":1,"log"`, 1),
		"a clock just ahead":    archive(t, exchange{url: brokerURL, body: signInBody, daysAgo: -0.001}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			res, err := Import(t.Context(), strings.NewReader(file), o)
			require.NoError(t, err)
			require.Equal(t, testOrg, res.Organization)
			require.Len(t, res.Used, 1)
			_, err = Open(o.To, testNow, false)
			require.NoError(t, err)
		})
	}
}

// TestImportForgetsWhatIsOutdated: where the newest answer is lost, an older one
// does not stand in for it.
func TestImportForgetsWhatIsOutdated(t *testing.T) {
	t.Parallel()
	older := exchange{url: brokerURL, body: signInBody, daysAgo: 3}
	settings := exchange{url: atlasURL, body: "{}", daysAgo: 2}
	cached := strings.Replace(exchange{url: brokerURL, body: signInBody, daysAgo: 1}.json(t), `"time":`, `"_fromCache":"disk","time":`, 1)
	for name, tt := range map[string]struct{ newer, why string }{
		"no content":      {exchange{url: brokerURL, daysAgo: 1}.json(t), "saved without its content"},
		"no JSON":         {exchange{url: brokerURL, body: "<html>canary</html>", daysAgo: 1}.json(t), "is no JSON"},
		"too large":       {exchange{url: brokerURL, body: strings.Repeat(" ", maxBody+1), daysAgo: 1}.json(t), "larger than 1 MiB"},
		"from the cache":  {cached, "unknown age"},
		"no known coding": {exchange{url: brokerURL, body: "{}", encoding: "canary", daysAgo: 1}.json(t), "in a way that is not known"},
	} {
		for _, order := range [][]string{{older.json(t), settings.json(t), tt.newer}, {tt.newer, settings.json(t), older.json(t)}} {
			res, err := Import(t.Context(), strings.NewReader(`{"log":{"entries":[`+strings.Join(order, ",")+`]}}`), options(t))
			require.NoError(t, err, name)
			require.Equal(t, []string{"GET /admin/api/v1/organizations/{orgUuid}/settings"}, res.Used, name)
			require.Len(t, res.Unusable, 1, name)
			require.Contains(t, res.Unusable[0], tt.why, name)
		}
	}
}

func TestImportEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o := options(t)
	_, err := Import(ctx, strings.NewReader(archive(t)), o)
	require.ErrorIs(t, err, context.Canceled)
	requireNothingLeft(t, o)
}
