package collect

import (
	"net/url"

	"wxaudit/pkg/snapshot"
)

// deviceQuestions are about devices and the rooms in which they stand.
func deviceQuestions() []*question {
	return []*question{
		{ask: devicesEndpoint, fills: names(snapshot.DevicesName), with: asking(startPage(100)),
			read: answers(func(k *known, w listOf[wireHardware], more bool) verdict {
				k.devices = page[wireHardware]{w.Items, more || len(w.Items) == 100, true}
				return verdict{}
			})},
		{ask: workspacesEndpoint, fills: names(snapshot.WorkspacesName), with: asking(startPage(100)),
			read: answers(func(k *known, w listOf[wireWorkspace], more bool) verdict {
				k.workspaces = page[wireWorkspace]{w.Items, more || len(w.Items) == 100, true}
				return verdict{}
			})},
		{ask: deviceSettingsEndpoint, parts: names(snapshot.DeviceSettingsName), hollow: true, wave: 2, read: plain[wireConfiguration](),
			with: func(k *known) (url.Values, []string, *excuse) {
				d, ok := k.devices.find(func(w wireHardware) bool { return w.ID != "" && w.Type == "roomdesk" })
				if !ok {
					return nil, nil, k.devices.none("room device")
				}
				return url.Values{"deviceId": {d.ID}}, nil, nil
			}},
	}
}
