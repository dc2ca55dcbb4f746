package snapshot

import "time"

// Device is one room device, phone or accessory (GET /devices). Names, serials
// and addresses have no field.
type Device struct {
	ID      string `json:"id"`
	Type    string `json:"type,omitempty"` // roomdesk, phone, accessory, webexgo
	Product string `json:"product,omitempty"`
	Status  string `json:"status,omitempty"` // connected, disconnected, offline_expired, …
	// Software is "RoomOS" with the version or the date behind it, or "other";
	// empty when the answer did not say.
	Software  string   `json:"software,omitempty"`
	Channel   string   `json:"channel,omitempty"` // upgradeChannel
	ManagedBy string   `json:"managed_by,omitempty"`
	Errors    []string `json:"errors,omitempty"`
	// Owner says whose the device is: workspace, person or none; empty when the
	// answer did not say.
	Owner       string `json:"owner,omitempty"`
	WorkspaceID string `json:"workspace_id,omitempty"`
	PersonID    string `json:"person_id,omitempty"`
	// Located says whether the device names a location of its own.
	Located    Tri       `json:"located,omitzero"`
	LocationID string    `json:"location_id,omitempty"`
	FirstSeen  time.Time `json:"first_seen,omitzero"`
	LastSeen   time.Time `json:"last_seen,omitzero"`
}

// Workspace is one room (GET /workspaces).
type Workspace struct {
	ID         string `json:"id"`
	Located    Tri    `json:"located,omitzero"` // whether it names a location
	LocationID string `json:"location_id,omitempty"`
	HotDesking string `json:"hot_desking,omitempty"` // on, off
	Calling    string `json:"calling,omitempty"`
}

// DeviceSettings are the security settings of one device
// (GET /deviceConfigurations).
type DeviceSettings struct {
	DeviceID string `json:"device_id"`
	Gap      *Gap   `json:"gap,omitempty"`
	// Settings has an entry for every security setting that is looked at, by its
	// xConfiguration name.
	Settings map[string]DeviceSetting `json:"settings"`
}

// DeviceSetting is one value of a device.
type DeviceSetting struct {
	// Lacking is set where the device's whole configuration came and this setting
	// was not in it: models differ.
	Lacking bool `json:"lacking,omitempty"`
	// Value is a word, a number, true or false; empty when it was something else.
	Value string `json:"value,omitempty"`
	// NotEditable is the reason for which Webex may not change it, such as
	// CONFIG_MANAGED_BY_DIFFERENT_AUTHORITY.
	NotEditable string `json:"not_editable,omitempty"`
}

// ItemGap returns why the settings of this device are not known.
func (d DeviceSettings) ItemGap() *Gap { return d.Gap }
