package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// HostingRegion is the check attest.hosting-region.
var HostingRegion = check.Check{
	ID:          "attest.hosting-region",
	Title:       "The data hosting region is confirmed and meets the organisation's policy",
	Severity:    check.Medium,
	SeverityWhy: "HIPAA has no US-only rule; matters by contract, state or payer policy.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (conditional)",
	Seed:        "003 — 'Confirm data hosting region if your compliance posture requires US-only data storage for PHI'",
	Why:         "Know where PHI rests, and prove it if policy asks.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(b)(1)"},
	NIST:        []string{"SA-9", "RA-3", "SC-7(10)"},
	Resource:    "service",
	Logic: check.Logic{
		Pass:          "us_only=false with a valid entry; or us_only=true, entry says US for all and no corroborating evidence differs.",
		Fail:          "us_only=true and any evidence outside US.",
		Warn:          "entry old; ids contradict the entry.",
		NotApplicable: "us_only=false and no entry required (INFO).",
		Unknown:       "us_only=true and no entry.",
	},
	Traps: []string{
		"'ciscospark://us/…' is the historic prefix used for ALL organisation, person and licence ids: it proves nothing about location. Only room/device-type ids carry a cluster name.",
		"Messages in another organisation's space rest in that organisation's region.",
		"Meetings media nodes are global even when storage is regional.",
	},
	Remedy: "Confirm with Cisco; region is chosen at organisation creation and is not a toggle.",
	Params: []check.Param{
		{Name: "us_only", Default: false},
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     hostingRegion,
}

func hostingRegion(in *check.Input) []finding.Finding {
	panic("to be written")
}
