// Package snapshot is what was learnt about one Webex organisation at one
// moment: typed sections without PHI, each with the gap where something could
// not be read.
//
// It is ground: it imports nothing of ours and does no I/O. Titles, topics,
// passwords, links and outsiders' names have no field here, so that nothing
// behind the collectors can carry them away.
package snapshot

import "time"

// Name names a section.
type Name string

// The sections.
const (
	AuditorName           Name = "auditor"
	OrganizationName      Name = "organization"
	LicensesName          Name = "licenses"
	SitesName             Name = "sites"
	SiteSettingsName      Name = "site_settings"
	RolesName             Name = "roles"
	PeopleName            Name = "people"
	ScimUsersName         Name = "scim_users"
	ScimGroupsName        Name = "scim_groups"
	HostsName             Name = "hosts"
	SchedulingName        Name = "scheduling_preferences"
	PersonalRoomsName     Name = "personal_rooms"
	MeetingsName          Name = "meetings"
	EndedMeetingsName     Name = "ended_meetings"
	PastSeriesName        Name = "past_series"
	UsageName             Name = "meeting_usage"
	RecordingsName        Name = "recordings"
	DeletedRecordingsName Name = "deleted_recordings"
	PurgedRecordingsName  Name = "purged_recordings"
	OldRecordingsName     Name = "old_recordings"
	RecordingAccessName   Name = "recording_access"
	CallRecordingName     Name = "call_recording"
	RemovedCallsName      Name = "removed_call_recordings"
	AuthenticationName    Name = "authentication"
	IdentityProvidersName Name = "identity_providers"
	OrgSettingsName       Name = "organization_settings"
	AdminAuditName        Name = "admin_audit"
	SignInsName           Name = "sign_ins"
	SpacesName            Name = "spaces"
	ClassificationsName   Name = "classifications"
	WebhooksName          Name = "webhooks"
	SubscriptionsName     Name = "cc_subscriptions"
	DataSourcesName       Name = "data_sources"
	LinkedFoldersName     Name = "linked_folders"
	AuthorizationsName    Name = "authorizations"
	AppPolicyName         Name = "app_policy"
	UsedAppsName          Name = "used_apps"
	GuestsName            Name = "guests"
	GeneratedName         Name = "generated_content"
	TranscriptsName       Name = "transcripts"
	SessionTypesName      Name = "session_types"
	KeyManagementName     Name = "key_management"
	VidcastName           Name = "vidcast"
	CallingName           Name = "calling"
	CallingLocationsName  Name = "calling_locations"
	RecordedLinesName     Name = "recorded_lines"
	VoicemailName         Name = "voicemail_boxes"
	CallFilesName         Name = "call_recording_files"
	ContactCenterName     Name = "contact_center"
	CCQueuesName          Name = "cc_queues"
	CCProfilesName        Name = "cc_profiles"
	CCAgentsName          Name = "cc_agent_profiles"
	CCFeaturesName        Name = "cc_ai_features"
	CCVariablesName       Name = "cc_variables"
	DevicesName           Name = "devices"
	WorkspacesName        Name = "workspaces"
	DeviceSettingsName    Name = "device_settings"
	AuditReachName        Name = "audit_reach"
	TLSEndpointsName      Name = "tls_endpoints"
)

// Snapshot is everything the checks may look at.
type Snapshot struct {
	// TakenAt is the clock of the run, in UTC; windows count from it.
	TakenAt time.Time `json:"taken_at,omitzero"`
	// ClockSkew is the server's clock minus ours, in seconds (rule R8).
	ClockSkew Opt[int] `json:"clock_skew_seconds,omitzero"`
	// InternalDomains are the e-mail domains that count as the organisation's
	// own (rule R7), lower case and sorted.
	InternalDomains []string `json:"internal_domains,omitempty"`
	// VariablePatterns are the parts of names by which the names of Contact Center
	// variables are held, lower case and sorted; empty when none were read.
	VariablePatterns []string `json:"variable_patterns,omitempty"`

	Auditor      Record[Auditor]      `json:"auditor,omitzero"`
	Organization Record[Organization] `json:"organization,omitzero"`
	Licenses     Section[License]     `json:"licenses,omitzero"`
	// UnlistedLicenses counts the licences that somebody holds and that the list
	// lacks.
	UnlistedLicenses  int                            `json:"unlisted_licenses,omitempty"`
	Sites             Section[Site]                  `json:"sites,omitzero"`
	SiteSettings      Section[SiteSettings]          `json:"site_settings,omitzero"`
	Roles             Section[Role]                  `json:"roles,omitzero"`
	People            Section[Person]                `json:"people,omitzero"`
	ScimUsers         Section[ScimUser]              `json:"scim_users,omitzero"`
	ScimGroups        Section[ScimGroup]             `json:"scim_groups,omitzero"`
	Hosts             Section[Host]                  `json:"hosts,omitzero"`
	Scheduling        Section[SchedulingPreferences] `json:"scheduling_preferences,omitzero"`
	PersonalRooms     Section[PersonalRoom]          `json:"personal_rooms,omitzero"`
	Meetings          Section[HostMeetings]          `json:"meetings,omitzero"`
	EndedMeetings     Section[EndedMeeting]          `json:"ended_meetings,omitzero"`
	PastSeries        Section[PastSeries]            `json:"past_series,omitzero"`
	Usage             Section[UsageRow]              `json:"meeting_usage,omitzero"`
	Recordings        Section[Recording]             `json:"recordings,omitzero"`
	DeletedRecordings Section[Recording]             `json:"deleted_recordings,omitzero"`
	PurgedRecordings  Section[Recording]             `json:"purged_recordings,omitzero"`
	OldRecordings     Section[Recording]             `json:"old_recordings,omitzero"`
	RecordingAccess   Section[RecordingAccess]       `json:"recording_access,omitzero"`
	CallRecording     Record[CallRecording]          `json:"call_recording,omitzero"`
	RemovedCalls      Section[CallRecordingFile]     `json:"removed_call_recordings,omitzero"`
	Authentication    Record[Authentication]         `json:"authentication,omitzero"`
	IdentityProviders Section[IdentityProvider]      `json:"identity_providers,omitzero"`
	OrgSettings       Record[OrgSettings]            `json:"organization_settings,omitzero"`
	AdminAudit        Section[AdminEvent]            `json:"admin_audit,omitzero"`
	SignIns           Section[SignIn]                `json:"sign_ins,omitzero"`
	Spaces            Section[Space]                 `json:"spaces,omitzero"`
	Classifications   Section[Classification]        `json:"classifications,omitzero"`
	Webhooks          Section[Webhook]               `json:"webhooks,omitzero"`
	Subscriptions     Section[Outlet]                `json:"cc_subscriptions,omitzero"`
	DataSources       Section[Outlet]                `json:"data_sources,omitzero"`
	LinkedFolders     Section[Outlet]                `json:"linked_folders,omitzero"`
	Authorizations    Section[PersonApps]            `json:"authorizations,omitzero"`
	AppPolicy         Record[AppPolicy]              `json:"app_policy,omitzero"`
	UsedApps          Section[UsedApp]               `json:"used_apps,omitzero"`
	Guests            Record[Guests]                 `json:"guests,omitzero"`
	Generated         Section[GeneratedContent]      `json:"generated_content,omitzero"`
	Transcripts       Section[Transcript]            `json:"transcripts,omitzero"`
	SessionTypes      Section[SessionType]           `json:"session_types,omitzero"`
	KeyManagement     Record[KeyManagement]          `json:"key_management,omitzero"`
	Vidcast           Record[Vidcast]                `json:"vidcast,omitzero"`
	Calling           Record[Calling]                `json:"calling,omitzero"`
	CallingLocations  Section[CallingLocation]       `json:"calling_locations,omitzero"`
	RecordedLines     Section[RecordedLine]          `json:"recorded_lines,omitzero"`
	Voicemail         Section[VoicemailBox]          `json:"voicemail_boxes,omitzero"`
	CallFiles         Section[CallFile]              `json:"call_recording_files,omitzero"`
	ContactCenter     Record[ContactCenter]          `json:"contact_center,omitzero"`
	CCQueues          Section[CCQueue]               `json:"cc_queues,omitzero"`
	CCProfiles        Section[CCProfile]             `json:"cc_profiles,omitzero"`
	CCAgents          Section[CCAgentProfile]        `json:"cc_agent_profiles,omitzero"`
	CCFeatures        Section[CCFeature]             `json:"cc_ai_features,omitzero"`
	CCVariables       Section[CCVariable]            `json:"cc_variables,omitzero"`
	Devices           Section[Device]                `json:"devices,omitzero"`
	Workspaces        Section[Workspace]             `json:"workspaces,omitzero"`
	DeviceSettings    Section[DeviceSettings]        `json:"device_settings,omitzero"`
	AuditReach        Record[AuditReach]             `json:"audit_reach,omitzero"`
	TLSEndpoints      Section[TLSEndpoint]           `json:"tls_endpoints,omitzero"`

	// Contradictions are settings on which two sources disagree.
	Contradictions []Contradiction `json:"contradictions,omitempty"`
}

// Part is what every section has, whatever it holds.
type Part interface {
	// Missing returns why the section is not whole, or nil.
	Missing() *Gap
	// ItemGaps returns the gaps of single items.
	ItemGaps() []*Gap
	// Origin returns where it came from.
	Origin() Source
	// Len returns how many items were read.
	Len() int
}

// Names lists the sections in the order of the report.
func Names() []Name {
	var s Snapshot
	names := make([]Name, 0, len(s.parts()))
	for _, p := range s.parts() {
		names = append(names, p.name)
	}
	return names
}

// Part returns the section of that name, or nil when there is none.
func (s *Snapshot) Part(name Name) Part {
	for _, p := range s.parts() {
		if p.name == name {
			return p.part
		}
	}
	return nil
}

type namedPart struct {
	name Name
	part Part
}

func (s *Snapshot) parts() []namedPart {
	return []namedPart{
		{AuditorName, &s.Auditor},
		{OrganizationName, &s.Organization},
		{LicensesName, &s.Licenses},
		{SitesName, &s.Sites},
		{SiteSettingsName, &s.SiteSettings},
		{RolesName, &s.Roles},
		{PeopleName, &s.People},
		{ScimUsersName, &s.ScimUsers},
		{ScimGroupsName, &s.ScimGroups},
		{HostsName, &s.Hosts},
		{SchedulingName, &s.Scheduling},
		{PersonalRoomsName, &s.PersonalRooms},
		{MeetingsName, &s.Meetings},
		{EndedMeetingsName, &s.EndedMeetings},
		{PastSeriesName, &s.PastSeries},
		{UsageName, &s.Usage},
		{RecordingsName, &s.Recordings},
		{DeletedRecordingsName, &s.DeletedRecordings},
		{PurgedRecordingsName, &s.PurgedRecordings},
		{OldRecordingsName, &s.OldRecordings},
		{RecordingAccessName, &s.RecordingAccess},
		{CallRecordingName, &s.CallRecording},
		{RemovedCallsName, &s.RemovedCalls},
		{AuthenticationName, &s.Authentication},
		{IdentityProvidersName, &s.IdentityProviders},
		{OrgSettingsName, &s.OrgSettings},
		{AdminAuditName, &s.AdminAudit},
		{SignInsName, &s.SignIns},
		{SpacesName, &s.Spaces},
		{ClassificationsName, &s.Classifications},
		{WebhooksName, &s.Webhooks},
		{SubscriptionsName, &s.Subscriptions},
		{DataSourcesName, &s.DataSources},
		{LinkedFoldersName, &s.LinkedFolders},
		{AuthorizationsName, &s.Authorizations},
		{AppPolicyName, &s.AppPolicy},
		{UsedAppsName, &s.UsedApps},
		{GuestsName, &s.Guests},
		{GeneratedName, &s.Generated},
		{TranscriptsName, &s.Transcripts},
		{SessionTypesName, &s.SessionTypes},
		{KeyManagementName, &s.KeyManagement},
		{VidcastName, &s.Vidcast},
		{CallingName, &s.Calling},
		{CallingLocationsName, &s.CallingLocations},
		{RecordedLinesName, &s.RecordedLines},
		{VoicemailName, &s.Voicemail},
		{CallFilesName, &s.CallFiles},
		{ContactCenterName, &s.ContactCenter},
		{CCQueuesName, &s.CCQueues},
		{CCProfilesName, &s.CCProfiles},
		{CCAgentsName, &s.CCAgents},
		{CCFeaturesName, &s.CCFeatures},
		{CCVariablesName, &s.CCVariables},
		{DevicesName, &s.Devices},
		{WorkspacesName, &s.Workspaces},
		{DeviceSettingsName, &s.DeviceSettings},
		{AuditReachName, &s.AuditReach},
		{TLSEndpointsName, &s.TLSEndpoints},
	}
}
