package collect

import "wxaudit/pkg/snapshot"

// callingParts are the sections of this area.
func callingParts() []part {
	return []part{
		{snapshot.CallingName, calling, []Endpoint{
			recordingVendorsEndpoint, dataPolicyEndpoint, announcementEndpoint, captionsEndpoint, voicemailSettingsEndpoint, pinRulesEndpoint,
		}},
		{snapshot.CallingLocationsName, callingLocations, []Endpoint{
			callingLocationsEndpoint, locationVendorsEndpoint, locationDataPolicyEndpoint, locationAnnouncementEndpoint,
			locationCaptionsEndpoint, locationVoicemailEndpoint, locationPinRulesEndpoint,
		}},
		{snapshot.RecordedLinesName, recordedLines, []Endpoint{
			vendorUsersEndpoint, locationVendorUsersEndpoint, queuesEndpoint,
			personRecordingEndpoint, workspaceRecordingEndpoint, virtualLineRecordingEndpoint, queueRecordingEndpoint,
		}},
		{snapshot.VoicemailName, voicemailBoxes, []Endpoint{
			voicemailGroupsEndpoint, virtualLinesEndpoint,
			personVoicemailEndpoint, groupVoicemailEndpoint, workspaceVoicemailEndpoint, virtualLineVoicemailEndpoint,
		}},
		{snapshot.CallFilesName, callFiles, []Endpoint{convergedRecordingsEndpoint}},
	}
}

// telephony is the usual scope of the endpoints of Webex Calling.
const (
	telephonyScope = "spark-admin:telephony_config_read"
	telephonyAdmin = "full or read-only administrator"
)
