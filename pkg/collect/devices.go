package collect

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

const deviceAdmin = "full, read-only or device administrator"

var (
	devicesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/devices", Rank: snapshot.RankAPI,
		Scope: "spark-admin:devices_read", Role: deviceAdmin, Wire: listOf[wireHardware]{},
	}
	workspacesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/workspaces", Rank: snapshot.RankAPI,
		Scope: "spark-admin:workspaces_read", Role: deviceAdmin, Wire: listOf[wireWorkspace]{},
	}
)

// wireHardware has no field for names, tags, serials and addresses. An id that
// is absent is not known; one that is empty says that there is none.
type wireHardware struct {
	ID                  string  `json:"id"`
	Type                enum    `json:"type"`
	Product             string  `json:"product"`
	ConnectionStatus    enum    `json:"connectionStatus"`
	Software            roomOS  `json:"software"`
	UpgradeChannel      enum    `json:"upgradeChannel"`
	ManagedBy           enum    `json:"managedBy"`
	ErrorCodes          words   `json:"errorCodes"`
	WorkspaceID         *string `json:"workspaceId"`
	PersonID            *string `json:"personId"`
	LocationID          *string `json:"locationId"`
	WorkspaceLocationID *string `json:"workspaceLocationId"`
	FirstSeen           stamp   `json:"firstSeen"`
	LastSeen            stamp   `json:"lastSeen"`
}

// wireWorkspace has no field for names, notes and addresses, nor for the
// devices in it, which have a list of their own.
type wireWorkspace struct {
	ID                  string  `json:"id"`
	LocationID          *string `json:"locationId"`
	WorkspaceLocationID *string `json:"workspaceLocationId"`
	HotdeskingStatus    enum    `json:"hotdeskingStatus"`
	Calling             struct {
		Type enum `json:"type"`
	} `json:"calling"`
}

// devices reads every device of the organisation.
func devices(ctx context.Context, r *run) {
	s := fill(r, devicesEndpoint, webex.Start[wireHardware](ctx, r.o.Client, devicesEndpoint.request(nil), "items", 100), wireHardware.device)
	id := func(d snapshot.Device) string { return d.ID }
	s.Gap = firstGap(s.Gap, repeated(devicesEndpoint, s.Items, id), devicesEndpoint.lacking(nameless(s.Items, id), "id"))
	r.s.Devices = s
	if s.Items != nil && len(s.Items) == 0 {
		r.section(ctx, snapshot.WorkspacesName) // which tell whether that can be: see contradictDevices
	}
}

func (w wireHardware) device() snapshot.Device {
	d := snapshot.Device{
		ID:          w.ID,
		Type:        string(w.Type),
		Product:     w.Product,
		Status:      string(w.ConnectionStatus),
		Software:    string(w.Software),
		Channel:     string(w.UpgradeChannel),
		ManagedBy:   string(w.ManagedBy),
		Errors:      w.ErrorCodes,
		WorkspaceID: said(w.WorkspaceID),
		PersonID:    said(w.PersonID),
		Located:     located(w.LocationID, w.WorkspaceLocationID),
		LocationID:  said(w.LocationID),
		FirstSeen:   w.FirstSeen.Time,
		LastSeen:    w.LastSeen.Time,
	}
	if labelText(w.Product, nil) == redacted {
		d.Product = ""
	}
	switch {
	case d.WorkspaceID != "":
		d.Owner = "workspace"
	case d.PersonID != "":
		d.Owner = "person"
	case w.WorkspaceID != nil && w.PersonID != nil:
		d.Owner = "none"
	}
	return d
}

// said is an id, or "" for none.
func said(id *string) string {
	if id == nil {
		return ""
	}
	return *id
}

// located says whether something names a location, by the id of today or by the
// older one. One that is empty says that there is none; none at all says
// nothing.
func located(id, older *string) snapshot.Tri {
	switch {
	case said(id)+said(older) != "":
		return snapshot.Yes
	case id == nil && older == nil:
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}

// workspaces reads every workspace of the organisation.
func workspaces(ctx context.Context, r *run) {
	s := fill(r, workspacesEndpoint, webex.Start[wireWorkspace](ctx, r.o.Client, workspacesEndpoint.request(nil), "items", 100), func(w wireWorkspace) snapshot.Workspace {
		return snapshot.Workspace{
			ID:         w.ID,
			Located:    located(w.LocationID, w.WorkspaceLocationID),
			LocationID: said(w.LocationID),
			HotDesking: string(w.HotdeskingStatus),
			Calling:    string(w.Calling.Type),
		}
	})
	id := func(w snapshot.Workspace) string { return w.ID }
	s.Gap = firstGap(s.Gap, repeated(workspacesEndpoint, s.Items, id), workspacesEndpoint.lacking(nameless(s.Items, id), "id"))
	r.s.Workspaces = s
}

// roomOS is the software of a room device, "RoomOS 2018-06-01 608dcdbb6e1" or
// "RoomOS 11.5.2.4 d5bd4ff3a1f", without what stands behind date and version.
// Everything else, such as the software of telephones, is "other".
type roomOS string

const otherSoftware = "other"

var roomOSText = regexp.MustCompile(`^RoomOS(?: (?:\d{4}-\d{2}-\d{2}|\d{1,3}(?:\.\d{1,3}){1,4}))*`)

// roomOSOf cuts a text after its last date or version.
func roomOSOf(text string) string {
	text = strings.TrimSpace(text)
	found := roomOSText.FindString(text)
	if rest := text[len(found):]; found == "RoomOS" && rest != "" || rest != "" && rest[0] != ' ' {
		return otherSoftware
	}
	return found
}

// UnmarshalJSON never fails: a value of another shape is absent.
func (s *roomOS) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) != nil {
		text = ""
	}
	*s = roomOS(roomOSOf(text))
	return nil
}

func (roomOS) redact(v any, _ *Pseudonyms) any {
	if text, ok := v.(string); ok {
		return roomOSOf(text)
	}
	return marker(v)
}
