package collect

import "wxaudit/pkg/snapshot"

// collectors says which function fills which section. It is a function because
// a variable would be an initialisation cycle: collectors call section, which
// looks here.
func collectors() map[snapshot.Name]collector {
	return map[snapshot.Name]collector{
		snapshot.AuditorName:           auditor,
		snapshot.OrganizationName:      organization,
		snapshot.LicensesName:          licenses,
		snapshot.SitesName:             sites,
		snapshot.SiteSettingsName:      siteSettings,
		snapshot.RolesName:             roles,
		snapshot.PeopleName:            people,
		snapshot.ScimUsersName:         scimUsers,
		snapshot.ScimGroupsName:        scimGroups,
		snapshot.HostsName:             hosts,
		snapshot.SchedulingName:        scheduling,
		snapshot.PersonalRoomsName:     personalRooms,
		snapshot.MeetingsName:          meetings,
		snapshot.EndedMeetingsName:     endedMeetings,
		snapshot.UsageName:             usage,
		snapshot.RecordingsName:        recordings,
		snapshot.DeletedRecordingsName: deletedRecordings,
		snapshot.PurgedRecordingsName:  purgedRecordings,
		snapshot.OldRecordingsName:     oldRecordings,
		snapshot.RecordingAccessName:   recordingAccess,
		snapshot.CallRecordingName:     callRecording,
		snapshot.RemovedCallsName:      removedCalls,
		snapshot.AuthenticationName:    authentication,
		snapshot.IdentityProvidersName: identityProviders,
		snapshot.OrgSettingsName:       orgSettings,
		snapshot.AdminAuditName:        adminAudit,
		snapshot.SignInsName:           signIns,
	}
}

// Endpoints lists every GET that the tool may send.
func Endpoints() []Endpoint {
	return []Endpoint{
		meEndpoint,
		organizationEndpoint,
		licensesEndpoint,
		userSitesEndpoint,
		siteSettingsEndpoint,
		rolesEndpoint,
		peopleEndpoint,
		scimUsersEndpoint,
		scimGroupsEndpoint,
		scimMembersEndpoint,
		schedulingEndpoint,
		personalRoomEndpoint,
		meetingsEndpoint,
		inviteesEndpoint,
		participantsEndpoint,
		usageEndpoint,
		recordingsEndpoint,
		accessSummaryEndpoint,
		accessDetailEndpoint,
		callRecordingEndpoint,
		convergedRecordingsEndpoint,
		authenticationEndpoint,
		identityProvidersEndpoint,
		orgSettingsEndpoint,
		orgSettingEndpoint,
		adminAuditEndpoint,
		securityAuditEndpoint,
	}
}
