package webextest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// Every endpoint has a way in, every way is one to an endpoint, and every row
// says where it is from.
func TestWaysAreWhole(t *testing.T) {
	t.Parallel()
	templates := synth.Templates()
	seen := map[string]bool{}
	for _, w := range webextest.Ways() {
		require.Contains(t, templates, w.Template)
		require.Regexp(t, `SPEC|DOC|SDK|SEEN|UNDOC|INFER`, w.Source, w.Template)
		require.NotEqual(t, webextest.Refusal, w.Shows, w.Template)
		require.Less(t, w.Others, w.Shows, w.Template)
		row := fmt.Sprint(w.Template, w.Query, w.Scope)
		require.False(t, seen[row], row)
		seen[row] = true
	}
	for _, template := range templates {
		if template != "/{host}" {
			require.NotEmpty(t, webextest.WaysOf(template, nil), template)
		}
	}
}

// What the collectors tell the administrator to grant is what the sources say
// opens the endpoint: the same scope, the same roles.
func TestCollectorsAskForWhatOpens(t *testing.T) {
	t.Parallel()
	for _, e := range collect.Asks(snapshot.Names()...) {
		if e.Host == webex.Handshake {
			continue
		}
		what := e.Path + " " + e.Scope
		var want []webextest.Way
		for _, w := range waysTo(e) {
			if w.Shows == webextest.Everything && (w.Scope == "" || slices.Contains(strings.Split(e.Scope, " or "), w.Scope)) {
				want = append(want, w)
			}
		}
		require.NotEmpty(t, want, what)
		var scopes []string
		for _, w := range want {
			if w.Scope != "" {
				scopes = append(scopes, w.Scope)
			}
		}
		slices.Sort(scopes)
		named := strings.Split(e.Scope, " or ")
		slices.Sort(named)
		require.Equal(t, strings.Join(named, ", "), strings.Join(slices.Compact(scopes), ", "), what)
		if why, ok := rolesDiffer[e.Path]; ok {
			t.Log(e.Path, why)
			continue
		}
		require.Equal(t, rolesOf(want), rolesIn(e.Role), what)
	}
}

// waysTo are those that count for the requests that an endpoint stands for.
func waysTo(e collect.Endpoint) []webextest.Way {
	query := url.Values{}
	switch {
	case e.OfOfficers() && strings.HasSuffix(strings.ToLower(e.Path), "recordings"):
		query.Set("status", "purged")
	case e.Path == "/v1/webhooks":
		query.Set("ownedBy", "org")
	}
	return webextest.WaysOf(e.Path, query)
}

// rolesDiffer lists the endpoints that anybody may ask, so that the role which
// the collectors name is another thing: that of the person who should sign in.
var rolesDiffer = map[string]string{
	"/v1/people/me":    "anybody is told about themselves, and only administrators about their roles",
	"/v1/guests/count": "a service app's, which a full administrator authorises",
}

// roleWords are how the collectors write roles.
var roleWords = []struct {
	word  *regexp.Regexp
	roles []webextest.Role
}{
	{regexp.MustCompile(`^any administrator$`), []webextest.Role{
		webextest.FullAdministrator, webextest.ReadOnlyAdministrator, webextest.UserAdministrator, webextest.DeviceAdministrator,
		webextest.ContentAdministrator, webextest.GroupAdministrator, webextest.LocationAdministrator,
	}},
	{regexp.MustCompile(`\bfull\b`), []webextest.Role{webextest.FullAdministrator}},
	{regexp.MustCompile(`\bread-only\b`), []webextest.Role{webextest.ReadOnlyAdministrator}},
	{regexp.MustCompile(`\buser\b`), []webextest.Role{webextest.UserAdministrator}},
	{regexp.MustCompile(`\bdevice\b`), []webextest.Role{webextest.DeviceAdministrator}},
	{regexp.MustCompile(`\bgroup\b`), []webextest.Role{webextest.GroupAdministrator}},
	{regexp.MustCompile(`\blocation\b`), []webextest.Role{webextest.LocationAdministrator}},
	{regexp.MustCompile(`\bcontent\b`), []webextest.Role{webextest.ContentAdministrator}},
	{regexp.MustCompile(`\bsite administrator\b`), []webextest.Role{webextest.SiteAdministrator}},
	{regexp.MustCompile(`\bcompliance officer\b`), []webextest.Role{webextest.ComplianceOfficer}},
	{regexp.MustCompile(`\bcontact center administrator\b`), []webextest.Role{webextest.ContactCenterAdministrator}},
	{regexp.MustCompile(`\bservice app\b`), []webextest.Role{webextest.ServiceApp}},
}

// rolesIn are the roles that a hint of the collectors names.
func rolesIn(text string) []string {
	text, _, _ = strings.Cut(strings.ToLower(text), ", not ") // "not a read-only one"
	var out []string
	for _, w := range roleWords {
		if w.word.MatchString(text) {
			for _, r := range w.roles {
				out = append(out, string(r))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func rolesOf(ways []webextest.Way) []string {
	var out []string
	for _, w := range ways {
		for _, r := range w.Roles {
			out = append(out, string(r))
		}
		if w.Site {
			out = append(out, string(webextest.SiteAdministrator))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// administrator is a grant with all that the program asks administrators for.
func administrator(o *synth.Organization) webextest.Grant {
	return webextest.Grant{
		Organization: o, Person: synth.Auditor,
		Roles:  []webextest.Role{webextest.FullAdministrator, webextest.SiteAdministrator},
		Scopes: collect.Scopes(collect.Endpoints(), collect.Grantee{ContactCenter: true}),
	}
}

// officer is one with all that it asks a compliance officer for.
func officer(o *synth.Organization) webextest.Grant {
	return webextest.Grant{
		Organization: o, Person: synth.Officer,
		Roles:  []webextest.Role{webextest.ComplianceOfficer},
		Scopes: collect.Scopes(collect.Asks(snapshot.Names()...), collect.Grantee{Officer: true}),
	}
}

// without is the list less one of its words.
func without(list []string, word string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return w == word })
}

// What a token lacks is refused in the words of the service, and what Webex
// narrows without a word is narrowed without a word.
func TestGrants(t *testing.T) {
	t.Parallel()
	const scim = "/identity/scim/{org}/v2/Users"
	for name, c := range map[string]struct {
		change func(*webextest.Grant)
		path   string
		want   int
		holds  string // of the answer
	}{
		"whole":                     {nil, "/v1/organizations/{orgId}", 200, `"displayName"`},
		"no scope":                  {func(g *webextest.Grant) { g.Scopes = without(g.Scopes, "spark-admin:organizations_read") }, "/v1/organizations/{orgId}", 403, "missing required scopes"},
		"no role":                   {func(g *webextest.Grant) { g.Roles = nil }, "/v1/organizations/{orgId}", 403, "Not permitted"},
		"identity service":          {func(g *webextest.Grant) { g.Scopes = nil }, scim, 403, `"status":"403"`},
		"identity service, no role": {func(g *webextest.Grant) { g.Roles = nil }, scim, 403, "Not permitted"},
		"no site administrator":     {func(g *webextest.Grant) { g.Roles = g.Roles[:1] }, "/v1/admin/meeting/config/commonSettings", 403, "Not permitted"},
		"calling":                   {func(g *webextest.Grant) { g.Scopes = nil }, "/v1/telephony/config/locations", 403, `"error":[{`},
		"contact center":            {func(g *webextest.Grant) { g.Scopes = nil }, "/organization/{org}/v2/ai-feature", 403, `"error":{`},
		"control hub, silent":       {func(g *webextest.Grant) { g.Roles = nil }, "/admin/api/v1/organizations/{org}/settings", 403, ""},
		"read-only administrator": {func(g *webextest.Grant) { g.Roles = []webextest.Role{webextest.ReadOnlyAdministrator} },
			"/v1/adminAudit/events", 403, "Not permitted"},
		"purged for an administrator": {nil, "/v1/admin/recordings?status=purged", 200, `{"items":[]}`},
		"available for them":          {nil, "/v1/admin/recordings?status=available", 200, `"topic"`},
		"devices without the role":    {func(g *webextest.Grant) { g.Roles = nil }, "/v1/devices", 200, `{"items":[]}`},
		"webhooks without the role":   {func(g *webextest.Grant) { g.Roles = nil }, "/v1/webhooks?ownedBy=org", 200, `{"items":[]}`},
		"memberships":                 {nil, "/v1/memberships", 403, "missing required scopes"},
		"people without the scope":    {func(g *webextest.Grant) { g.Scopes = nil }, "/v1/people/me", 403, "missing required scopes"},
		"people without the role":     {func(g *webextest.Grant) { g.Roles = nil }, "/v1/people/me", 200, `"roles":[]`},
		"people, hidden roles":        {func(g *webextest.Grant) { g.HidesRoles = true }, "/v1/people/me", 200, `"type":"person"`},
		"revoked":                     {func(g *webextest.Grant) { g.Refused = 401 }, "/v1/people/me", 401, ""},
		"elsewhere":                   {nil, "/v1/nowhere", 404, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := administrator(synth.Clinic())
			if c.change != nil {
				c.change(&g)
			}
			path := strings.NewReplacer("{org}", g.Organization.UUID, "{orgId}", g.Organization.OrgID()).Replace(c.path)
			grants := webextest.NewGrants(map[string]webextest.Grant{"one": g})
			w := getWith(grants, path, "one")
			require.Equal(t, c.want, w.Code)
			require.Contains(t, w.Body.String(), c.holds)
			require.Equal(t, name != "people, hidden roles" && strings.HasSuffix(path, "/me") && w.Code == 200, strings.Contains(w.Body.String(), `"roles"`))
			require.Len(t, grants.Asked("one"), 1)
		})
	}
	grants := webextest.NewGrants(nil)
	require.Equal(t, http.StatusUnauthorized, getWith(grants, "/v1/people/me", "nobody's").Code)
}

// A scope of everybody's, or an administrator's in other hands, opens what is
// the person's own, whomever the request names.
func TestGrantsAnswerAboutOneself(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]webextest.Grant{
		"scope of everybody":       {Person: synth.Colleague, Scopes: []string{"meeting:schedules_read", "meeting:preferences_read", "meeting:recordings_read"}},
		"scope of administrators'": {Person: synth.Colleague, Scopes: []string{"meeting:admin_schedule_read", "meeting:preferences_read", "meeting:admin_recordings_read"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g.Organization = synth.Clean()
			grants := webextest.NewGrants(map[string]webextest.Grant{"one": g})
			me, all := g.Organization.CallerEmail(), administrator(synth.Clean())
			whole := webextest.NewGrants(map[string]webextest.Grant{"one": all})
			for _, path := range []string{
				"/v1/meetings?meetingType=meeting&from=2026-10-25T00:00:00Z&to=2026-11-20T00:00:00Z&max=100",
				"/v1/recordingReport/accessSummary?from=2026-10-25T00:00:00Z&to=2026-11-20T00:00:00Z&max=100&hostEmail=all",
			} {
				w := getWith(grants, path, "one")
				require.Equal(t, 200, w.Code, path)
				require.Contains(t, w.Body.String(), `"hostEmail":"`+me+`"`, path)
				require.Less(t, w.Body.Len(), getWith(whole, path, "one").Body.Len()/2, path)
				other := getWith(grants, strings.TrimSuffix(path, "&hostEmail=all")+"&hostEmail=somebody@else.example", "one")
				require.Equal(t, w.Body.String(), other.Body.String(), path)
			}
			w := getWith(grants, "/v1/meetingPreferences/personalMeetingRoom?userEmail=somebody@else.example", "one")
			require.Equal(t, 200, w.Code)
		})
	}
}

func getWith(h http.Handler, path, token string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
