package webextest

// Sets of roles that recur.
var (
	anyAdministrator = []Role{FullAdministrator, ReadOnlyAdministrator, UserAdministrator, DeviceAdministrator, ContentAdministrator, GroupAdministrator, LocationAdministrator}
	full             = []Role{FullAdministrator}
	fullOrContent    = []Role{FullAdministrator, ContentAdministrator}
	fullOrReadOnly   = []Role{FullAdministrator, ReadOnlyAdministrator}
	officer          = []Role{ComplianceOfficer}
	serviceApp       = []Role{ServiceApp}
)

// Sources that recur.
const (
	meetingsGuide = `DOC, guide "Meetings", table of scopes; scopes at the level of the organisation must be granted by a full or content administrator who is site administrator`
	onBehalfSpec  = `SPEC: "This parameter is only used if the user or application calling the API has the admin-level scopes"`
)

// accountWays are those to the organisation, its people and its logs.
func accountWays() []Way {
	const scim = "/identity/scim/{orgUuid}/v2/"
	return []Way{
		// The roles are in the answer "only for administrators".
		{Template: peopleMe, Scope: "spark-admin:people_read", Source: "SPEC"},
		{Template: peopleMe, Scope: "spark:people_read",
			Source: `SEEN, webex/webex-js-sdk#4011: without the scope, /people/me answers 403 "the access token is missing required scopes"`},
		{Template: "/v1/people", Scope: "spark-admin:people_read", Roles: []Role{FullAdministrator, ReadOnlyAdministrator, UserAdministrator},
			Source: `SPEC: "For most users, either the email or displayName parameter is required. Admin users can omit these fields"`},
		{Template: "/v1/organizations/{orgId}", Scope: "spark-admin:organizations_read", Roles: fullOrReadOnly, Source: "SPEC"},
		{Template: "/v1/roles", Scope: "spark-admin:roles_read", Roles: anyAdministrator, Source: `SPEC: "Must be called by an admin user"`},
		{Template: "/v1/licenses", Scope: "spark-admin:licenses_read", Roles: anyAdministrator, Source: "SPEC"},
		{Template: scim + "Users", Scope: "identity:people_read",
			Roles:  []Role{FullAdministrator, UserAdministrator, ReadOnlyAdministrator, DeviceAdministrator},
			Source: `SPEC: "id_full_admin, id_user_admin, id_readonly_admin, id_device_admin"`},
		{Template: scim + "Groups", Scope: "identity:people_read",
			Roles:  []Role{FullAdministrator, GroupAdministrator, ReadOnlyAdministrator, DeviceAdministrator},
			Source: `SPEC: "id_full_admin, id_group_admin, id_readonly_admin, id_device_admin"; people_read, not groups_read`},
		{Template: scim + "Groups/{groupId}/Members", Scope: "identity:people_read",
			Roles: []Role{FullAdministrator, GroupAdministrator, ReadOnlyAdministrator, DeviceAdministrator}, Source: "SPEC, as the list of groups"},
		{Template: "/v1/adminAudit/events", Scope: "audit:events_read", Roles: full, Source: "SPEC"},
		{Template: "/v1/admin/securityAudit/events", Scope: "audit:events_read", Roles: full,
			Source: `SPEC: "audit:events_read … authorized by a Full Admin"; Pro Pack beside it`},
		{Template: "/v1/settings/organizations/{orgId}/settings/{settingKey}", Scope: "identity:organizations_read",
			Roles: []Role{FullAdministrator, UserAdministrator, DeviceAdministrator}, Source: `SPEC: "accessible with the scope 'identity:organizations_read'"; DOC for the roles`},
		{Template: "/v1/hds/organizations/{orgId}", Roles: full, Source: "SPEC names no scope; the administrator of Hybrid Data Security is a full one"},
	}
}

// meetingWays are those to sites, hosts and meetings.
func meetingWays() []Way {
	const preferences, config = "/v1/meetingPreferences/", "/v1/admin/meeting/config/"
	admin := func(template, scope string) Way {
		return Way{Template: template, Scope: scope, Roles: fullOrContent, Site: true, Source: meetingsGuide}
	}
	own := func(template, scope string) Way {
		return Way{Template: template, Scope: scope, Shows: Own, Source: meetingsGuide + "; " + onBehalfSpec}
	}
	// Without the role, the scope opens what the scope of everybody does.
	list := admin("/v1/meetings", "meeting:admin_schedule_read")
	list.Others = Own
	list.Source = `SPEC: "A full admin or a content admin can list all the ended and ongoing meeting instances of the organization he manages"; ` + onBehalfSpec
	return []Way{
		admin(config+"commonSettings", "meeting:admin_config_read"),
		admin(config+"sessionTypes", "meeting:admin_config_read"),
		admin("/v1/meetingReports/usage", "meeting:admin_config_read"),
		admin(preferences+"sites", "meeting:admin_preferences_read"),
		own(preferences+"sites", "meeting:preferences_read"),
		admin(preferences+"schedulingOptions", "meeting:admin_preferences_read"),
		own(preferences+"schedulingOptions", "meeting:preferences_read"),
		admin(preferences+"personalMeetingRoom", "meeting:admin_preferences_read"),
		own(preferences+"personalMeetingRoom", "meeting:preferences_read"),
		list,
		own("/v1/meetings", "meeting:schedules_read"),
		admin("/v1/meetingInvitees", "meeting:admin_schedule_read"),
		admin("/v1/admin/meetings/{meetingId}", "meeting:admin_schedule_read"),
		{Template: "/v1/admin/meetings/{meetingId}", Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
		admin("/v1/meetingParticipants", "meeting:admin_participants_read"),
		{Template: "/v1/meetingParticipants", Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
	}
}

// recordingWays are those to recordings, their accesses and transcripts.
func recordingWays() []Way {
	const (
		list, calls = "/v1/admin/recordings", "/v1/admin/convergedRecordings"
		summary     = "/v1/recordingReport/accessSummary"
		detail      = "/v1/recordingReport/accessDetail"
		callsScopes = `SPEC: "List recordings requires the spark-compliance:recordings_read scope for compliance officer and spark-admin:recordings_read scope for admin"`
		purgedGuide = "DOC: status=purged is for compliance officers; INFER: others get a list, and nothing in it"
	)
	admin := Way{Scope: "meeting:admin_recordings_read", Roles: fullOrContent, Site: true, Source: meetingsGuide}
	at := func(w Way, template string) Way { w.Template = template; return w }
	purged := at(admin, list)
	purged.Query, purged.Shows, purged.Source = "status=purged", Nothing, purgedGuide
	counts := at(admin, summary)
	counts.Others = Own
	counts.Source = `SPEC: "Only recording audit report summaries of meetings hosted by or shared with the authenticated user will be listed", save for the admin on-behalf-of scopes`
	return []Way{
		at(admin, list),
		{Template: list, Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
		purged,
		{Template: list, Query: "status=purged", Scope: "spark-compliance:meetings_read", Roles: officer, Source: purgedGuide},
		counts,
		{Template: summary, Scope: "meeting:recordings_read", Shows: Own, Source: meetingsGuide + "; " + onBehalfSpec},
		{Template: summary, Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
		at(admin, detail),
		{Template: detail, Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
		{Template: "/v1/admin/meetingTranscripts", Scope: "spark-compliance:meetings_read", Roles: officer, Source: meetingsGuide},
		{Template: calls, Scope: "spark-admin:recordings_read", Roles: full, Source: callsScopes},
		{Template: calls, Scope: "spark-compliance:recordings_read", Roles: officer, Source: callsScopes},
		{Template: calls, Query: "status=purged", Scope: "spark-admin:recordings_read", Roles: full, Shows: Nothing, Source: purgedGuide},
		{Template: calls, Query: "status=purged", Scope: "spark-compliance:recordings_read", Roles: officer, Source: purgedGuide},
	}
}

// messagingWays are those to spaces. Nobody is listed more than their own and
// the public ones, which the organisation sees to itself.
func messagingWays() []Way {
	return []Way{
		{Template: "/v1/rooms", Scope: "spark:rooms_read", Source: `SPEC: "List rooms to which the authenticated user belongs to"; orgPublicSpaces`},
		{Template: "/v1/rooms", Scope: "spark-compliance:rooms_read", Roles: officer, Source: "SPEC, as for everybody: their own"},
		{Template: "/v1/rooms/{roomId}", Scope: "spark:rooms_read", Shows: Own, Source: "SPEC: members of the space"},
		{Template: "/v1/rooms/{roomId}", Scope: "spark-compliance:rooms_read", Roles: officer, Source: "SPEC"},
		{Template: "/v1/memberships", Scope: "spark:memberships_read", Shows: Own, Source: "SPEC: members of the space"},
		{Template: "/v1/memberships", Scope: "spark-compliance:memberships_read", Roles: officer,
			Source: `SPEC: "When the requester is a compliance officer, they can query by personId or personEmail WITHOUT specifying a roomId"`},
		{Template: "/v1/room/linkedFolders", Scope: "spark:rooms_read", Source: "SPEC names no scope; INFER: members of the space, as for all of a space"},
		{Template: "/v1/classifications", Scope: "spark-admin:organizations_read", Roles: anyAdministrator, Source: "SPEC names no scope; INFER: it is the organisation's"},
	}
}

// appWays are those to webhooks, integrations and service apps.
func appWays() []Way {
	const hooks, shared = "/v1/webhooks", "ownedBy=org"
	return []Way{
		{Template: hooks, Scope: "spark-admin:webhooks_read", Source: `SPEC: "List all of your webhooks"`},
		{Template: hooks, Scope: "spark-compliance:webhooks_read", Source: "SPEC, as for everybody: their own"},
		{Template: hooks, Query: shared, Scope: "spark-admin:webhooks_read", Roles: full, Others: Nothing, Source: "SPEC; INFER: an empty list for others"},
		{Template: hooks, Query: shared, Scope: "spark-compliance:webhooks_read", Roles: officer, Others: Nothing, Source: "SPEC; INFER: an empty list for others"},
		{Template: "/v1/authorizations", Scope: "identity:tokens_read", Roles: []Role{FullAdministrator, UserAdministrator, DeviceAdministrator},
			Source: "SDK: full, user or device administrator; a read-only one is not named"},
		{Template: "/v1/guests/count", Scope: "guest-issuer:read", Roles: serviceApp, Source: `SPEC: "the scopes guest-issuer:read or guest-issuer:write are needed"; a service app's`},
		{Template: "/v1/dataSources", Scope: "spark-admin:datasource_read", Roles: serviceApp, Source: `SPEC: "use the Service App token with the spark-admin:datasource_read scope"`},
		{Template: "/v1/dataSources/{dataSourceId}", Scope: "spark-admin:datasource_read", Roles: serviceApp, Source: "SPEC"},
	}
}

// deviceWays are those to devices and rooms.
func deviceWays() []Way {
	devices := []Role{FullAdministrator, ReadOnlyAdministrator, DeviceAdministrator}
	return []Way{
		{Template: "/v1/devices", Scope: "spark-admin:devices_read", Roles: devices, Others: Nothing,
			Source: `SPEC: "Lists all active Webex devices associated with the authenticated user … Administrators can list all devices within their organization"`},
		{Template: "/v1/devices", Scope: "spark:devices_read", Shows: Nothing, Source: "SPEC, as above; nobody of the organisations has one of their own"},
		{Template: "/v1/deviceConfigurations", Scope: "spark-admin:devices_read", Roles: devices, Source: "SPEC"},
		{Template: "/v1/workspaces", Scope: "spark-admin:workspaces_read", Roles: devices, Source: "SPEC"},
	}
}

// undocumentedWays are those of Cisco's own clients, whose tokens hold scopes
// that no integration can ask for; here a full administrator's is taken.
func undocumentedWays() []Way {
	var all []Way
	for _, template := range []string{
		"/idb/idbconfig/{orgUuid}/v1/authentication",
		"/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp",
		"/admin/api/v1/organizations/{orgUuid}/settings",
		"/admin/api/v1/organizations/{orgUuid}/settings/{key}",
		"/v1/policies",
		"/v1/applications/usage",
	} {
		all = append(all, Way{Template: template, Roles: full, Source: "UNDOC"})
	}
	return all
}
