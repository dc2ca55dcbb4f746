package synth

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// devicesData is what the organisation has of this area.
type devicesData struct {
	list       []*hardware
	workspaces []*workspace
}

// hardware is one device as GET /devices shows it.
type hardware struct {
	ID               string   `json:"id"`
	DisplayName      string   `json:"displayName"`
	PlaceID          string   `json:"placeId,omitempty"`
	WorkspaceID      string   `json:"workspaceId,omitempty"`
	PersonID         string   `json:"personId,omitempty"`
	OrgID            string   `json:"orgId"`
	Capabilities     []string `json:"capabilities"`
	Permissions      []string `json:"permissions"`
	ConnectionStatus string   `json:"connectionStatus"`
	Product          string   `json:"product"`
	Type             string   `json:"type"`
	Tags             []string `json:"tags"`
	IP               string   `json:"ip"`
	MAC              string   `json:"mac"`
	PrimarySipURL    string   `json:"primarySipUrl"`
	SipURLs          []string `json:"sipUrls"`
	Serial           string   `json:"serial"`
	Software         string   `json:"software,omitempty"`
	UpgradeChannel   string   `json:"upgradeChannel,omitempty"`
	Created          string   `json:"created"`
	LocationID       string   `json:"locationId,omitempty"`
	ErrorCodes       []string `json:"errorCodes"`
	FirstSeen        string   `json:"firstSeen"`
	LastSeen         string   `json:"lastSeen"`
	ManagedBy        string   `json:"managedBy"`
	DevicePlatform   string   `json:"devicePlatform"`

	// settings are those of a room device; telephones have none.
	settings map[string]any
}

// workspace is one room as GET /workspaces shows it.
type workspace struct {
	ID               string            `json:"id"`
	OrgID            string            `json:"orgId"`
	LocationID       string            `json:"locationId,omitempty"`
	DisplayName      string            `json:"displayName"`
	Capacity         int               `json:"capacity"`
	Type             string            `json:"type"`
	SipAddress       string            `json:"sipAddress"`
	Created          string            `json:"created"`
	Calling          map[string]any    `json:"calling"`
	Calendar         map[string]string `json:"calendar"`
	Notes            string            `json:"notes"`
	HotdeskingStatus string            `json:"hotdeskingStatus"`
	SupportedDevices string            `json:"supportedDevices"`
}

func devicesRoutes() []route {
	return []route{
		{"/v1/devices", func(o *Organization, w http.ResponseWriter, r *http.Request) {
			page(o, w, r, paging{usual: 100, most: 1000, full: 4, from: "start"}, o.devices.list)
		}},
		{"/v1/workspaces", func(o *Organization, w http.ResponseWriter, r *http.Request) {
			page(o, w, r, paging{usual: 100, most: 1000, from: "start"}, o.devices.workspaces)
		}},
		{"/v1/deviceConfigurations", serveDeviceConfigurations},
	}
}

func serveDeviceConfigurations(o *Organization, w http.ResponseWriter, r *http.Request) {
	i := slices.IndexFunc(o.devices.list, func(d *hardware) bool { return d.ID == r.URL.Query().Get("deviceId") })
	switch {
	case i < 0:
		o.fail(w, http.StatusNotFound, "no such device")
		return
	case o.devices.list[i].settings == nil:
		o.fail(w, http.StatusBadRequest, "the device has no configurations")
		return
	}
	items := map[string]any{}
	for name, value := range o.devices.list[i].settings {
		items[name] = map[string]any{
			"value": value, "source": "configured",
			"sources": map[string]any{
				"default":    map[string]any{"value": nil, "editability": map[string]any{"isEditable": false, "reason": "FACTORY_DEFAULT"}},
				"configured": map[string]any{"value": value, "editability": map[string]any{"isEditable": true}, "enforced": false},
			},
			"valueSpace": map[string]any{"type": "string", "maxLength": 1024},
		}
	}
	o.answer(w, map[string]any{"deviceId": o.devices.list[i].ID, "items": items})
}

// foundDevices fills three rooms, puts a telephone on a desk, and a headset
// beside it.
func foundDevices(o *Organization) {
	for range 3 {
		o.addRoomDevice(o.addWorkspace())
	}
	phone := o.addDevice("phone", "Cisco 8851", nil)
	phone.PersonID, phone.LocationID = o.staff[12].ID, publicID("LOCATION", o.uuid("location"))
	headset := o.addDevice("accessory", "Cisco Headset 730", nil)
	headset.PersonID, headset.ConnectionStatus = o.staff[12].ID, "disconnected"
}

// spoilDevices leaves one device in a drawer for good and one for three months,
// moves a third into a room of which no answer says where it is, with the
// software of two years ago, and opens the settings menu of a fourth.
func spoilDevices(o *Organization) {
	gone, stale := o.addRoomDevice(o.addWorkspace()), o.devices.list[1]
	gone.ConnectionStatus, gone.LastSeen = "offline_expired", milli(o.at(-200, 9))
	stale.ConnectionStatus, stale.LastSeen, stale.UpgradeChannel = "disconnected", milli(o.at(-91, 9)), "beta"
	nowhere := o.addWorkspace()
	nowhere.LocationID = ""
	old := o.addRoomDevice(nowhere)
	old.LocationID, old.Software = "", "RoomOS 2024-06-01 608dcdbb6e1"
	open := o.devices.list[2]
	open.settings["UserInterface.SettingsMenu.Mode"] = "Unlocked"
	open.settings["NetworkServices.HTTP.Mode"] = "HTTP+HTTPS"
}

func (o *Organization) addWorkspace() *workspace {
	n := len(o.devices.workspaces)
	w := &workspace{
		ID: publicID("PLACE", o.uuid("workspace", n)), OrgID: o.OrgID(), LocationID: publicID("LOCATION", o.uuid("location")),
		DisplayName: o.canaries.plant("workspace-name"), Capacity: 4, Type: "huddle", SipAddress: o.canaries.plant("workspace-sip"),
		Created: milli(o.created), Notes: o.canaries.plant("workspace-notes"), HotdeskingStatus: "off", SupportedDevices: "collaborationDevices",
		Calling:  map[string]any{"type": "hybridCalling", "hybridCalling": map[string]string{"emailAddress": o.canaries.plant("workspace-calling")}},
		Calendar: map[string]string{"type": "microsoft", "emailAddress": o.canaries.plant("workspace-calendar")},
	}
	o.devices.workspaces = append(o.devices.workspaces, w)
	return w
}

// addRoomDevice puts a hardened device into a room.
func (o *Organization) addRoomDevice(w *workspace) *hardware {
	d := o.addDevice("roomdesk", "Cisco Room Kit", roomSettings(o))
	d.WorkspaceID, d.PlaceID, d.LocationID = w.ID, w.ID, w.LocationID
	d.Software, d.UpgradeChannel = "RoomOS 11.20.1.7 85b1a6df0b5", "stable"
	d.Capabilities, d.Permissions = []string{"xapi"}, []string{"xapi:readonly"}
	return d
}

func (o *Organization) addDevice(kind, product string, settings map[string]any) *hardware {
	n := len(o.devices.list)
	d := &hardware{
		ID: publicID("DEVICE", o.uuid("device", n)), DisplayName: o.canaries.plant("device-name"), OrgID: o.OrgID(), Capabilities: []string{}, Permissions: []string{},
		ConnectionStatus: "connected", Product: product, Type: kind, Tags: []string{o.canaries.plant("device-tag")},
		IP: o.canaries.address(), MAC: o.canaries.plant("device-mac"), PrimarySipURL: o.canaries.plant("device-sip"), SipURLs: []string{o.canaries.plant("device-sip")},
		Serial: o.canaries.plant("device-serial"), Created: milli(o.created), ErrorCodes: []string{},
		FirstSeen: milli(o.created.Add(2 * day)), LastSeen: milli(o.Now.Add(-3 * time.Minute)), ManagedBy: "CISCO", DevicePlatform: "cisco",
		settings: settings,
	}
	o.devices.list = append(o.devices.list, d)
	return d
}

// roomSettings are the settings of a room device, those that name people and
// places included.
func roomSettings(o *Organization) map[string]any {
	settings := maps.Clone(hardened)
	for _, name := range []string{"FacilityService.Service[1].Name", "FacilityService.Service[1].Number", "Network[1].IEEE8021X.Password",
		"NetworkServices.SNMP.CommunityName", "Phonebook.Server[1].URL", "SystemUnit.Name", "UserInterface.ContactInfo.Type"} {
		settings[name] = o.canaries.plant("device-setting")
	}
	return settings
}

var hardened = map[string]any{
	"Audio.Ultrasound.MaxVolume":         70,
	"NetworkServices.HTTP.Mode":          "HTTPS",
	"NetworkServices.SSH.Mode":           "Off",
	"NetworkServices.SNMP.Mode":          "Off",
	"Security.Session.InactivityTimeout": 15,
	"SerialPort.LoginRequired":           "On",
	"UserInterface.SettingsMenu.Mode":    "Locked",
}
