package collect

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

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
		"/v1/adminAudit/events": {"items.actorId", "items.actorOrgId", "items.data.eventCategory", "items.data.eventDescription", "items.data.eventStatus", "items.data.roleAdded",
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
		"/v1/admin/securityAudit/events":        {"items.actorId", "items.data.eventCategory", "items.data.eventDescription", "items.data.eventStatus"},
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
