package synth

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// route is one endpoint: the path with {placeholders}, and what answers it.
type route struct {
	template string
	answer   func(o *Organization, w http.ResponseWriter, r *http.Request)
}

// routes lists every endpoint that an organisation answers.
func routes() []route {
	return slices.Concat(spacesRoutes(), appsRoutes(), generatedRoutes(), telephonyRoutes(), centerRoutes(), devicesRoutes(), tlsRoutes(), []route{
		{"/v1/people/me", (*Organization).serveMe},
		{"/v1/organizations/{orgId}", (*Organization).serveOrganization},
		{"/v1/licenses", (*Organization).serveLicenses},
		{"/v1/meetingPreferences/sites", (*Organization).serveSites},
		{"/v1/admin/meeting/config/commonSettings", (*Organization).serveCommonSettings},
		{"/v1/roles", (*Organization).serveRoles},
		{"/v1/people", (*Organization).servePeople},
		{"/identity/scim/{orgUuid}/v2/Users", (*Organization).serveScimUsers},
		{"/identity/scim/{orgUuid}/v2/Groups", (*Organization).serveScimGroups},
		{"/identity/scim/{orgUuid}/v2/Groups/{groupId}/Members", (*Organization).serveScimMembers},
		{"/v1/meetingPreferences/schedulingOptions", (*Organization).serveScheduling},
		{"/v1/meetingPreferences/personalMeetingRoom", (*Organization).servePersonalRoom},
		{"/v1/meetings", (*Organization).serveMeetings},
		{"/v1/admin/meetings/{meetingId}", (*Organization).serveAdminMeeting},
		{"/v1/meetingInvitees", (*Organization).serveInvitees},
		{"/v1/meetingParticipants", (*Organization).serveParticipants},
		{"/v1/meetingReports/usage", (*Organization).serveUsage},
		{"/v1/admin/recordings", (*Organization).serveRecordings},
		{"/v1/recordingReport/accessSummary", (*Organization).serveAccessSummary},
		{"/v1/recordingReport/accessDetail", (*Organization).serveAccessDetail},
		{"/v1/telephony/config/callRecording", (*Organization).serveCallRecording},
		{"/v1/admin/convergedRecordings", (*Organization).serveConvergedRecordings},
		{"/idb/idbconfig/{orgUuid}/v1/authentication", (*Organization).serveAuthentication},
		{"/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp", (*Organization).serveIdentityProviders},
		{"/admin/api/v1/organizations/{orgUuid}/settings", (*Organization).serveSettings},
		{"/admin/api/v1/organizations/{orgUuid}/settings/{key}", (*Organization).serveSetting},
		{"/v1/adminAudit/events", (*Organization).serveAdminAudit},
		{"/v1/admin/securityAudit/events", (*Organization).serveSecurityAudit},
	})
}

// Templates lists the paths that an organisation answers, with {placeholders}
// where ids stand.
func Templates() []string {
	var all []string
	for _, r := range routes() {
		all = append(all, r.template)
	}
	return all
}

// TemplateOf returns the template that a path is of, or "" when there is none.
func TemplateOf(path string) string {
	for _, r := range routes() {
		if _, ok := match(r.template, path); ok {
			return r.template
		}
	}
	return ""
}

// match fills the placeholders of a template from a path.
func match(template, path string) (map[string]string, bool) {
	want, have := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	values := map[string]string{}
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{") && have[i] != "":
			values[strings.Trim(w, "{}")] = have[i]
		case w != have[i]:
			return nil, false
		}
	}
	return values, true
}

// ServeHTTP answers a request as Webex would. Anything but a GET is refused
// and noted as a violation.
func (o *Organization) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", o.Now.Format(http.TimeFormat))
	w.Header().Set("TrackingID", "ROUTER_"+strings.ToUpper(hex.EncodeToString(o.digest(r.Method, r.URL.RequestURI())[:12])))
	if r.Method != http.MethodGet {
		o.mu.Lock()
		o.violations = append(o.violations, r.Method+" "+r.URL.Path)
		o.mu.Unlock()
		o.fail(w, http.StatusMethodNotAllowed, "the method is not allowed")
		return
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !ok || token == "" {
		o.fail(w, http.StatusUnauthorized, "the request requires a valid access token set in the Authorization request header")
		return
	}
	for _, route := range routes() {
		ids, ok := match(route.template, r.URL.Path)
		if !ok {
			continue
		}
		for name, id := range ids {
			r.SetPathValue(name, id)
		}
		switch refuse := o.refused[route.template]; {
		case refuse.when != nil && refuse.when(r):
			o.fail(w, http.StatusForbidden, refuse.why)
		case ids["orgUuid"] != "" && ids["orgUuid"] != o.UUID, ids["orgId"] != "" && ids["orgId"] != o.OrgID():
			o.fail(w, http.StatusNotFound, "no such organisation")
		default:
			route.answer(o, w, r)
		}
		return
	}
	o.fail(w, http.StatusNotFound, "no such resource")
}

// fail answers with an error body of the common kind. Its text holds a canary,
// because Webex echoes addresses and ids in such texts.
func (o *Organization) fail(w http.ResponseWriter, status int, why string) {
	why += " (" + ErrorCanary + ")"
	o.write(w, status, map[string]any{
		"message":    why,
		"errors":     []map[string]any{{"description": why}},
		"trackingId": w.Header().Get("TrackingID"),
	})
}

// answer writes a body that is there.
func (o *Organization) answer(w http.ResponseWriter, body any) { o.write(w, http.StatusOK, body) }

func (o *Organization) write(w http.ResponseWriter, status int, body any) {
	b, err := json.Marshal(body)
	if err != nil {
		panic(err) // our own types always marshal
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(b) // the client may be gone
}
