package collect

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/replay"
)

var _ replay.Redactor = (*Redactor)(nil)

func testRedactor() *Redactor { return NewRedactor([]byte("test key"), nil) }

// redactJSON redacts a body that must be redactable.
func redactJSON(t *testing.T, r *Redactor, template string, q url.Values, body string) string {
	t.Helper()
	out, err := r.Body(template, q, []byte(body))
	require.NoError(t, err)
	return string(out)
}

func TestRedactPath(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	require.Equal(t, "/v1/organizations/Y2lz_-=", r.Path("/v1/organizations/{orgId}", "/v1/organizations/Y2lz_-="))
	require.Equal(t, "/v1/organizations/"+r.names.Exact("Jane Doe"), r.Path("/v1/organizations/{orgId}", "/v1/organizations/Jane Doe"))
	require.Equal(t, "/v1/people/me", r.Path("/v1/people/me", "/v1/people/me"))
}

func TestRedactBodyRefuses(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	for template, body := range map[string]string{
		"/v1/messages":  `{"items":[{"text":"jane"}]}`,
		"/v1/people/me": `{"jane`,
		"/v1/roles":     `{"items":[]} {"jane":1}`,
	} {
		out, err := r.Body(template, nil, []byte(body))
		require.Error(t, err)
		require.Empty(t, out)
		require.NotContains(t, err.Error(), "jane")
	}
}

func TestRedactBody(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	jane := r.names.Mail("jane@clinic.example")
	for name, tt := range map[string]struct{ template, body, want string }{
		"unknown fields keep their type": {"/v1/roles",
			`{"items":[{"id":"1","name":"Admin","s":"x","n":7,"b":true,"l":["x"],"o":{"x":1},"z":null}],"total":5}`,
			`{"items":[{"b":false,"id":"1","l":[],"n":0,"name":"Admin","o":{},"s":"[redacted]","z":null}],"total":0}`},
		"names that could be data": {"/v1/roles", `{"jane@clinic.example":1,"Jane Doe":"2","éa":{"b":1},"1a":4,"urn:a:b-2.0:C":5,"urn:Jane Doe":true}`,
			`{"[redacted-1]":0,"[redacted-2]":"[redacted]","[redacted-3]":0,"[redacted-4]":false,"[redacted-5]":{},"urn:a:b-2.0:C":0}`},
		"another shape":                 {"/v1/roles", `["x"]`, `[]`},
		"a text where a list should be": {"/v1/roles", `{"items":"jane"}`, `{"items":"[redacted]"}`},
		"null lists stay null":          {"/v1/roles", `{"items":null}`, `{"items":null}`},
		"case of names": {"/v1/people", `{"items":[{"DisplayName":"Jane","EMAILS":["jane@clinic.example"]}]}`,
			`{"items":[{"DisplayName":"[redacted]","EMAILS":["` + jane + `"]}]}`},
		"people": {"/v1/people",
			`{"items":[{"id":"p","emails":["Jane@clinic.example",null],"displayName":"Nurse Jane","firstName":"Jane","lastName":"","roles":["a,b"],
				"licenses":["L",{"x":"jane"}],"loginEnabled":"true","invitePending":"jane","created":"2020-01-01T00:00:00.000Z","lastActivity":"jane"}]}`,
			`{"items":[{"created":"2020-01-01T00:00:00.000Z","displayName":"nurse","emails":["` + jane + `",null],"firstName":"[redacted]","id":"p",
				"invitePending":"[redacted]","lastActivity":"[redacted]","lastName":"","licenses":["L",{}],"loginEnabled":"true","roles":["a,b"]}]}`},
		"numbers as they were": {"/v1/licenses", `{"items":[{"totalUnits":10,"consumedUnits":"3"},{"totalUnits":2.50,"consumedUnits":"jane"}]}`,
			`{"items":[{"consumedUnits":"3","totalUnits":10},{"consumedUnits":"[redacted]","totalUnits":2.50}]}`},
		"a document in a text": {"/admin/api/v1/organizations/{orgUuid}/settings",
			`{"orgSettings":["{\"sparkDataRetentionDays\":\"2160\",\"sipCloudDomain\":\"jane\"}"]}`,
			`{"orgSettings":["{\"sipCloudDomain\":\"[redacted]\",\"sparkDataRetentionDays\":\"2160\"}"]}`},
		"no document in a text": {"/admin/api/v1/organizations/{orgUuid}/settings", `{"orgSettings":["jane",{"sparkDataRetentionDays":1}]}`, `{"orgSettings":["[redacted]",{}]}`},
		"disallowed words are counted": {"/v1/admin/meeting/config/commonSettings",
			`{"securityOptions":{"passwordCriteria":{"disallowValues":["jane",""],"minLength":8}}}`,
			`{"securityOptions":{"passwordCriteria":{"disallowValues":["[redacted]",""],"minLength":8}}}`},
		"audit events": {"/v1/adminAudit/events",
			`{"items":[{"id":"e","actorId":"` + testMeUUID + `","data":{"targetId":"jane","actorEmail":"jane@clinic.example","actionText":"Jane did","roleAdded":"id_full_admin,Jane Doe"}}]}`,
			`{"items":[{"actorId":"` + testMeUUID + `","data":{"actionText":"[redacted]","actorEmail":"` + jane + `","roleAdded":"id_full_admin,[redacted]","targetId":"[redacted]"},"id":"e"}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := redactJSON(t, r, tt.template, nil, tt.body)
			require.JSONEq(t, tt.want, got)
			require.Equal(t, strings.Count(tt.want, "2.50"), strings.Count(got, "2.50"))
			require.NotContains(t, strings.ToLower(strings.ReplaceAll(got, jane, "")), "jane")
		})
	}
}
