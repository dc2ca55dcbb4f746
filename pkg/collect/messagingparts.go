package collect

import "wxaudit/pkg/snapshot"

// messagingParts are the sections of this area.
func messagingParts() []part {
	return []part{
		{snapshot.SpacesName, spaces, []Endpoint{roomsEndpoint, membershipsEndpoint, roomEndpoint}},
		{snapshot.ClassificationsName, classifications, []Endpoint{classificationsEndpoint}},
	}
}
