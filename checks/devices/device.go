package devices

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// resource is a device, named by its product: its own name could be that of a
// room or a person.
func resource(d snapshot.Device) finding.Resource {
	return finding.Resource{Type: "device", ID: d.ID, Name: d.Product}
}

// The parts of a device's upkeep. Each adds its faults and returns its
// evidence, which is empty where it does not apply, or what is not known.

// contact asks whether the device is connected, or was lately.
func contact(in *check.Input, d snapshot.Device, faults *check.Faults) (ev finding.Evidence, unknown *finding.Finding) {
	r, src := resource(d), in.Devices.Source
	switch d.Status {
	case "connected", "connected_with_issues":
		return ev, nil
	case "", "unknown":
		return ev, some(check.Absent(r, src, "connectionStatus"))
	}
	switch age := in.Now.Sub(d.LastSeen); {
	case d.LastSeen.IsZero():
		return ev, some(check.Absent(r, src, "lastSeen"))
	case age < -24*time.Hour:
		return ev, some(check.Unknown(r, snapshot.Schema, "the device says that it was last seen in the future"))
	default:
		days := int(age / (24 * time.Hour))
		faults.Warn(days > in.Params.Int("stale_days"), fmt.Sprintf("was last seen %s ago", check.Count(days, "day")))
		return check.Evidence(src, "lastSeen", d.LastSeen.UTC().Format(time.DateOnly)), nil
	}
}

// softwareDate is the date in the software of some RoomOS devices. Newer ones
// name a version instead, which says nothing of its age.
var softwareDate = regexp.MustCompile(`^RoomOS.* (\d{4}-\d{2}-\d{2})\b`)

// software asks how old the software of a room device is, where it says so.
func software(in *check.Input, d snapshot.Device, faults *check.Faults) (ev finding.Evidence, unknown *finding.Finding) {
	if d.Type != "roomdesk" {
		return ev, nil // the firmware of telephones has no date
	}
	if d.Software == "" {
		return ev, some(check.Absent(resource(d), in.Devices.Source, "software"))
	}
	match := softwareDate.FindStringSubmatch(d.Software)
	if match == nil {
		return ev, nil
	}
	built, err := finding.ParseDay(match[1])
	if err != nil {
		return ev, nil // no date after all
	}
	age := finding.DayOf(in.Now, time.UTC).Since(built)
	faults.Warn(age > in.Params.Int("max_software_age_days"), fmt.Sprintf("runs software of %s", built))
	return check.Evidence(in.Devices.Source, "software", built.String()), nil
}

// channel asks whether a room device takes tested software; telephones have no
// channel of their own.
func channel(in *check.Input, d snapshot.Device, faults *check.Faults) (ev finding.Evidence, unknown *finding.Finding) {
	if d.Type != "roomdesk" {
		return ev, nil
	}
	if d.Channel == "" {
		return ev, some(check.Absent(resource(d), in.Devices.Source, "upgradeChannel"))
	}
	stable := slices.ContainsFunc(in.Params.Strings("stable_channels"), func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), d.Channel) })
	faults.Warn(!stable, fmt.Sprintf("takes its software from the channel %s", d.Channel))
	return check.Evidence(in.Devices.Source, "upgradeChannel", d.Channel), nil
}

// place asks whose the device is, and where its room is. That of a person is
// with the person.
func place(in *check.Input, d snapshot.Device, rooms map[string]snapshot.Workspace, faults *check.Faults) (ev finding.Evidence, unknown *finding.Finding) {
	r, src := resource(d), in.Devices.Source
	switch d.Owner {
	case "person":
		return check.Evidence(src, "personId", true), nil
	case "workspace":
	case "none":
		faults.Warn(true, "belongs to no room and to nobody")
		return check.Evidence(src, "workspaceId", false), nil
	default:
		return ev, some(check.Absent(r, src, "workspaceId"))
	}
	room, found := rooms[d.WorkspaceID]
	gap := in.Workspaces.Missing()
	switch {
	case d.Located == snapshot.Yes:
		return check.Evidence(src, "locationId", true), nil
	case room.Located == snapshot.Yes:
		return check.Evidence(in.Workspaces.Source, "locationId", true), nil
	case !found && gap != nil:
		return ev, some(check.Unread(r, in.Workspaces.Source, gap))
	case !found, d.Located == snapshot.Unknown, room.Located == snapshot.Unknown:
		return ev, some(check.Unknown(r, snapshot.FieldAbsent, "Webex returned no locationId, neither for the device nor for its room: give the room a location if it has none",
			check.Evidence(in.Workspaces.Source, "locationId", nil)))
	default:
		faults.Warn(true, "is in a room without a location")
		return check.Evidence(in.Workspaces.Source, "locationId", false), nil
	}
}

func some(f finding.Finding) *finding.Finding { return &f }
