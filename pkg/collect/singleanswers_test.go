package collect

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestSessionTypes(t *testing.T) {
	t.Parallel()
	perSite := func(q url.Values) reply {
		if q.Get("siteUrl") == siteB {
			return refuse(http.StatusForbidden)
		}
		return rows(`{"id":"214","name":"Pro-End to End Encryption_VOIPonly","type":"privateMeeting"}`, `{"id":"3","name":"Pro meeting"}`,
			`{"id":"9"}`, `{"id":"12","name":"call <canary@mail.example>"}`, `{"name":"Pro meeting"}`)
	}
	r := onWard(&ward{handlers: map[string]func(url.Values) reply{sessionTypesEndpoint.Path: perSite}})
	r.section(t.Context(), snapshot.SessionTypesName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.SessionTypes.Gap))
	require.Equal(t, []snapshot.SessionType{
		{ID: "3", Site: siteA, Name: "Pro meeting", EndToEnd: snapshot.No},
		{ID: "9", Site: siteA},
		{ID: "12", Site: siteA, Name: redacted},
		{ID: "214", Site: siteA, Name: "Pro-End to End Encryption_VOIPonly", EndToEnd: snapshot.Yes},
	}, r.s.SessionTypes.Items)
}

func TestSessionTypesLackingAnID(t *testing.T) {
	t.Parallel()
	r := onWard(&ward{handlers: map[string]func(url.Values) reply{sessionTypesEndpoint.Path: always(rows(`{"name":"Pro meeting"}`))}})
	r.section(t.Context(), snapshot.SessionTypesName)
	require.Equal(t, snapshot.FieldAbsent, reason(r.s.SessionTypes.Gap))
}

func TestEndToEnd(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]snapshot.Tri{
		"Pro-End to End Encryption_VOIPonly": snapshot.Yes, "E2E Encryption + Identity": snapshot.Yes, "Webex Meetings End-to-End": snapshot.Yes,
		"Pro meeting": snapshot.No, "Online Event": snapshot.No, "": snapshot.Unknown, redacted: snapshot.Unknown,
		"Non-E2E meeting": snapshot.Unknown, "Pro without End-to-End Encryption": snapshot.Unknown, "Note-taking E2E": snapshot.Yes,
	} {
		require.Equal(t, want, endToEnd(name), name)
	}
}

func TestKeyManagement(t *testing.T) {
	t.Parallel()
	path := "/v1/hds/organizations/" + hydra("ORGANIZATION", testOrgUUID)
	own := `"orgId":"` + hydra("ORGANIZATION", testOrgUUID) + `"`
	for name, tt := range map[string]struct {
		answer answer
		want   *snapshot.KeyManagement
		gap    snapshot.Reason
	}{
		"its own":              {answer{body: items(`{` + own + `,"orgMode":"Production","clusters":[{"clusterName":"secret"},{}]}`)}, &snapshot.KeyManagement{Mode: "Production", Clusters: snapshot.Some(2)}, ""},
		"clusters not shown":   {answer{body: items(`{` + own + `,"orgMode":"Trial"}`)}, &snapshot.KeyManagement{Mode: "Trial"}, ""},
		"none":                 {answer{body: items()}, &snapshot.KeyManagement{Clusters: snapshot.Some(0)}, ""},
		"another organisation": {answer{body: items(`{"orgId":"` + hydra("ORGANIZATION", testUUID(5)) + `","clusters":[]}`)}, nil, snapshot.Schema},
		"nobody's":             {answer{body: items(`{"clusters":[]}`)}, nil, snapshot.Schema},
		"refused":              {answer{status: http.StatusForbidden}, nil, snapshot.Forbidden},
		"no list":              {answer{body: `{}`}, nil, snapshot.Schema},
	} {
		snap := newService(map[string]answer{path: tt.answer}).collect(t, snapshot.KeyManagementName)
		require.Equal(t, tt.want, snap.KeyManagement.Value, name)
		require.Equal(t, tt.gap, reason(snap.KeyManagement.Gap), name)
		require.NotContains(t, asJSON(t, snap), "secret")
	}
}

func TestVidcast(t *testing.T) {
	t.Parallel()
	path := "/v1/settings/organizations/" + hydra("ORGANIZATION", testOrgUUID) + "/settings/allow-vidcast-access"
	for body, want := range map[string]snapshot.Tri{
		`{"key":"allow-vidcast-access","value":true,"name":"Vidcast"}`: snapshot.Yes,
		`{"key":"allow-vidcast-access","value":false}`:                 snapshot.No,
		`{"key":"allow-vidcast-access"}`:                               snapshot.Unknown,
		`{}`:                                                           snapshot.Unknown,
	} {
		snap := newService(map[string]answer{path: {body: body}}).collect(t, snapshot.VidcastName)
		require.Nil(t, snap.Vidcast.Gap, body)
		require.Equal(t, want, snap.Vidcast.Value.Allowed, body)
	}
	for name, tt := range map[string]struct {
		answer answer
		want   snapshot.Reason
	}{
		"another setting": {answer{body: `{"key":"allow-admin-invite-emails","value":false}`}, snapshot.Schema},
		"refused":         {answer{status: http.StatusForbidden}, snapshot.Forbidden},
	} {
		snap := newService(map[string]answer{path: tt.answer}).collect(t, snapshot.VidcastName)
		require.Nil(t, snap.Vidcast.Value, name)
		require.Equal(t, tt.want, reason(snap.Vidcast.Gap), name)
	}
}

func TestGuests(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]int{`112`: 112, ` 0 `: 0, `"7"`: 7} {
		snap := newService(map[string]answer{"/v1/guests/count": {body: body}}).collect(t, snapshot.GuestsName)
		require.Nil(t, snap.Guests.Gap, body)
		require.Equal(t, snapshot.Some(want), snap.Guests.Value.Count, body)
	}
	for name, tt := range map[string]struct {
		answer answer
		want   snapshot.Reason
	}{
		"an object": {answer{body: `{"112":7}`}, snapshot.Schema},
		"a text":    {answer{body: `"many"`}, snapshot.Schema},
		"negative":  {answer{body: `-1`}, snapshot.Schema},
		"nothing":   {answer{status: http.StatusNoContent}, snapshot.Schema},
		"no JSON":   {answer{body: `112 guests`}, snapshot.Schema},
		"refused":   {answer{status: http.StatusForbidden}, snapshot.Forbidden},
	} {
		snap := newService(map[string]answer{"/v1/guests/count": tt.answer}).collect(t, snapshot.GuestsName)
		require.Nil(t, snap.Guests.Value, name)
		require.Equal(t, tt.want, reason(snap.Guests.Gap), name)
	}
}

func TestAuditReach(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{"/v1/adminAudit/events": {body: items(
		`{"created":"2025-03-20T10:00:00.000Z","data":{"actionText":"secret"}}`, `{"created":"2025-03-04T10:00:00Z"}`, `{}`)}})
	snap := s.collect(t, snapshot.AuditReachName)
	require.Nil(t, snap.AuditReach.Missing())
	require.Equal(t, &snapshot.AuditReach{Oldest: time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC), Events: snapshot.Some(3)}, snap.AuditReach.Value)
	require.Equal(t, testNow.AddDate(0, 0, -365), snap.AuditReach.Source.Since)
	require.Equal(t, []string{"/v1/adminAudit/events?from=2025-03-02T09%3A00%3A00.000Z&max=200&offset=0&orgId=" + hydra("ORGANIZATION", testOrgUUID) + "&to=2025-04-06T09%3A00%3A00.000Z"}, s.paths())

	for name, tt := range map[string]struct {
		answer answer
		want   snapshot.Reason
	}{
		"refused": {answer{status: http.StatusForbidden}, snapshot.Forbidden},
		"no list": {answer{body: `{}`}, snapshot.Schema},
	} {
		snap := newService(map[string]answer{"/v1/adminAudit/events": tt.answer}).collect(t, snapshot.AuditReachName)
		require.Nil(t, snap.AuditReach.Value, name)
		require.Equal(t, tt.want, reason(snap.AuditReach.Gap), name)
	}
	empty := newService(map[string]answer{"/v1/adminAudit/events": {body: items()}}).collect(t, snapshot.AuditReachName)
	require.Equal(t, snapshot.Some(0), empty.AuditReach.Value.Events)
}
