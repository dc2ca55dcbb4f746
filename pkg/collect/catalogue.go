package collect

import (
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

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

// Allowed says whether the catalogue has an endpoint for that host and path;
// it is the path allow-list of the client's guard.
func Allowed(host webex.Alias, path string) bool {
	_, ok := endpointFor(host, path)
	return ok
}

// endpointFor finds the endpoint whose template the path fits, or is. A
// placeholder stands for one segment that is not empty; fixed segments win over
// placeholders.
func endpointFor(host webex.Alias, path string) (Endpoint, bool) {
	segments := strings.Split(path, "/")
	for _, s := range segments[1:] {
		if s == "" || s == "." || s == ".." {
			return Endpoint{}, false
		}
	}
	var found Endpoint
	best := -1
	for _, e := range Endpoints() {
		if fixed, ok := fits(strings.Split(e.Path, "/"), segments); ok && e.Host == host && fixed > best {
			found, best = e, fixed
		}
	}
	return found, best >= 0
}

// fits compares a path with a template and counts the segments that are fixed.
func fits(template, path []string) (fixed int, ok bool) {
	if len(template) != len(path) {
		return 0, false
	}
	for i, segment := range template {
		switch {
		case segment == path[i]:
			fixed++
		case !strings.HasPrefix(segment, "{"):
			return 0, false
		}
	}
	return fixed, true
}
