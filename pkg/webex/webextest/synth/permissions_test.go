package synth

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// asked is the answer to a path, for whoever the organisation answers.
func asked(t *testing.T, o *Organization, path string) (int, []byte) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Authorization", "Bearer anybody's")
	w := httptest.NewRecorder()
	o.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

func me(t *testing.T, o *Organization) person {
	t.Helper()
	code, body := asked(t, o, "/v1/people/me")
	require.Equal(t, http.StatusOK, code)
	var p person
	require.NoError(t, json.Unmarshal(body, &p))
	require.Equal(t, o.OrgID(), p.OrgID)
	return p
}

// Each token has its own person, and nothing else of the organisation changes.
func TestCalledBy(t *testing.T) {
	t.Parallel()
	for _, found := range []func() *Organization{Clean, Clinic} {
		plain := found()
		_, people := asked(t, plain, "/v1/people")
		seen := map[string]bool{}
		for _, p := range []Person{Auditor, Officer, Colleague, ServiceApp} {
			o := found().CalledBy(p)
			who := me(t, o)
			require.False(t, seen[who.ID], "nobody is two people")
			seen[who.ID] = true
			require.Equal(t, who.Emails[0], o.CallerEmail())
			require.Equal(t, map[bool]string{false: "person", true: "appuser"}[p == ServiceApp], who.Type)
			_, same := asked(t, o, "/v1/people")
			require.Equal(t, people, same)
		}
		require.Equal(t, me(t, plain), me(t, found().CalledBy(Auditor)))
		require.Equal(t, plain.roleIDs([]string{"Compliance Officer"}), *me(t, found().CalledBy(Officer)).Roles)
		require.Empty(t, *me(t, found().CalledBy(Colleague)).Roles)
	}
}

// A role that is swapped for another shows in the person's own answer only.
func TestCalledByWithOtherRoles(t *testing.T) {
	t.Parallel()
	o := Clean()
	_, people := asked(t, o, "/v1/people")
	o.CalledBy(Auditor, "read-only administrator")
	require.Equal(t, o.roleIDs([]string{"Read-only Administrator"}), *me(t, o).Roles)
	_, same := asked(t, o, "/v1/people")
	require.Equal(t, people, same)
	require.Panics(t, func() { Clean().CalledBy(Auditor, "king") })
	require.Panics(t, func() { Clean().CalledBy(Person(99)) })
}

// What Webex shows to compliance officers only is shown to this one.
func TestCalledByOfficer(t *testing.T) {
	t.Parallel()
	const purged, transcripts = "/v1/admin/recordings?status=purged", "/v1/admin/meetingTranscripts?siteUrl=mercyvalley.webex.com"
	for _, path := range []string{purged, transcripts} {
		code, _ := asked(t, Clinic(), path)
		require.Equal(t, http.StatusForbidden, code, path)
		code, _ = asked(t, Clinic().CalledBy(Officer), path)
		require.Equal(t, http.StatusOK, code, path)
	}
	code, body := asked(t, Clean().CalledBy(ServiceApp), "/v1/dataSources")
	require.Equal(t, http.StatusOK, code)
	require.JSONEq(t, `{"items":[]}`, string(body))
}
