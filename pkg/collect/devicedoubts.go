package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
)

// contradictDevices: there are rooms and nothing stands in any of them; or
// devices stand in rooms and there is none, so that a room may have a mailbox
// that nobody asked about. And where the rooms, which the same administrators
// see, could not be read, no devices may be those of the token's own person.
func (r *run) contradictDevices() {
	devices, rooms := &r.s.Devices, &r.s.Workspaces
	if devices.Items != nil && len(devices.Items) == 0 && len(rooms.Items) > 0 {
		gap := devicesEndpoint.hidden("there are workspaces")
		hide(devices, gap)
		hide(&r.s.DeviceSettings, gap)
	}
	if rooms.Items == nil && rooms.Gap != nil {
		gap := devicesAlone()
		if devices.Items != nil && len(devices.Items) == 0 {
			hide(&r.s.DeviceSettings, gap)
		}
		hide(devices, gap)
	}
	inRoom := func(d snapshot.Device) bool { return d.Owner == "workspace" }
	if rooms.Items != nil && len(rooms.Items) == 0 && slices.ContainsFunc(devices.Items, inRoom) {
		gap := workspacesEndpoint.hidden("devices stand in workspaces")
		hide(rooms, gap)
		if r.s.Voicemail.Items != nil {
			r.s.Voicemail.Gap = firstGap(r.s.Voicemail.Gap, gap)
		}
	}
}

// hide takes back a list that was read and holds nothing.
func hide[T any](list *snapshot.Section[T], why *snapshot.Gap) {
	if list.Items != nil && len(list.Items) == 0 {
		list.Items, list.Gap = nil, firstGap(list.Gap, why)
	}
}

// devicesAlone is the gap of an empty list of devices without the rooms' to go by.
func devicesAlone() *snapshot.Gap {
	return devicesEndpoint.unshown("the list is empty, and the workspaces, which the same administrators see, could not be read")
}
