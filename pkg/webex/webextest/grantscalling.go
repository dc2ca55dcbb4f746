package webextest

// Sources that recur.
const (
	callingSpec = "SPEC, document of Webex Calling: full or read-only administrator"
	mailSpec    = "SPEC, document of Webex Calling: full, user or read-only administrator"
)

// callingWays are those to what the organisation and its locations set for
// telephones. Location administrators, who are shown their own locations only,
// are left out where the whole organisation is asked for.
func callingWays() []Way {
	const config, location = "/v1/telephony/config", "/v1/telephony/config/locations/{locationId}"
	var all []Way
	for _, template := range []string{
		config + "/callRecording", config + "/callRecording/vendors", config + "/callRecording/vendorUsers",
		config + "/callRecording/complianceAnnouncement", config + "/dataPolicies", config + "/callCaptions",
		config + "/locations", config + "/queues", config + "/voicemailGroups", config + "/virtualLines",
		location + "/callRecording/vendors", location + "/callRecording/vendorUsers", location + "/callRecording/complianceAnnouncement",
		location + "/dataPolicies", location + "/callCaptions", location + "/voicePortal/passcodeRules",
	} {
		all = append(all, Way{Template: template, Scope: "spark-admin:telephony_config_read", Roles: fullOrReadOnly, Source: callingSpec})
	}
	for _, template := range []string{config + "/voicemail/settings", config + "/voicemail/rules", location + "/voicemail"} {
		all = append(all, Way{Template: template, Scope: "spark-admin:telephony_config_read",
			Roles: []Role{FullAdministrator, UserAdministrator, ReadOnlyAdministrator}, Source: mailSpec})
	}
	return all
}

// lineWays are those to the recording and the voicemail of one line.
func lineWays() []Way {
	const config = "/v1/telephony/config"
	mail := []Role{FullAdministrator, UserAdministrator, ReadOnlyAdministrator}
	lines := []Role{FullAdministrator, UserAdministrator, LocationAdministrator}
	return []Way{
		{Template: "/v1/people/{personId}/features/callRecording", Scope: "spark-admin:people_read", Roles: lines,
			Source: "SPEC: full, user or location administrator; a read-only one is not named"},
		{Template: config + "/locations/{locationId}/queues/{queueId}/cxEssentials/callRecordings", Scope: "spark-admin:people_read", Roles: lines,
			Source: `SDK: "full or user administrator or location administrator auth token with the spark-admin:people_read scope"`},
		{Template: config + "/workspaces/{workspaceId}/features/callRecordings", Scope: "spark-admin:telephony_config_read", Roles: fullOrReadOnly, Source: callingSpec},
		{Template: config + "/virtualLines/{virtualLineId}/callRecording", Scope: "spark-admin:telephony_config_read", Roles: fullOrReadOnly, Source: callingSpec},
		{Template: "/v1/people/{personId}/features/voicemail", Scope: "spark-admin:people_read",
			Roles: []Role{FullAdministrator, UserAdministrator, ReadOnlyAdministrator, LocationAdministrator}, Source: mailSpec},
		{Template: config + "/locations/{locationId}/voicemailGroups/{voicemailGroupId}", Scope: "spark-admin:telephony_config_read", Roles: mail,
			Source: `SPEC: "Retrieving voicemail group details requires a full, user or read-only administrator"`},
		{Template: config + "/workspaces/{workspaceId}/voicemail", Scope: "spark-admin:workspaces_read", Roles: fullOrReadOnly, Source: callingSpec},
		{Template: config + "/virtualLines/{virtualLineId}/voicemail", Scope: "spark-admin:telephony_config_read", Roles: mail,
			Source: `SPEC: "Retrieving the voicemail settings for a virtual line requires a full, user, or read-only administrator"`},
	}
}

// centerWays are those to the Contact Center.
func centerWays() []Way {
	const base = "/organization/{orgUuid}/"
	var all []Way
	for _, template := range []string{
		base + "v2/contact-service-queue", base + "v3/user-profile", base + "v3/user-profile/{id}", base + "v2/agent-profile",
		base + "v2/ai-feature", base + "v2/cad-variable", base + "v2/organization-setting", base + "v2/tenant-configuration",
	} {
		all = append(all, Way{Template: template, Scope: "cjp:config_read", Roles: []Role{FullAdministrator, ContactCenterAdministrator}, Source: "SPEC"})
	}
	return append(all, Way{Template: "/v2/subscriptions", Scope: "cjp:config_read", Roles: full, Source: `SPEC: "Requires cjp:config_read scope"`})
}
