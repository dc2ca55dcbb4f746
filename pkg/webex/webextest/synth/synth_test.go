package synth_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/webextest/synth"
)

// ask sends one request with a token.
func ask(h http.Handler, method, target string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Authorization", "Bearer anything")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// list follows the next links of a list and returns its items and the number
// of pages.
func list(t *testing.T, h http.Handler, target string) (items []map[string]any, pages int) {
	t.Helper()
	for target != "" {
		w := ask(h, http.MethodGet, target)
		require.Equal(t, http.StatusOK, w.Code, "%s: %s", target, w.Body)
		var body struct {
			Items []map[string]any `json:"items"`
		}
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &body))
		items = append(items, body.Items...)
		pages++
		target = ""
		if m := regexp.MustCompile(`^<([^>]*)>; rel="next"$`).FindStringSubmatch(w.Header().Get("Link")); m != nil {
			target = m[1]
		}
	}
	return items, pages
}

func at(t time.Time) string { return url.QueryEscape(t.Format(time.RFC3339)) }

func TestSize(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]*synth.Organization{"clinic": synth.Clinic(), "clean": synth.Clean()} {
		people, pages := list(t, o, "/v1/people?max=1000")
		require.GreaterOrEqual(t, len(people), 60, name)
		require.Equal(t, 2, pages, "%s: a page of people holds 50", name)

		var recordings int
		for back := range 13 {
			to := o.Now.AddDate(0, 0, -30*back)
			for _, site := range sites(t, o) {
				items, _ := list(t, o, "/v1/admin/recordings?status=available&siteUrl="+site+"&from="+at(to.AddDate(0, 0, -30))+"&to="+at(to))
				recordings += len(items)
			}
		}
		require.GreaterOrEqual(t, recordings, 40, name)

		ended, _ := list(t, o, "/v1/meetings?meetingType=meeting&state=ended&max=100&from="+at(o.Now.AddDate(0, 0, -90))+"&to="+at(o.Now))
		require.GreaterOrEqual(t, len(ended), 60, name)
		require.LessOrEqual(t, len(ended), 120, name)
		hosts := map[any]int{}
		for _, m := range ended {
			hosts[m["hostEmail"]]++
			for _, field := range []string{"password", "enabledJoinBeforeHost", "unlockedMeetingJoinSecurity", "enableAutomaticLock", "publicMeeting"} {
				require.NotContains(t, m, field, "ended instances do not show it")
			}
		}
		require.GreaterOrEqual(t, len(hosts), 20, name)
	}
}

func sites(t *testing.T, o *synth.Organization) (urls []string) {
	t.Helper()
	var body struct{ Sites []struct{ SiteURL string } }
	require.NoError(t, json.Unmarshal(ask(o, http.MethodGet, "/v1/meetingPreferences/sites").Body.Bytes(), &body))
	for _, s := range body.Sites {
		urls = append(urls, s.SiteURL)
	}
	require.Len(t, urls, 2)
	return urls
}

func TestDeterministic(t *testing.T) {
	t.Parallel()
	a, b := synth.Clinic(), synth.Clinic()
	require.Equal(t, a.Canaries(), b.Canaries())
	for _, target := range []string{"/v1/people", "/v1/meetings?meetingType=meeting&max=100&from=2026-11-01&to=2026-11-20", "/v1/adminAudit/events?max=200&orgId=" + a.OrgID() + "&from=2026-01-01&to=2026-11-01"} {
		require.Equal(t, ask(a, http.MethodGet, target).Body.String(), ask(b, http.MethodGet, target).Body.String(), target)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	now := o.Now
	for _, tt := range []struct {
		target string
		code   int
	}{
		{"/v1/people", 200},
		{"/v1/people?max=0", 400},
		{"/v1/people?max=null", 400},
		{"/v1/nothing", 404},
		{"/v1/organizations/other", 404},
		{"/identity/scim/other/v2/Users", 404},
		{"/v1/meetings?max=101", 400},
		{"/v1/meetings?hasRecording=true", 400},
		{"/v1/meetings?hostEmail=nobody@mercyvalley.example", 404},
		{"/v1/meetings?meetingType=meeting&from=" + at(now) + "&to=" + at(now.Add(-time.Hour)), 400},
		{"/v1/meetingInvitees", 400},
		{"/v1/meetingInvitees?meetingId=none", 404},
		{"/v1/meetingParticipants?meetingId=none", 404},
		{"/v1/meetingPreferences/schedulingOptions?userEmail=nobody@mercyvalley.example", 404},
		{"/v1/admin/meeting/config/commonSettings?siteUrl=other.webex.com", 400},
		{"/v1/admin/recordings?from=" + at(now.AddDate(0, 0, -30)) + "&to=" + at(now), 200},
		{"/v1/admin/recordings?from=" + at(now.AddDate(0, 0, -31)) + "&to=" + at(now), 400},
		{"/v1/admin/recordings?status=purged", 403},
		{"/v1/admin/convergedRecordings?from=" + at(now.AddDate(0, 0, -31)) + "&to=" + at(now), 400},
		{"/v1/meetingReports/usage", 400},
		{"/v1/meetingReports/usage?siteUrl=mercyvalley.webex.com&from=" + at(now.AddDate(0, 0, -91)) + "&to=" + at(now.AddDate(0, 0, -70)), 400},
		{"/v1/meetingReports/usage?siteUrl=mercyvalley.webex.com&from=" + at(now.AddDate(0, 0, -40)) + "&to=" + at(now), 400},
		{"/v1/recordingReport/accessSummary?from=" + at(now.AddDate(0, 0, -90)) + "&to=" + at(now), 200},
		{"/v1/recordingReport/accessSummary?from=" + at(now.AddDate(0, 0, -91)) + "&to=" + at(now), 400},
		{"/v1/recordingReport/accessSummary?from=" + at(now.AddDate(0, 0, -366)) + "&to=" + at(now.AddDate(0, 0, -300)), 400},
		{"/v1/adminAudit/events?from=2026-01-01&to=2026-02-01", 400},
		{"/v1/adminAudit/events?orgId=" + o.OrgID() + "&from=2025-01-01&to=2026-11-01", 400},
		{"/v1/admin/securityAudit/events?orgId=" + o.OrgID() + "&startTime=2026-01-01&endTime=2026-02-01", 403},
		{"/admin/api/v1/organizations/" + o.UUID + "/settings/neverSet", 404},
		{"/admin/api/v1/organizations/" + o.UUID + "/settings/sparkDataRetentionDays", 200},
	} {
		require.Equal(t, tt.code, ask(o, http.MethodGet, tt.target).Code, tt.target)
	}
}

func TestOnlyGetWithToken(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	w := httptest.NewRecorder()
	o.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/people/me", nil))
	require.Equal(t, http.StatusUnauthorized, w.Code)
	require.Empty(t, o.Violations())
	require.Equal(t, http.StatusMethodNotAllowed, ask(o, http.MethodDelete, "/v1/people/me").Code)
	require.Equal(t, []string{"DELETE /v1/people/me"}, o.Violations())
}

func TestPaging(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	audit := "/v1/adminAudit/events?orgId=" + o.OrgID() + "&from=2025-12-01&to=2026-11-20&max="
	whole, pages := list(t, o, audit+"200")
	require.Equal(t, 1, pages)
	parts, pages := list(t, o, audit+"7")
	require.Equal(t, (len(whole)+6)/7, pages)
	require.Equal(t, whole, parts)
	offset, _ := list(t, o, audit+"200&offset=10")
	require.Equal(t, whole[10:], offset)

	var scim struct {
		TotalResults, ItemsPerPage, StartIndex int
		Resources                              []map[string]any
	}
	require.NoError(t, json.Unmarshal(ask(o, http.MethodGet, "/identity/scim/"+o.UUID+"/v2/Users?startIndex=51&count=50").Body.Bytes(), &scim))
	require.Equal(t, 62, scim.TotalResults)
	require.Len(t, scim.Resources, 12)
	require.Equal(t, []int{12, 51}, []int{scim.ItemsPerPage, scim.StartIndex})
}

// TestInviteeSees shows the trap of reading on behalf of a host: the list holds
// meetings of others as well.
func TestInviteeSees(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	people, _ := list(t, o, "/v1/people")
	foreign := 0
	for _, p := range people {
		email := p["emails"].([]any)[0].(string)
		items, _ := list(t, o, "/v1/meetings?meetingType=meetingSeries&max=100&hostEmail="+email+"&from="+at(o.Now)+"&to="+at(o.Now.AddDate(0, 0, 30)))
		for _, m := range items {
			if !strings.HasSuffix(m["hostEmail"].(string), "@mercyvalley.example") {
				foreign++
			}
		}
	}
	require.Positive(t, foreign)
}

// TestCanaries asks for everything and looks for the canaries: what is planted
// must be served, or it proves nothing.
func TestCanaries(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	require.Greater(t, len(o.Canaries()), 1000)
	seen := map[string]bool{}
	for _, c := range o.Canaries() {
		require.False(t, seen[c], c)
		seen[c] = true
		require.GreaterOrEqual(t, len(c), 12, c)
	}
	var served strings.Builder
	for _, target := range []string{"/v1/people?max=50", "/identity/scim/" + o.UUID + "/v2/Groups", "/admin/api/v1/organizations/" + o.UUID + "/settings",
		"/v1/meetings?meetingType=meeting&max=100&from=2026-11-01&to=2026-11-20"} {
		served.WriteString(ask(o, http.MethodGet, target).Body.String())
	}
	for _, word := range []string{"nickname", "jobtitle", "group", "sip-domain", "title", "weblink", "host-key"} {
		require.Contains(t, served.String(), "canary-"+word+"-")
	}
}

// TestNames keeps out names that the audit takes for shared or service
// accounts; the front desk and the bot are there on purpose.
func TestNames(t *testing.T) {
	t.Parallel()
	suspicious := regexp.MustCompile(`(?i)front ?desk|reception|nurse|clinic|scheduling|shared|room|kiosk|test|training|admin@|info@|svc|service|bot|api|integration|automation|sync|backup|noreply`)
	people, _ := list(t, synth.Clean(), "/v1/people")
	for _, p := range people {
		require.NotRegexp(t, suspicious, p["displayName"])
		require.NotRegexp(t, suspicious, p["emails"].([]any)[0])
	}
}
