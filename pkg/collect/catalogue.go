package collect

import (
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// collectors says which function fills which section. It is a function because
// a variable would be an initialisation cycle: collectors call section, which
// looks here.
func collectors() map[snapshot.Name]collector {
	all := map[snapshot.Name]collector{
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
		snapshot.PastSeriesName:        pastSeries,
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
	for _, p := range parts() {
		all[p.name] = p.fill
	}
	return all
}

// EndpointsOf lists what the collector of a section asks for itself, for the
// check reference. Sections that are made of others ask for nothing.
func EndpointsOf(name snapshot.Name) []Endpoint {
	for _, p := range parts() {
		if p.name == name {
			return p.asks
		}
	}
	return map[snapshot.Name][]Endpoint{
		snapshot.AuditorName:           {meEndpoint},
		snapshot.OrganizationName:      {organizationEndpoint},
		snapshot.LicensesName:          {licensesEndpoint},
		snapshot.SitesName:             {licensesEndpoint, userSitesEndpoint},
		snapshot.SiteSettingsName:      {siteSettingsEndpoint},
		snapshot.RolesName:             {rolesEndpoint},
		snapshot.PeopleName:            {peopleEndpoint},
		snapshot.ScimUsersName:         {scimUsersEndpoint},
		snapshot.ScimGroupsName:        {scimGroupsEndpoint, scimMembersEndpoint},
		snapshot.HostsName:             {peopleEndpoint, licensesEndpoint},
		snapshot.SchedulingName:        {schedulingEndpoint},
		snapshot.PersonalRoomsName:     {personalRoomEndpoint},
		snapshot.MeetingsName:          {meetingsEndpoint, inviteesEndpoint},
		snapshot.EndedMeetingsName:     {meetingsEndpoint, participantsEndpoint},
		snapshot.PastSeriesName:        {adminMeetingEndpoint, inviteesEndpoint},
		snapshot.UsageName:             {usageEndpoint},
		snapshot.RecordingsName:        {recordingsEndpoint},
		snapshot.DeletedRecordingsName: {recordingsEndpoint},
		snapshot.PurgedRecordingsName:  {purgedRecordingsEndpoint},
		snapshot.OldRecordingsName:     {recordingsEndpoint},
		snapshot.RecordingAccessName:   {accessSummaryEndpoint, accessDetailEndpoint},
		snapshot.CallRecordingName:     {callRecordingEndpoint},
		snapshot.RemovedCallsName:      {convergedRecordingsEndpoint, purgedCallsEndpoint},
		snapshot.AuthenticationName:    {authenticationEndpoint},
		snapshot.IdentityProvidersName: {identityProvidersEndpoint},
		snapshot.OrgSettingsName:       {orgSettingsEndpoint, orgSettingEndpoint},
		snapshot.AdminAuditName:        {adminAuditEndpoint},
		snapshot.SignInsName:           {securityAuditEndpoint},
	}[name]
}

// Endpoints lists every GET that the tool may send.
func Endpoints() []Endpoint {
	all := []Endpoint{
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
		adminMeetingEndpoint,
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
	for _, p := range parts() {
		for _, e := range p.asks {
			if !slices.ContainsFunc(all, func(have Endpoint) bool { return have.Host == e.Host && have.Path == e.Path }) {
				all = append(all, e)
			}
		}
	}
	return all
}

// Allowed says whether the catalogue has an endpoint for that host and path;
// it is the path allow-list of the client's guard. A placeholder stands for one
// segment that is not empty.
func Allowed(host webex.Alias, path string) bool {
	officer := host == webex.Officer
	if officer {
		host = webex.API
	}
	if host == webex.API && path == tokenExpiryEndpoint.Path {
		return true
	}
	for _, e := range officersOwn(Endpoints(), officer) {
		if e.Host == host && fits(strings.Split(e.Path, "/"), strings.Split(path, "/")) {
			return true
		}
	}
	return false
}

func fits(template, path []string) bool {
	if len(template) != len(path) {
		return false
	}
	for i, segment := range path {
		placeholder := strings.HasPrefix(template[i], "{") && segment != "" && segment != "." && segment != ".."
		if segment != template[i] && !placeholder {
			return false
		}
	}
	return true
}
