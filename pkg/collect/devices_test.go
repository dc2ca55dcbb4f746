package collect

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestRoomOS(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"RoomOS 2018-06-01 608dcdbb6e1":     "RoomOS 2018-06-01",
		"RoomOS 11.20.1.7 85b1a6df0b5":      "RoomOS 11.20.1.7",
		"RoomOS 10.3.2.0 2024-06-01 abcdef": "RoomOS 10.3.2.0 2024-06-01",
		" RoomOS 2018-06-01 ":               "RoomOS 2018-06-01",
		"RoomOS":                            "RoomOS",
		"RoomOS for Jane":                   "other",
		"RoomOSX 2018-06-01":                "other",
		"RoomOS 2018-06-01x":                "other",
		"RoomOS 408.526.7209":               "other",
		"sipmpp.12-0-1":                     "other",
		"":                                  "",
	} {
		var s roomOS
		require.NoError(t, json.Unmarshal([]byte(fmt.Sprintf("%q", text)), &s))
		require.Equal(t, want, string(s), text)
		require.Equal(t, want, roomOS("").redact(text, nil), text)
	}
	for _, body := range []string{`null`, `7`, `["RoomOS 2018-06-01"]`} {
		var s roomOS
		require.NoError(t, json.Unmarshal([]byte(body), &s))
		require.Empty(t, s)
	}
}

func FuzzRoomOS(f *testing.F) {
	for _, seed := range []string{"RoomOS 2018-06-01 608dcdbb6e1", "RoomOS 11.20.1.7 85b1a6df0b5", "sipmpp.12-0-1", "RoomOS 2018-06-01x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := roomOSOf(text)
		require.Equal(t, got, roomOSOf(got), "what was held is held again")
		if got != otherSoftware {
			require.True(t, strings.HasPrefix(strings.TrimSpace(text), got))
			require.Empty(t, strings.Trim(strings.TrimPrefix(got, "RoomOS"), " 0123456789.-"))
		}
	})
}

func TestDeviceOwnersAndPlaces(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{"/v1/devices?max=100&start=0": {body: items(
		`{"id":"a","type":"roomdesk","workspaceId":"w","personId":"p","locationId":"l"}`,
		`{"id":"b","type":"phone","personId":"p","workspaceLocationId":"l","product":"Cisco 8851 of Jane 4085267209"}`,
		`{"id":"c","type":"some type","connectionStatus":"for Jane"}`,
		`{"id":"d","workspaceId":"","personId":"","locationId":""}`,
		`{"id":"e","personId":"","workspaceLocationId":""}`,
	)}, "/v1/devices": {body: items()}})
	snap := s.collect(t, snapshot.DevicesName)
	require.Nil(t, snap.Devices.Missing())
	var got []string
	for _, d := range snap.Devices.Items {
		got = append(got, strings.Join([]string{d.ID, d.Type, d.Owner, d.Located.String(), d.Product, d.Status}, "|"))
	}
	require.Equal(t, []string{"a|roomdesk|workspace|true||", "b|phone|person|true||", "c|||unknown||", "d||none|false||", "e|||false||"}, got)
}

func TestDeviceListsThatBreakOff(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		first, second answer
		reason        snapshot.Reason
	}{
		"the second page is gone":  {answer{body: items(`{"id":"a","type":"roomdesk"}`)}, answer{status: 503}, snapshot.Truncated},
		"an entry twice":           {answer{body: items(`{"id":"a"}`, `{"id":"a"}`)}, answer{body: items()}, snapshot.Truncated},
		"an entry without id":      {answer{body: items(`{"type":"phone"}`)}, answer{body: items()}, snapshot.FieldAbsent},
		"refused":                  {answer{status: 403}, answer{}, snapshot.Forbidden},
		"a list of something else": {answer{body: items(`7`)}, answer{}, snapshot.Schema},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{"/v1/devices?max=100&start=0": tt.first, "/v1/devices": tt.second, "/v1/deviceConfigurations": {status: 404}})
			snap := s.collect(t, snapshot.DevicesName, snapshot.DeviceSettingsName)
			require.Equal(t, tt.reason, snap.Devices.Missing().Reason)
			require.Equal(t, tt.reason, snap.DeviceSettings.Missing().Reason)
			require.Equal(t, snap.Devices.Items == nil, snap.DeviceSettings.Items == nil)
		})
	}
}

func TestDeviceSettings(t *testing.T) {
	t.Parallel()
	id := func(n int) string { return hydra("DEVICE", testUUID(n)) }
	config := func(n int, items string) answer {
		return answer{body: fmt.Sprintf(`{"deviceId":%q,"items":%s}`, id(n), items)}
	}
	var list []string
	for n, kind := range []string{"roomdesk", "roomdesk", "roomdesk", "phone", "", "unknown", "roomdesk", "roomdesk"} {
		list = append(list, fmt.Sprintf(`{"id":%q,"type":%q}`, id(n), kind))
	}
	s := newService(map[string]answer{
		"/v1/devices?max=100&start=0": {body: items(list...)}, "/v1/devices": {body: items()},
		"/v1/deviceConfigurations?deviceId=" + id(0): config(0, `{
			"NetworkServices.HTTP.Mode":{"value":"HTTPS","sources":{"configured":{"editability":{"isEditable":false,"reason":"CONFIG_MANAGED_BY_DIFFERENT_AUTHORITY"}}}},
			"UserInterface.SettingsMenu.Mode":{"value":"Locked","sources":{"configured":{"editability":{"editable":true,"reason":"x"}}}},
			"SerialPort.LoginRequired":{"value":true},"Security.Session.InactivityTimeout":{"value":15},
			"WebEngine.Mode":{"value":"call 4085267209"},"Bluetooth.Allowed":7.5,"SystemUnit.Name":{"value":"canary"}}`),
		"/v1/deviceConfigurations?deviceId=" + id(1): config(2, `{"NetworkServices.HTTP.Mode":{"value":"Off"}}`),
		"/v1/deviceConfigurations?deviceId=" + id(2): config(2, `{}`),
		"/v1/deviceConfigurations?deviceId=" + id(6): {status: 403},
	})
	o := s.options(snapshot.DeviceSettingsName)
	o.MaxDevices = 4
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Nil(t, snap.DeviceSettings.Missing())

	var reasons []snapshot.Reason
	for _, d := range snap.DeviceSettings.Items {
		if d.Gap == nil {
			reasons = append(reasons, "")
			continue
		}
		reasons = append(reasons, d.Gap.Reason)
	}
	// the answer is about another device; no settings; no type, twice; refused; left out
	require.Equal(t, []snapshot.Reason{"", snapshot.Schema, snapshot.Schema, snapshot.Schema, snapshot.Schema, snapshot.Forbidden, snapshot.Budget}, reasons)
	require.Contains(t, snap.DeviceSettings.Items[6].Gap.Detail, "only the first 4 devices")

	got := snap.DeviceSettings.Items[0].Settings
	require.Len(t, got, len(securitySettings))
	require.Equal(t, snapshot.DeviceSetting{Value: "HTTPS", NotEditable: "CONFIG_MANAGED_BY_DIFFERENT_AUTHORITY"}, got["NetworkServices.HTTP.Mode"])
	require.Equal(t, snapshot.DeviceSetting{Value: "Locked"}, got["UserInterface.SettingsMenu.Mode"])
	require.Equal(t, snapshot.DeviceSetting{Value: "true"}, got["SerialPort.LoginRequired"])
	require.Equal(t, snapshot.DeviceSetting{Value: "15"}, got["Security.Session.InactivityTimeout"])
	require.Equal(t, snapshot.DeviceSetting{}, got["WebEngine.Mode"], "there, but no word")
	require.Equal(t, snapshot.DeviceSetting{}, got["Bluetooth.Allowed"], "there, but of another shape")
	require.Equal(t, snapshot.DeviceSetting{Lacking: true}, got["NetworkServices.SSH.Mode"])
	require.NotContains(t, asJSON(t, snap), "canary")
}

// FuzzConfigurations insists that a recording of a device's settings holds what
// the snapshot does, and nothing else.
func FuzzConfigurations(f *testing.F) {
	f.Add([]byte(`{"NetworkServices.HTTP.Mode":{"value":"HTTPS","sources":{"configured":{"editability":{"isEditable":false,"reason":"NOT_AUTHORIZED"}}}}}`))
	f.Add([]byte(`{"SerialPort.LoginRequired":{"value":true},"Phonebook.Server[1].URL":{"value":"canary"}}`))
	f.Add([]byte(`{"WebEngine.Mode":{"value":1e3,"sources":7},"Bluetooth.Allowed":null}`))
	f.Add([]byte(`{"WebEngine.Mode":{"value":1.5}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		dec := json.NewDecoder(strings.NewReader(string(body)))
		dec.UseNumber()
		var v any
		if json.Unmarshal(body, new(any)) != nil || dec.Decode(&v) != nil {
			return
		}
		out, err := json.Marshal(configurations{}.redact(v, nil))
		require.NoError(t, err)
		var before, after configurations
		require.NoError(t, before.UnmarshalJSON(body))
		require.NoError(t, after.UnmarshalJSON(out))
		require.Equal(t, before, after, "%s", out)
		for _, setting := range before.settings {
			require.LessOrEqual(t, len(setting.Value), 24)
			require.NotContains(t, setting.Value, " ")
		}
	})
}
