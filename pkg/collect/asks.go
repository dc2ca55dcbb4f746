package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// builtOn says on which sections each section builds: which ones its collector
// fills before its own, or may fill where an answer makes it. Those that stand
// on no other are not in it. A test watches the collectors and holds the table
// to what they do.
var builtOn = map[snapshot.Name][]snapshot.Name{
	snapshot.OrganizationName:      {snapshot.AuditorName},
	snapshot.LicensesName:          {snapshot.PeopleName},
	snapshot.SitesName:             {snapshot.LicensesName, snapshot.PeopleName},
	snapshot.SiteSettingsName:      {snapshot.SitesName},
	snapshot.HostsName:             {snapshot.PeopleName, snapshot.LicensesName},
	snapshot.SchedulingName:        {snapshot.PersonalRoomsName, snapshot.HostsName},
	snapshot.PersonalRoomsName:     {snapshot.HostsName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.MeetingsName:          {snapshot.HostsName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.EndedMeetingsName:     {snapshot.PeopleName, snapshot.RolesName, snapshot.HostsName, snapshot.ScimUsersName},
	snapshot.PastSeriesName:        {snapshot.EndedMeetingsName, snapshot.MeetingsName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.UsageName:             {snapshot.SitesName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.RecordingsName:        {snapshot.SitesName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.DeletedRecordingsName: {snapshot.SitesName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.PurgedRecordingsName:  {snapshot.SitesName, snapshot.PeopleName, snapshot.RolesName, snapshot.ScimUsersName},
	snapshot.OldRecordingsName:     {snapshot.OrganizationName, snapshot.SitesName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.RecordingAccessName:   {snapshot.SitesName, snapshot.RecordingsName, snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.RemovedCallsName:      {snapshot.RolesName, snapshot.PeopleName},
	snapshot.AuthenticationName:    {snapshot.AdminAuditName},
	snapshot.OrgSettingsName:       {snapshot.AdminAuditName},
	snapshot.AdminAuditName:        {snapshot.PeopleName, snapshot.ScimUsersName},
	snapshot.SpacesName:            {snapshot.PeopleName, snapshot.RolesName, snapshot.ScimUsersName},
	snapshot.WebhooksName:          {snapshot.RolesName},
	snapshot.SubscriptionsName:     {snapshot.LicensesName},
	snapshot.LinkedFoldersName:     {snapshot.SpacesName},
	snapshot.AuthorizationsName:    {snapshot.PeopleName, snapshot.ScimUsersName, snapshot.ScimGroupsName},
	snapshot.GeneratedName:         {snapshot.PeopleName, snapshot.RolesName, snapshot.ScimUsersName},
	snapshot.TranscriptsName:       {snapshot.SitesName, snapshot.RolesName, snapshot.PeopleName},
	snapshot.SessionTypesName:      {snapshot.SitesName},
	snapshot.CallingName:           {snapshot.LicensesName},
	snapshot.CallingLocationsName:  {snapshot.LicensesName},
	snapshot.RecordedLinesName:     {snapshot.LicensesName, snapshot.CallRecordingName, snapshot.CallingLocationsName, snapshot.PeopleName},
	snapshot.VoicemailName:         {snapshot.LicensesName, snapshot.PeopleName, snapshot.WorkspacesName, snapshot.ScimUsersName},
	snapshot.CallFilesName:         {snapshot.LicensesName},
	snapshot.ContactCenterName:     {snapshot.LicensesName, snapshot.CCQueuesName},
	snapshot.CCQueuesName:          {snapshot.LicensesName},
	snapshot.CCProfilesName:        {snapshot.LicensesName, snapshot.CCQueuesName},
	snapshot.CCAgentsName:          {snapshot.LicensesName, snapshot.CCQueuesName},
	snapshot.CCFeaturesName:        {snapshot.LicensesName, snapshot.CCQueuesName},
	snapshot.CCVariablesName:       {snapshot.LicensesName, snapshot.CCQueuesName},
	snapshot.DevicesName:           {snapshot.WorkspacesName},
	snapshot.DeviceSettingsName:    {snapshot.DevicesName},
	snapshot.TLSEndpointsName:      {snapshot.SitesName, snapshot.WebhooksName},
}

// Foundation lists the sections that filling these ones may fill as well, in
// the order of the report: the ones themselves, all that they build on, and the
// two without which nothing is read.
func Foundation(names ...snapshot.Name) []snapshot.Name {
	need := map[snapshot.Name]bool{}
	queue := slices.Concat([]snapshot.Name{snapshot.AuditorName, snapshot.OrganizationName}, names)
	for ; len(queue) > 0; queue = queue[1:] {
		if name := queue[0]; !need[name] {
			need[name] = true
			queue = append(queue, builtOn[name]...)
		}
	}
	return slices.DeleteFunc(snapshot.Names(), func(name snapshot.Name) bool { return !need[name] })
}

// Asks lists every GET that filling these sections may send: what their
// collectors ask for, what those of the sections below them do, and always who
// the token's person is and which organisation theirs. An endpoint that needs
// another scope for a part of what it shows is in the list once for each.
func Asks(names ...snapshot.Name) []Endpoint {
	var all []Endpoint
	add := func(e Endpoint) {
		if !slices.ContainsFunc(all, func(have Endpoint) bool { return have.Host == e.Host && have.Path == e.Path && have.Scope == e.Scope }) {
			all = append(all, e)
		}
	}
	for _, name := range Foundation(names...) {
		for _, e := range EndpointsOf(name) {
			add(e)
		}
	}
	// A compliance officer is asked for their name before anything else.
	if slices.ContainsFunc(all, func(e Endpoint) bool { return e.Host == webex.API && e.OfOfficers() }) {
		add(officerMeEndpoint)
	}
	return all
}
