package collect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// TestContradictDevices holds lists of devices and rooms against each other.
func TestContradictDevices(t *testing.T) {
	t.Parallel()
	inRoom, onDesk := snapshot.Device{ID: "d", Owner: "workspace"}, snapshot.Device{ID: "p", Owner: "person"}
	for name, tt := range map[string]struct {
		devices []snapshot.Device
		rooms   []snapshot.Workspace
		want    []snapshot.Name
	}{
		"neither":                  {[]snapshot.Device{}, []snapshot.Workspace{}, nil},
		"both":                     {[]snapshot.Device{inRoom}, make([]snapshot.Workspace, 1), nil},
		"rooms without a device":   {[]snapshot.Device{}, make([]snapshot.Workspace, 1), []snapshot.Name{snapshot.DevicesName, snapshot.DeviceSettingsName}},
		"rooms, devices not read":  {nil, make([]snapshot.Workspace, 1), nil},
		"devices without a room":   {[]snapshot.Device{onDesk, inRoom}, []snapshot.Workspace{}, []snapshot.Name{snapshot.WorkspacesName, snapshot.VoicemailName}},
		"devices of people alone":  {[]snapshot.Device{onDesk}, []snapshot.Workspace{}, nil},
		"devices, rooms not asked": {[]snapshot.Device{inRoom}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			r.s.Devices.Items, r.s.Workspaces.Items = tt.devices, tt.rooms
			r.s.DeviceSettings.Items, r.s.Voicemail.Items = []snapshot.DeviceSettings{}, []snapshot.VoicemailBox{}
			r.contradict()
			var got []snapshot.Name
			for _, section := range snapshot.Names() {
				if part := r.s.Part(section); part.Missing() != nil && part.Missing().Reason == snapshot.Forbidden {
					got = append(got, section)
				}
			}
			require.ElementsMatch(t, tt.want, got)
		})
	}
}
