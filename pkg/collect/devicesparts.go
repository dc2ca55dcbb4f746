package collect

import "wxaudit/pkg/snapshot"

// deviceParts are the sections of this area.
func deviceParts() []part {
	return []part{
		{snapshot.DevicesName, devices, []Endpoint{devicesEndpoint}},
		{snapshot.WorkspacesName, workspaces, []Endpoint{workspacesEndpoint}},
		{snapshot.DeviceSettingsName, deviceSettings, []Endpoint{deviceSettingsEndpoint}},
	}
}
