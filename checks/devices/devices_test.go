package devices_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/devices"
	"wxaudit/checks/internal/losstest"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

const (
	pass, fail, warn, unknown, notJudged = finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable
	http, menu, serial                   = "NetworkServices.HTTP.Mode", "UserInterface.SettingsMenu.Mode", "SerialPort.LoginRequired"
)

var (
	now     = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	src     = snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI, ReadAt: now}
	refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "the service refused the request (403)"}
)

func list[T any](items ...T) snapshot.Section[T] {
	if items == nil {
		items = []T{}
	}
	return snapshot.Section[T]{Items: items, Source: src}
}

func evaluate(c check.Check, s *snapshot.Snapshot, attested ...check.Attestation) check.Outcome {
	return engine.Evaluate(c, &check.Input{
		Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(c.Params), Attestations: attested,
	})
}

// room is a room device without a fault, but for what the change makes of it.
func room(change func(*snapshot.Device)) snapshot.Device {
	d := snapshot.Device{
		ID: "d", Type: "roomdesk", Product: "Cisco Room Kit", Status: "connected", Software: "RoomOS 11.20.1.7", Channel: "stable",
		Owner: "workspace", WorkspaceID: "w", Located: snapshot.Yes,
	}
	change(&d)
	return d
}

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func TestUnmaintained(t *testing.T) {
	t.Parallel()
	located, nowhere := list(snapshot.Workspace{ID: "w", Located: snapshot.Yes}), list(snapshot.Workspace{ID: "w", Located: snapshot.No})
	noRooms := snapshot.Section[snapshot.Workspace]{Gap: refused}
	for name, tt := range map[string]struct {
		change func(*snapshot.Device)
		rooms  snapshot.Section[snapshot.Workspace]
		want   finding.Status
	}{
		"as it should be":          {func(*snapshot.Device) {}, noRooms, pass},
		"with issues":              {func(d *snapshot.Device) { d.Status = "connected_with_issues" }, noRooms, pass},
		"seen sixty days ago":      {func(d *snapshot.Device) { d.Status, d.LastSeen = "disconnected", ago(60) }, noRooms, pass},
		"seen before that":         {func(d *snapshot.Device) { d.Status, d.LastSeen = "disconnected", ago(61) }, noRooms, warn},
		"asleep for long":          {func(d *snapshot.Device) { d.Status, d.LastSeen = "offline_deep_sleep", ago(90) }, noRooms, warn},
		"never seen":               {func(d *snapshot.Device) { d.Status = "activating" }, noRooms, unknown},
		"seen tomorrow":            {func(d *snapshot.Device) { d.Status, d.LastSeen = "disconnected", ago(-2) }, noRooms, unknown},
		"expired":                  {func(d *snapshot.Device) { d.Status = "offline_expired" }, noRooms, fail},
		"expired, and no channel":  {func(d *snapshot.Device) { d.Status, d.Channel = "offline_expired", "" }, noRooms, fail},
		"status not said":          {func(d *snapshot.Device) { d.Status = "" }, noRooms, unknown},
		"status not known":         {func(d *snapshot.Device) { d.Status = "unknown" }, noRooms, unknown},
		"type not said":            {func(d *snapshot.Device) { d.Type = "" }, noRooms, unknown},
		"software of last year":    {func(d *snapshot.Device) { d.Software = "RoomOS 2025-11-20" }, noRooms, pass},
		"older software":           {func(d *snapshot.Device) { d.Software = "RoomOS 2025-11-19" }, noRooms, warn},
		"a date that is none":      {func(d *snapshot.Device) { d.Software = "RoomOS 2025-13-45" }, noRooms, pass},
		"other software":           {func(d *snapshot.Device) { d.Software = "other" }, noRooms, pass},
		"software not said":        {func(d *snapshot.Device) { d.Software = "" }, noRooms, unknown},
		"beta":                     {func(d *snapshot.Device) { d.Channel = "Beta" }, noRooms, warn},
		"Stable":                   {func(d *snapshot.Device) { d.Channel = "Stable" }, noRooms, pass},
		"channel not said":         {func(d *snapshot.Device) { d.Channel = "" }, noRooms, unknown},
		"of nobody":                {func(d *snapshot.Device) { d.Owner, d.WorkspaceID = "none", "" }, noRooms, warn},
		"owner not said":           {func(d *snapshot.Device) { d.Owner = "" }, noRooms, unknown},
		"of a person":              {func(d *snapshot.Device) { d.Owner, d.Located = "person", snapshot.No }, noRooms, pass},
		"in a room with a place":   {func(d *snapshot.Device) { d.Located = snapshot.No }, located, pass},
		"in a room without":        {func(d *snapshot.Device) { d.Located = snapshot.No }, nowhere, warn},
		"in rooms not read":        {func(d *snapshot.Device) { d.Located = snapshot.No }, noRooms, unknown},
		"in no room of the list":   {func(d *snapshot.Device) { d.Located = snapshot.No }, list[snapshot.Workspace](), unknown},
		"place not said, its room": {func(d *snapshot.Device) { d.Located = snapshot.Unknown }, located, pass},
		"place not said":           {func(d *snapshot.Device) { d.Located = snapshot.Unknown }, nowhere, unknown},
		"place of room not said":   {func(d *snapshot.Device) { d.Located = snapshot.No }, list(snapshot.Workspace{ID: "w"}), unknown},
		"a telephone": {func(d *snapshot.Device) {
			*d = snapshot.Device{ID: "d", Type: "phone", Status: "connected", Owner: "person"}
		},
			noRooms, pass},
		"a headset": {func(d *snapshot.Device) { *d = snapshot.Device{ID: "d", Type: "accessory", Status: "offline_expired"} }, noRooms, notJudged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(devices.Unmaintained, &snapshot.Snapshot{Devices: list(room(tt.change)), Workspaces: tt.rooms})
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	all := evaluate(devices.Unmaintained, &snapshot.Snapshot{Devices: list(room(func(d *snapshot.Device) {
		d.Status, d.LastSeen, d.Channel, d.Software, d.Owner = "disconnected", ago(91), "beta", "RoomOS 2024-06-01", "none"
	}))})
	require.Equal(t, "the device was last seen 91 days ago, runs software of 2024-06-01, takes its software from the channel beta and belongs to no room and to nobody", all.Message)
}

func TestHalfListsOfDevices(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{Devices: list(room(func(*snapshot.Device) {}))}
	s.Devices.Gap = &snapshot.Gap{Reason: snapshot.Truncated, Detail: "the list broke off"}
	require.Equal(t, unknown, evaluate(devices.Unmaintained, s).Status)
	s.Devices.Items[0].Status = "offline_expired"
	require.Equal(t, fail, evaluate(devices.Unmaintained, s).Status, "a hit is a hit")
}

func TestConfigHardening(t *testing.T) {
	t.Parallel()
	set := func(values ...string) map[string]snapshot.DeviceSetting {
		all := map[string]snapshot.DeviceSetting{}
		for i, key := range []string{http, menu, serial} {
			if values[i] == "-" {
				all[key] = snapshot.DeviceSetting{Lacking: true}
			} else {
				all[key] = snapshot.DeviceSetting{Value: values[i]}
			}
		}
		return all
	}
	for name, tt := range map[string]struct {
		settings map[string]snapshot.DeviceSetting
		want     finding.Status
		says     string
	}{
		"all as expected":   {set("HTTPS", "Locked", "On"), pass, ""},
		"in another case":   {set("off", "locked", "ON"), pass, ""},
		"a model with less": {set("HTTPS", "-", "-"), pass, ""},
		"one differs":       {set("HTTP+HTTPS", "Locked", "On"), warn, "the device has NetworkServices.HTTP.Mode HTTP+HTTPS instead of Off or HTTPS"},
		"one is no word":    {set("HTTPS", "", "On"), unknown, "did not return UserInterface.SettingsMenu.Mode"},
		"a model with none": {set("-", "-", "-"), unknown, "none of the expected settings"},
		"one not read":      {map[string]snapshot.DeviceSetting{http: {Value: "Off"}, menu: {Value: "Locked"}}, unknown, "not among the settings that are read"},
		"nothing read":      {nil, unknown, "not among"},
		"managed elsewhere": {map[string]snapshot.DeviceSetting{http: {Value: "HTTP", NotEditable: "NOT_AUTHORIZED"}, menu: {Lacking: true}, serial: {Lacking: true}},
			warn, "which Webex may not change (NOT_AUTHORIZED)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(devices.ConfigHardening, &snapshot.Snapshot{DeviceSettings: list(snapshot.DeviceSettings{DeviceID: "d", Settings: tt.settings})})
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}
	left := list(snapshot.DeviceSettings{DeviceID: "d", Settings: set("HTTPS", "Locked", "On")},
		snapshot.DeviceSettings{DeviceID: "e", Gap: &snapshot.Gap{Reason: snapshot.Budget, Detail: "left out"}})
	o := evaluate(devices.ConfigHardening, &snapshot.Snapshot{DeviceSettings: left})
	require.Equal(t, unknown, o.Status)
	require.Equal(t, string(snapshot.Budget), o.Reason)
}

func TestConfigHardeningNamesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	o := engine.Evaluate(devices.ConfigHardening, &check.Input{
		Snapshot: &snapshot.Snapshot{DeviceSettings: list[snapshot.DeviceSettings]()}, Now: now, Params: check.Params{"expected": "A.B=x; C.D like y"},
	})
	require.Equal(t, unknown, o.Status)
	require.Contains(t, o.Message, `"C.D like y" is neither A.B=x nor A.B in (x, y)`)
}

func TestMobileAppLock(t *testing.T) {
	t.Parallel()
	attested := func(answer string) check.Attestation {
		return check.Attestation{Statement: devices.AppLock.ID, Answer: answer, SignedOn: finding.DayOf(ago(30), time.UTC), Proof: check.ProofStated}
	}
	setting := func(lock snapshot.Tri) snapshot.Record[snapshot.OrgSettings] {
		return snapshot.Record[snapshot.OrgSettings]{Value: &snapshot.OrgSettings{MobileLock: lock}, Source: src}
	}
	gone := snapshot.Record[snapshot.OrgSettings]{Gap: refused, Source: src}
	for name, tt := range map[string]struct {
		settings snapshot.Record[snapshot.OrgSettings]
		attested []check.Attestation
		want     finding.Status
	}{
		"on":                            {setting(snapshot.Yes), nil, pass},
		"on, whatever is said":          {setting(snapshot.Yes), []check.Attestation{attested("none")}, pass},
		"off, and nobody has said":      {setting(snapshot.No), nil, unknown},
		"off, with management":          {setting(snapshot.No), []check.Attestation{attested("mdm-enforced")}, warn},
		"off, though a lock is claimed": {setting(snapshot.No), []check.Attestation{attested("pin-lock")}, fail},
		"off, and nothing else":         {setting(snapshot.No), []check.Attestation{attested("none")}, fail},
		"off, and blocked":              {setting(snapshot.No), []check.Attestation{attested("blocked")}, notJudged},
		"absent":                        {setting(snapshot.Unknown), nil, unknown},
		"absent, with management":       {setting(snapshot.Unknown), []check.Attestation{attested("mdm-enforced")}, warn},
		"refused":                       {gone, nil, unknown},
		"refused, a lock is vouched":    {gone, []check.Attestation{attested("pin-lock")}, pass},
		"refused, with management":      {gone, []check.Attestation{attested("mdm-enforced")}, warn},
		"refused, and nothing else":     {gone, []check.Attestation{attested("none")}, fail},
		"refused, and blocked":          {gone, []check.Attestation{attested("blocked")}, notJudged},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(devices.MobileAppLock, &snapshot.Snapshot{OrgSettings: tt.settings}, tt.attested...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	require.Contains(t, evaluate(devices.MobileAppLock, &snapshot.Snapshot{OrgSettings: gone}).Message, "the service refused the request")
	old := attested("pin-lock")
	old.SignedOn = finding.DayOf(ago(400), time.UTC)
	require.Equal(t, warn, evaluate(devices.MobileAppLock, &snapshot.Snapshot{OrgSettings: gone}, old).Status)
}

// TestNoLossHelps takes every field away: no answer may become better, nor a
// fault appear that was not read.
func TestNoLossHelps(t *testing.T) {
	t.Parallel()
	faulty := func(id string) snapshot.Device {
		return room(func(d *snapshot.Device) {
			d.ID, d.Status, d.LastSeen, d.Channel, d.Software, d.Located, d.WorkspaceID = id, "disconnected", ago(91), "beta", "RoomOS 2024-06-01", snapshot.No, id
		})
	}
	s := &snapshot.Snapshot{
		Devices: list(faulty("a"), room(func(d *snapshot.Device) {
			d.Owner, d.WorkspaceID, d.PersonID, d.Located = "person", "", "p", snapshot.No
		})),
		Workspaces: list(snapshot.Workspace{ID: "a", Located: snapshot.No}),
		DeviceSettings: list(snapshot.DeviceSettings{DeviceID: "a", Settings: map[string]snapshot.DeviceSetting{
			http: {Value: "HTTP"}, menu: {Value: "Locked"}, serial: {Lacking: true}}}),
	}
	single := func(change func(*snapshot.Device)) *snapshot.Snapshot {
		return &snapshot.Snapshot{Devices: list(room(change)), Workspaces: list(snapshot.Workspace{ID: "w", Located: snapshot.No}), DeviceSettings: s.DeviceSettings}
	}
	for _, each := range []*snapshot.Snapshot{
		s, single(func(*snapshot.Device) {}), single(func(d *snapshot.Device) { d.Status, d.LastSeen = "disconnected", ago(91) }),
		single(func(d *snapshot.Device) { d.Status = "offline_expired" }), single(func(d *snapshot.Device) { d.Software = "RoomOS 2024-06-01" }),
		single(func(d *snapshot.Device) { d.Channel = "beta" }), single(func(d *snapshot.Device) { d.Located = snapshot.No }),
	} {
		for _, c := range []check.Check{devices.Unmaintained, devices.ConfigHardening} {
			before := evaluate(c, each).Status
			losstest.Each(each, func(where string) {
				after := evaluate(c, each)
				require.Contains(t, []finding.Status{before, unknown}, after.Status, "%s is %s, and %s with %s: %s", c.ID, before, after.Status, where, after.Message)
			})
		}
	}
}
