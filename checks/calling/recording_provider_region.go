package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RecordingProviderRegion is the check calling.recording-provider-region.
var RecordingProviderRegion = check.Check{
	ID:          "calling.recording-provider-region",
	Title:       "Call recordings stay with a covered provider in the approved region",
	Severity:    check.High,
	SeverityWhy: "A third-party recorder is another business associate holding PHI audio.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (business associate)",
	Seed:        "003 — 'Confirm which Webex products are covered'; 'Confirm data hosting region if your compliance posture requires US-only data storage for PHI'",
	Why:         "Webex Calling can send recordings to Dubber, Imagicle etc.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(1)"},
	NIST:        []string{"SA-9", "CA-3", "SC-7(10)"},
	Resource:    "organisation; location; recording (outliers)",
	Logic: check.Logic{
		Pass:          "recording disabled; or vendor allowed and (region_required=false or region in allowed_regions everywhere).",
		Fail:          "vendor not allowed and no downstream BAA; or region_required and a region outside the list.",
		Warn:          "location overrides the organisation; region unknown with region_required.",
		NotApplicable: "no Calling licence consumed.",
		Unknown:       "telephony scope missing.",
	},
	Traps: []string{
		"storageRegion applies to vendor 'Webex' only; empty for others.",
		"HIPAA has no US-only rule: region_required is the customer's policy switch.",
		"Not supported in Webex for Government.",
	},
	Remedy: "Control Hub ▸ Services ▸ Calling ▸ Features/Settings ▸ Call recording ▸ provider and region.",
	Params: []check.Param{
		{Name: "allowed_vendors", Default: []string{"Webex"}},
		{Name: "allowed_regions", Default: []string{"US"}},
		{Name: "region_required", Default: false},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     recordingProviderRegion,
}

func recordingProviderRegion(in *check.Input) []finding.Finding {
	panic("to be written")
}
