package devices

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Unmaintained is the check devices.unmaintained.
var Unmaintained = check.Check{
	ID:          "devices.unmaintained",
	Title:       "Room devices and phones are in contact, on a stable channel and in known places",
	Severity:    check.Medium,
	SeverityWhy: "Lost or stale endpoints in clinical rooms.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "rule-addressable + good practice",
	Seed:        "001 — 'customer is responsible for the security of the workstations and systems'",
	Why:         "A device that left the building still holds registration, call history and network trust.",
	Controls:    []hipaa.Citation{"164.310(d)(2)(iii)", "164.310(c)", "164.308(a)(5)(ii)(B)"},
	NIST:        []string{"CM-8", "PE-20", "SI-2"},
	Resource:    "device",
	Logic: check.Logic{
		Pass:          "connected (or lastSeen within stale_days), channel stable, has a workspace/person and location.",
		Fail:          "connectionStatus offline_expired.",
		Warn:          "lastSeen older than stale_days; software date token older than max_software_age_days; channel beta/preview; no location.",
		NotApplicable: "no devices.",
		Unknown:       "lastSeen missing.",
	},
	Traps: []string{
		"MPP phones and third-party SIP devices do not report software in the RoomOS form: parse 'RoomOS … YYYY-MM-DD' only when present, else no verdict on age.",
		"Seasonal rooms: exceptions.",
	},
	Remedy: "Control Hub ▸ Management ▸ Devices ▸ delete or bring online; set upgrade channel.",
	Params: []check.Param{
		{Name: "stale_days", Default: 60},
		{Name: "max_software_age_days", Default: 365},
		{Name: "stable_channels", Default: []string{"stable"}},
	},
	Scans:    []snapshot.Name{snapshot.DevicesName},
	Consults: []snapshot.Name{snapshot.WorkspacesName},
	Fields: []string{
		"devices.type",
		"devices.status",
		"devices.last_seen",
		"devices.software",
		"devices.channel",
		"devices.owner",
		"devices.located",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:       unmaintained,
}

func unmaintained(in *check.Input) []finding.Finding {
	rooms := map[string]snapshot.Workspace{}
	for _, w := range in.Workspaces.Items {
		rooms[w.ID] = w
	}
	var fs []finding.Finding
	for _, d := range in.Devices.Items {
		if d.Type == "accessory" || d.Type == "webexgo" {
			continue // headsets and mobile numbers
		}
		fs = append(fs, maintained(in, d, rooms))
	}
	return fs
}

// maintained judges one device. A failure comes first, and then what is not
// known, because it could be worse than a warning.
func maintained(in *check.Input, d snapshot.Device, rooms map[string]snapshot.Workspace) finding.Finding {
	r, src := resource(d), in.Devices.Source
	if d.Type == "" {
		return check.Absent(r, src, "type")
	}
	if d.Type != "roomdesk" && d.Type != "phone" && d.Status != "offline_expired" {
		return check.Unknown(r, snapshot.Schema, "the device is of a type that is not known, so what it should say of itself is not", check.Evidence(src, "type", check.Word(d.Type)))
	}
	if d.Status == "offline_expired" {
		return check.Fail(r, "the device has been offline for so long that its registration ended: find it, or delete it", check.Evidence(src, "connectionStatus", d.Status))
	}
	var faults check.Faults
	ev := []finding.Evidence{check.Evidence(src, "connectionStatus", check.Word(d.Status))}
	for _, part := range []func() (finding.Evidence, *finding.Finding){
		func() (finding.Evidence, *finding.Finding) { return contact(in, d, &faults) },
		func() (finding.Evidence, *finding.Finding) { return software(in, d, &faults) },
		func() (finding.Evidence, *finding.Finding) { return channel(in, d, &faults) },
		func() (finding.Evidence, *finding.Finding) { return place(in, d, rooms, &faults) },
	} {
		e, unknown := part()
		if unknown != nil {
			return *unknown
		}
		if e.Source != "" {
			ev = append(ev, e)
		}
	}
	if faults.Any() {
		return faults.Finding(r, "the device", ev...)
	}
	return check.Pass(r, "the device is in contact and in its place", ev...)
}
