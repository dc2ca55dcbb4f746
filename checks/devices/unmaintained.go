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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     unmaintained,
}

func unmaintained(in *check.Input) []finding.Finding {
	panic("to be written")
}
