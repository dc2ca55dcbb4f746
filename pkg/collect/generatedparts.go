package collect

import "wxaudit/pkg/snapshot"

// generatedParts are the sections of this area.
func generatedParts() []part {
	return []part{
		{snapshot.GeneratedName, generatedContent, []Endpoint{meetingsEndpoint}},
		{snapshot.TranscriptsName, transcripts, []Endpoint{transcriptsEndpoint}},
		{snapshot.SessionTypesName, sessionTypes, []Endpoint{sessionTypesEndpoint}},
		{snapshot.KeyManagementName, keyManagement, []Endpoint{keyManagementEndpoint}},
		{snapshot.VidcastName, vidcast, []Endpoint{vidcastEndpoint}},
	}
}
