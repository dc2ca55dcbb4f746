package collect

import "wxaudit/pkg/snapshot"

// contactCenterParts are the sections of this area. Each is empty and whole
// where the licences show no Contact Center.
func contactCenterParts() []part {
	return []part{
		{snapshot.ContactCenterName, contactCenter, []Endpoint{centerSettingsEndpoint, centerDesktopEndpoint}},
		{snapshot.CCQueuesName, ccQueues, []Endpoint{centerQueuesEndpoint}},
		{snapshot.CCProfilesName, ccProfiles, []Endpoint{centerProfilesEndpoint, centerProfileEndpoint}},
		{snapshot.CCAgentsName, ccAgents, []Endpoint{centerAgentsEndpoint}},
		{snapshot.CCFeaturesName, ccFeatures, []Endpoint{centerAIEndpoint}},
		{snapshot.CCVariablesName, ccVariables, []Endpoint{centerVariablesEndpoint}},
	}
}
