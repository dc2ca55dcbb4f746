package collect

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/webex"
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

func TestPseudonymsMail(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for address, want := range map[string]string{
		"jane.doe@clinic.example":   `^u-[0-9a-f]{12}@clinic\.example$`,
		"front-desk@clinic.example": `^u-[0-9a-f]{12}\.front-desk@clinic\.example$`,
		"Admin@clinic.example":      `^u-[0-9a-f]{12}\.admin@clinic\.example$`,
		"admin.jane@clinic.example": `^admin\.u-[0-9a-f]{12}@clinic\.example$`,
		"room12@clinic.example":     `^u-[0-9a-f]{12}\.room@clinic\.example$`,
		"capital@clinic.example":    `^xapix\.u-[0-9a-f]{12}@clinic\.example$`,
		"svc-backup@clinic.example": `^u-[0-9a-f]{12}\.svc\.backup@clinic\.example$`,
		"nobody":                    `^u-[0-9a-f]{12}$`,
		"":                          `^$`,
	} {
		require.Regexp(t, want, p.Mail(address), address)
	}
	require.Equal(t, p.Mail("Jane@a.example"), p.Mail(" jane@A.example"))
	require.NotEqual(t, p.Mail("jane@a.example"), p.Mail("john@a.example"))
	require.NotEqual(t, p.Mail("jane@a.example"), (&Pseudonyms{secret: []byte("other")}).Mail("jane@a.example"))

	p.keep = func(address string) bool { return strings.HasSuffix(address, "@clinic.example") }
	require.Equal(t, "jane@clinic.example", p.Mail("Jane@clinic.example"))
	require.NotContains(t, p.Mail("jane@mail.example"), "jane")
}

// TestPseudonymsKeepWhatPatternsSee: the patterns of the checks about shared and
// service accounts say the same about a mailbox and its pseudonym.
func TestPseudonymsKeepWhatPatternsSee(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	patterns, err := check.NamePatterns([]string{"front ?desk", "reception", "nurse", "clinic", "scheduling", "shared", "room", "kiosk", "test", "training", "admin@", "info@",
		"svc", "service", "bot", "api", "integration", "automation", "sync", "backup", "noreply"})
	require.NoError(t, err)
	for _, mailbox := range []string{"jane.doe", "frontdesk", "front.desk", "admin", "admin2", "jane.admin", "the-info", "info.desk", "capital", "abbott", "svc_api", "room-5", "room12",
		"rooms", "nurse", "nursing", "receptionist", "roomadmin", "info2", "7info7", "tests.ann", "épiroom", "broome"} {
		pseudonym := p.Mail(mailbox + "@x.example")
		for i, np := range patterns {
			require.Equal(t, np.MatchesAddress(mailbox+"@x.example"), np.MatchesAddress(pseudonym), "%s as %s under pattern %d", mailbox, pseudonym, i)
		}
	}
	for _, name := range []string{"Front Desk", "Jane Doe", "Nurse Station 5", "Abbott", "Room12", "Rooms", "API Gateway", "Élise Room", "Kim Broome", "Éroom"} {
		for i, np := range patterns {
			require.Equal(t, np.Matches(name), np.Matches(p.Name(name)), "%s as %s under pattern %d", name, p.Name(name), i)
		}
	}
}

func TestPseudonymsName(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for name, want := range map[string]string{
		"Jane Doe": redacted, "Front Desk 2": "front desk", "Nurse Jane Doe": "nurse", "Jane's Test Room": "test room", "": "",
	} {
		require.Equal(t, want, p.Name(name), name)
	}
}

func TestPseudonymsToken(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	require.Regexp(t, `^k-[0-9a-f]{16}$`, p.Token("Jane's visit"))
	require.Equal(t, p.Token("Jane's visit"), p.Token("  jane's   VISIT "))
	require.NotEqual(t, p.Token("a"), p.Token("b"))
	require.NotEqual(t, p.Token("1.23.4.5"), p.Token("12.3.4.5"))
	require.Empty(t, p.Token(" "))
	require.Regexp(t, `^k-[0-9]{15}$`, p.Token("123 456 789"))
	require.Equal(t, p.Token("123 456 789"), p.Token("123456789"))
}

func TestRedactQuery(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	q := url.Values{
		"hostEmail": {"Jane@clinic.example"}, "from": {"2026-01-01T00:00:00Z"}, "siteUrl": {"one.webex.com"}, "max": {"100"},
		"cursor": {"bmFtZT1KYW5l"}, "filter": {`userName eq "jane@clinic.example"`}, "displayName": {"Jane"},
	}
	got := r.Query("/v1/meetings", q)
	require.Equal(t, "Jane@clinic.example", q.Get("hostEmail"), "the query of the caller stays")
	require.Equal(t, r.names.Mail("jane@clinic.example"), got.Get("hostEmail"))
	require.Equal(t, "2026-01-01T00:00:00Z", got.Get("from"))
	require.Equal(t, "one.webex.com", got.Get("siteUrl"))
	require.Equal(t, "100", got.Get("max"))
	require.Equal(t, r.names.Exact("bmFtZT1KYW5l"), got.Get("cursor"))
	require.NotEqual(t, r.names.Exact("bmFtZT1KYW5l"), r.names.Exact("bmftZT1KYW5l"), "cursors differ by the case of a letter")
	require.Contains(t, got, "displayName")
	require.NotContains(t, strings.ToLower(strings.ReplaceAll(got.Encode(), "displayName", "")), "jane")
	require.Equal(t, url.Values{"hostEmail": {"all"}}, r.Query("/v1/recordingReport/accessSummary", url.Values{"hostEmail": {"all"}}))
	require.NotNil(t, r.Query("/v1/roles", nil))
}

// TestRedactQueryOfNextLinks: what a server writes into a next link survives
// only where the tool would have written it.
func TestRedactQueryOfNextLinks(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	for name, values := range map[string]struct{ kept, replaced []string }{
		"max":             {[]string{"100", "null", ""}, []string{"Jane", "-1", "5551234567890"}},
		"startIndex":      {[]string{"1"}, []string{"1.5"}},
		"from":            {[]string{"2026-01-01T00:00:00Z", ""}, []string{"Jane", "2026-01-01T00:00:00Z Jane"}},
		"siteUrl":         {[]string{"one.webex.com"}, []string{"Jane", "jane doe.webex.com", "https://one.webex.com/jane"}},
		"meetingId":       {[]string{"a1_b-2", "Y2lzY29zcGFyazovL3Vz=="}, []string{"Jane Doe", "https://jane", "Jané"}},
		"eventCategories": {[]string{"LOGINS,LOGOUT"}, []string{"LOGINS,Jane Doe", "a,"}},
		"cursor":          {[]string{""}, []string{"abc", "ABC"}},
	} {
		for _, v := range values.kept {
			require.Equal(t, v, r.Query("/v1/meetings", url.Values{name: {v}}).Get(name), "%s=%s", name, v)
		}
		for _, v := range values.replaced {
			require.Regexp(t, "^k-[0-9a-f]{16}$", r.Query("/v1/meetings", url.Values{name: {v}}).Get(name), "%s=%s", name, v)
		}
	}
	for _, name := range []string{"Jane Doe", "jane@clinic.example", "n555123", "é", strings.Repeat("a", 31)} {
		require.Equal(t, url.Values{r.names.Exact(name): {r.names.Exact("1")}}, r.Query("/v1/meetings", url.Values{name: {"1"}}))
	}
	require.Regexp(t, "^u-[0-9a-f]{12}$", r.Query("/v1/meetings", url.Values{"hostEmail": {"Jane Doe"}}).Get("hostEmail"))
}

func TestRedactPath(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	require.Equal(t, "/v1/organizations/Y2lz_-=", r.Path("/v1/organizations/{orgId}", "/v1/organizations/Y2lz_-="))
	require.Equal(t, "/v1/organizations/"+r.names.Exact("Jane Doe"), r.Path("/v1/organizations/{orgId}", "/v1/organizations/Jane Doe"))
	require.Equal(t, "/v1/people/me", r.Path("/v1/people/me", "/v1/people/me"))
}

func TestTextRules(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for field, texts := range map[string]struct{ kept, replaced []string }{
		"id": {[]string{"", "a", "id_full_admin", "Y2lzY29zcGFyazovL3Vz==", "ciscospark://us/PEOPLE/a-b", "urn:a:b.c+d"},
			[]string{"Jane Doe", "jane@clinic.example", "https://jane", "ciscospark://a://b", "Jané", strings.Repeat("a", 251), "a\nb"}},
		"siteUrl":     {[]string{"", "One.Webex.com", "one.webex.com#attendee"}, []string{"Jane", "jane doe.webex.com", "1.2.3.4", "-a.b", "a..b"}},
		"vendorName":  {[]string{"", "Dubber", "Call on Webex (1:1 call, non-PSTN)", "Café & Co. 2026"}, []string{"jane@clinic.example", "Patient 12345", "a\nb", "<Jane>", strings.Repeat("a", 81)}},
		"name":        {[]string{"Full Administrator", "Webex Suite - Enterprise"}, []string{"Jane's"}},
		"siteType":    {[]string{"Control Hub managed site"}, []string{"call 5551234"}},
		"displayName": {[]string{"St. Mary's Clinic"}, []string{"jane@clinic.example"}},
	} {
		for _, text := range texts.kept {
			require.Equal(t, text, ruleOf(field)(text, p), field)
		}
		for _, text := range texts.replaced {
			got := ruleOf(field)(text, p)
			require.Regexp(t, `^(k-[0-9a-f]{16}|\[redacted\])$`, got, "%s %s", field, text)
		}
	}
	require.Equal(t, "one.webex.com", siteText("https://one.webex.com/jane?doe", p))
	require.NotEqual(t, idText("Jane Doe", p), idText("John Doe", p), "a replay tells them apart")
}

func TestRedactWords(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	require.Equal(t, []any{"L1", redacted, "one.webex.com#attendee", redacted, "one.webex.com"},
		words(nil).redact([]any{"L1", "Jane Doe", "one.webex.com#attendee", "https://jane", "https://one.webex.com/jane"}, p))
}

func TestDomainOf(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for address, want := range map[string]string{
		"jane@Clinic.Example": "clinic.example", "a@b@c-1.example": "c-1.example", "jane": "", "": "", "jane@": "",
		"x@Jane Doe": "", "x@jane_doe": "", "x@10.1.2.3": "", "x@клиника.example": "", "x@[10.1.2.3]": "", "x@a.example>": "",
	} {
		require.Equal(t, want, domainOf(address), address)
		require.Equal(t, want, domainOf(p.Mail(address)), address)
		if want == "" && address != "" {
			require.Regexp(t, "^u-[0-9a-f]{12}$", p.Mail(address))
		}
	}
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

// TestRedactRoomLink: a replay says of a Personal Room's link what the live run
// said.
func TestRedactRoomLink(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	for name, tt := range map[string]struct{ link, host string }{
		"mailbox in the link": {"https://one.webex.com/meet/jane.doe", "jane.doe@clinic.example"},
		"another link":        {"https://one.webex.com/meet/pr1234567", "jane.doe@clinic.example"},
		"short mailbox":       {"https://one.webex.com/meet/jd", "jd@clinic.example"},
		"no name":             {"/", "jane.doe@clinic.example"},
		"no link":             {"", "jane.doe@clinic.example"},
		"shared mailbox":      {"https://one.webex.com/meet/frontdesk", "frontdesk@clinic.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := `{"personalMeetingRoomLink":"` + tt.link + `","topic":"Jane's room"}`
			var before, after wirePersonalRoom
			require.NoError(t, json.Unmarshal([]byte(body), &before))
			got := redactJSON(t, r, personalRoomEndpoint.Path, url.Values{"userEmail": {tt.host}}, body)
			require.NoError(t, json.Unmarshal([]byte(got), &after))
			require.Equal(t, before.Link.exists, after.Link.exists)
			require.Equal(t, before.Link.holds(tt.host), after.Link.holds(r.names.Mail(tt.host)), got)
			require.NotContains(t, got, "jane")
			require.NotContains(t, got, "webex.com")
		})
	}
}

// TestKeptTexts lists every text that a recording keeps word for word. A new
// one must be looked at: it may hold ids, names of the organisation's own
// objects, and words of the API, but nothing about a person or a patient.
func TestKeptTexts(t *testing.T) {
	t.Parallel()
	const user = "Resources.urn:scim:schemas:extension:cisco:webexidentity:2.0:User."
	const group = "Resources.urn:scim:schemas:extension:cisco:webexidentity:2.0:Group."
	want := map[string][]string{
		"/v1/people/me":                {"id", "orgId", "roles", "type"},
		"/v1/organizations/{orgId}":    {"displayName", "id"},
		"/v1/licenses":                 {"items.id", "items.name", "items.siteType", "items.siteUrl", "items.subscriptionId"},
		"/v1/meetingPreferences/sites": {"sites.siteUrl"},
		"/v1/roles":                    {"items.id", "items.name"},
		"/v1/people":                   {"items.department", "items.id", "items.licenses", "items.orgId", "items.roles", "items.siteUrls", "items.type"},
		"/identity/scim/{orgUuid}/v2/Users": {
			"Resources.id", "Resources.roles.value", user + "accountStatus", user + "managedGroups.groupId", user + "managedGroups.role",
			user + "managedOrgs.orgId", user + "managedOrgs.role", user + "managedSites.role", user + "managedSites.siteName", "Resources.userType"},
		"/identity/scim/{orgUuid}/v2/Groups":                   {"Resources.id", group + "inheritances.type", group + "inheritances.value"},
		"/identity/scim/{orgUuid}/v2/Groups/{groupId}/Members": {"members.type", "members.value"},
		"/v1/meetings":                                        {"items.id", "items.meetingSeriesId", "items.meetingType", "items.recurrence", "items.scheduledType", "items.siteUrl", "items.unlockedMeetingJoinSecurity"},
		"/v1/admin/meetings/{meetingId}":                      {"id", "meetingSeriesId", "meetingType", "recurrence", "scheduledType", "siteUrl", "unlockedMeetingJoinSecurity"},
		"/v1/meetingParticipants":                             {"items.devices.audioType", "items.devices.callType", "items.state"},
		"/v1/meetingReports/usage":                            {"items.meetingId"},
		"/v1/admin/recordings":                                {"items.id", "items.meetingId", "items.status"},
		"/v1/recordingReport/accessSummary":                   {"items.recordingId"},
		"/v1/telephony/config/callRecording":                  {"vendorName"},
		"/v1/admin/convergedRecordings":                       {"items.id", "items.serviceType", "items.status", "items.storageRegion"},
		"/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp": {"id"},
		"/v1/adminAudit/events": {"items.actorId", "items.actorOrgId", "items.data.eventCategory", "items.data.eventDescription", "items.data.roleAdded",
			"items.data.roleRemoved", "items.data.targetId", "items.data.targetOrgId", "items.id",
			"items.data.configKey", "items.data.configValue", "items.data.previousValue", "items.data.settingKey", "items.data.settingName",
			"items.data.settingValue", "items.data.targetType"},
		"/admin/api/v1/organizations/{orgUuid}/settings": {
			"orgSettings.botFileShareControl", "orgSettings.desktopFileShareControl", "orgSettings.mobileFileShareControl",
			"orgSettings.webFileShareControl", "orgSettings.whiteboardFileShareControl"},
		"/admin/api/v1/organizations/{orgUuid}/settings/{key}": {
			"botFileShareControl", "desktopFileShareControl", "mobileFileShareControl", "webFileShareControl", "whiteboardFileShareControl"},
		"/{host}":                               {"tls10", "tls11", "tls12", "tls13"},
		"/v1/rooms":                             {"items.classificationId", "items.id", "items.ownerId", "items.type"},
		"/v1/rooms/{roomId}":                    {"classificationId", "id", "ownerId", "type"},
		"/v1/memberships":                       {"items.personId", "items.personOrgId", "items.roomId", "items.roomType"},
		"/v1/classifications":                   {"items.id", "items.title"},
		"/v1/webhooks":                          {"items.event", "items.id", "items.ownedBy", "items.resource", "items.status"},
		"/v2/subscriptions":                     {"data.eventTypes", "data.id", "data.status"},
		"/v1/dataSources":                       {"items.id", "items.status"},
		"/v1/dataSources/{dataSourceId}":        {"id", "status"},
		"/v1/room/linkedFolders":                {"items.id"},
		"/v1/authorizations":                    {"items.applicationName", "items.clientId", "items.type"},
		"/v1/policies":                          {"items.action", "items.type"},
		"/v1/applications/usage":                {"items.appClientId", "items.appName", "items.policyAction"},
		"/v1/admin/securityAudit/events":        {"items.actorId", "items.data.eventCategory", "items.data.eventDescription"},
		"/v1/admin/meetingTranscripts":          {"items.hostUserId", "items.id", "items.meetingId", "items.status"},
		"/v1/admin/meeting/config/sessionTypes": {"items.id", "items.name"},
		"/v1/hds/organizations/{orgId}":         {"items.orgId", "items.orgMode"},
		"/v1/settings/organizations/{orgId}/settings/{settingKey}": {"key"},
		"/v1/devices": {"items.connectionStatus", "items.errorCodes", "items.id", "items.locationId", "items.managedBy", "items.personId", "items.product",
			"items.software", "items.type", "items.upgradeChannel", "items.workspaceId", "items.workspaceLocationId"},
		"/v1/workspaces":           {"items.calling.type", "items.hotdeskingStatus", "items.id", "items.locationId", "items.workspaceLocationId"},
		"/v1/deviceConfigurations": {"deviceId"}, // and words of the settings, see FuzzConfigurations

		"/organization/{orgUuid}/v2/organization-setting": {"data.pruningStrategy"},
		"/organization/{orgUuid}/v2/contact-service-queue": {"data.channelType", "data.id", "data.queueLevelRealTimeTranscriptionsInclusion",
			"data.queueLevelSentimentAnalysisInclusion", "data.queueLevelSummariesInclusion"},
		"/organization/{orgUuid}/v3/user-profile":      {"data.id", "data.permissionAccessLevel", "data.permissions.access", "data.permissions.name", "data.profileType"},
		"/organization/{orgUuid}/v3/user-profile/{id}": {"id", "permissionAccessLevel", "permissions.access", "permissions.name", "profileType"},
		"/organization/{orgUuid}/v2/agent-profile":     {"data.id"},
		"/organization/{orgUuid}/v2/cad-variable":      {"data.id", "data.name"}, // names that hint at PHI only, see TestVariableNamesInRecordings
		"/organization/{orgUuid}/v2/ai-feature": {"data.agentWellbeing.queuesInclusionType", "data.autoCSAT.queuesInclusionType",
			"data.coachingInsights.queuesInclusionType", "data.evaluationsAndAnalytics.queuesInclusionType", "data.generatedSummaries.queuesInclusionType",
			"data.id", "data.personalizedAIRouting.queuesInclusionType", "data.predictedWaitTime.queuesInclusionType",
			"data.realtimeTranscripts.queuesInclusionType", "data.sentimentAnalysis.queuesInclusionType", "data.suggestedResponses.queuesInclusionType"},
		"/v1/telephony/config/callRecording/vendors":                                               {"storageRegion", "vendorName"},
		"/v1/telephony/config/dataPolicies":                                                        {"orgDataRegion"},
		"/v1/telephony/config/locations":                                                           {"locations.id", "locations.name"},
		"/v1/telephony/config/locations/{locationId}/callRecording/vendors":                        {"defaultVendorName", "storageRegion"},
		"/v1/telephony/config/locations/{locationId}/dataPolicies":                                 {"locationDataRegion"},
		"/v1/telephony/config/callRecording/vendorUsers":                                           {"members.id", "members.licenseType", "members.type"},
		"/v1/telephony/config/locations/{locationId}/callRecording/vendorUsers":                    {"members.id", "members.licenseType", "members.type"},
		"/v1/telephony/config/queues":                                                              {"queues.id", "queues.locationId"},
		"/v1/people/{personId}/features/callRecording":                                             {"record"},
		"/v1/telephony/config/workspaces/{workspaceId}/features/callRecordings":                    {"record"},
		"/v1/telephony/config/virtualLines/{virtualLineId}/callRecording":                          {"record"},
		"/v1/telephony/config/locations/{locationId}/queues/{queueId}/cxEssentials/callRecordings": {"record"},
		"/v1/telephony/config/voicemailGroups":                                                     {"voicemailGroups.id", "voicemailGroups.locationId"},
		"/v1/telephony/config/virtualLines":                                                        {"virtualLines.id"},
		"/v1/people/{personId}/features/voicemail":                                                 {"messageStorage.storageType"},
		"/v1/telephony/config/locations/{locationId}/voicemailGroups/{voicemailGroupId}":           {"messageStorage.storageType"},
		"/v1/telephony/config/workspaces/{workspaceId}/voicemail":                                  {"messageStorage.storageType"},
		"/v1/telephony/config/virtualLines/{virtualLineId}/voicemail":                              {"messageStorage.storageType"},
	}
	for _, e := range Endpoints() {
		var got []string
		keptTexts(reflect.TypeOf(e.Wire), "", "", &got)
		slices.Sort(got)
		slices.Sort(want[e.Path])
		require.Equal(t, want[e.Path], got, e.Path)
	}
}

// keptTexts walks a wire type and lists the fields whose text is not replaced.
func keptTexts(t reflect.Type, path, tag string, out *[]string) {
	switch {
	case t.Kind() == reflect.Pointer, t.Kind() == reflect.Slice && !t.Implements(leafType):
		keptTexts(t.Elem(), path, tag, out)
	case t.Kind() == reflect.Struct && (tag == "json" || tag == "" && !t.Implements(leafType)):
		for f := range t.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			keptTexts(f.Type, strings.Trim(path+"."+name, "."), f.Tag.Get("redact"), out)
		}
	case tag == "" && (t.Kind() == reflect.String || t == reflect.TypeFor[words]()):
		*out = append(*out, path)
	}
}

func TestAllowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		host webex.Alias
		path string
		want bool
	}{
		{webex.API, "/v1/people/me", true},
		{webex.API, "/v1/people", true},
		{webex.API, "/v1/people/", false},
		{webex.API, "/v1/people/abc", false},
		{webex.API, "/v1/organizations/abc", true},
		{webex.API, "/v1/organizations/", false},
		{webex.API, "/v1/organizations/..", false},
		{webex.API, "/v1/organizations/.", false},
		{webex.API, "/v1/organizations/a/b", false},
		{webex.API, "/identity/scim/u/v2/Groups/g/Members", true},
		{webex.API, "/identity/scim/u/v2/Groups/g", false},
		{webex.API, "/v1/messages", false},
		{webex.API, "", false},
		{webex.API, "v1/people", false},
		{webex.Broker, "/idb/idbconfig/u/v1/authentication", true},
		{webex.API, "/idb/idbconfig/u/v1/authentication", false},
		{webex.ControlHub, "/admin/api/v1/organizations/u/settings", true},
		{webex.ControlHub, "/admin/api/v1/organizations/u/settings/sparkDataRetentionDays", true},
		{webex.ControlHub, "/admin/api/v1/organizations/u/externalAdmins", false},
	} {
		require.Equal(t, tt.want, Allowed(tt.host, tt.path), "%s %s", tt.host, tt.path)
	}
	for _, e := range Endpoints() {
		require.True(t, Allowed(e.Host, strings.NewReplacer("{", "", "}", "").Replace(e.Path)), e.Path)
	}
}
