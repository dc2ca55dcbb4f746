package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// deviceParts are the sections of this area.
func deviceParts() []part {
	return []part{
		{snapshot.DevicesName, devices, nil},
		{snapshot.WorkspacesName, workspaces, nil},
		{snapshot.DeviceSettingsName, deviceSettings, nil},
	}
}

func devices(_ context.Context, r *run) {
	r.s.Devices.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func workspaces(_ context.Context, r *run) {
	r.s.Workspaces.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}

func deviceSettings(_ context.Context, r *run) {
	r.s.DeviceSettings.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
