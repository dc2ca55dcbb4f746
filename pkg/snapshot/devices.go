package snapshot

import "time"

// Device is one room device, phone or accessory (GET /devices). Names, serials
// and addresses have no field.
type Device struct {
	ID          string    `json:"id"`
	Type        string    `json:"type,omitempty"` // roomdesk, phone, accessory, webexgo
	Product     string    `json:"product,omitempty"`
	Status      string    `json:"status,omitempty"` // connected, disconnected, offline_expired, …
	Software    string    `json:"software,omitempty"`
	Channel     string    `json:"channel,omitempty"` // upgradeChannel
	ManagedBy   string    `json:"managed_by,omitempty"`
	Errors      []string  `json:"errors,omitempty"`
	WorkspaceID string    `json:"workspace_id,omitempty"`
	PersonID    string    `json:"person_id,omitempty"`
	LocationID  string    `json:"location_id,omitempty"`
	FirstSeen   time.Time `json:"first_seen,omitzero"`
	LastSeen    time.Time `json:"last_seen,omitzero"`
}

// Workspace is one room (GET /workspaces).
type Workspace struct {
	ID         string `json:"id"`
	LocationID string `json:"location_id,omitempty"`
	HotDesking string `json:"hot_desking,omitempty"` // on, off
	Calling    string `json:"calling,omitempty"`
}

// DeviceSettings are the security settings of one device
// (GET /deviceConfigurations).
type DeviceSettings struct {
	DeviceID string `json:"device_id"`
	Gap      *Gap   `json:"gap,omitempty"`
	// Settings are by their xConfiguration name; only those that were asked for.
	Settings map[string]DeviceSetting `json:"settings"`
}

// DeviceSetting is one value of a device.
type DeviceSetting struct {
	Value string `json:"value"`
	// NotEditable is the reason for which Webex may not change it, such as
	// CONFIG_MANAGED_BY_DIFFERENT_AUTHORITY.
	NotEditable string `json:"not_editable,omitempty"`
}

// ItemGap returns why the settings of this device are not known.
func (d DeviceSettings) ItemGap() *Gap { return d.Gap }
