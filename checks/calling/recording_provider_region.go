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
	Needs:      []snapshot.Name{snapshot.LicensesName},
	Consults:   []snapshot.Name{snapshot.CallRecordingName, snapshot.CallingName, snapshot.CallingLocationsName, snapshot.CallFilesName},
	Statements: []check.Statement{vendorBAA},
	Fields: []string{
		"call_recording.enabled", "calling.vendor", "calling.data_region",
		"calling_locations.org_vendor", "calling_locations.org_data_region", "call_recording_files.region",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     recordingProviderRegion,
}

// vendorBAA is what only the contract with another recording provider shows.
var vendorBAA = check.Statement{
	ID:      "calling.recording-provider-region/baa",
	Asks:    "Is there a business associate agreement with this call recording vendor?",
	Where:   "the contract with the vendor; Control Hub ▸ Calling ▸ Service settings ▸ Call recording names the vendor",
	Answers: []string{"yes", "no"},
	Per:     "vendor",
	Named:   true,
}

func recordingProviderRegion(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	fs := keptFiles(in) // they are where they are, even when recording is off by now
	if doubt := unread(in, snapshot.CallRecordingName); doubt != nil {
		return append(fs, doubt...)
	}
	r, src := check.SettingResource("call recording"), in.CallRecording.Source
	switch on := in.CallRecording.Value.Enabled; on {
	case snapshot.Unknown:
		return append(fs, check.Absent(r, src, "enabled"))
	case snapshot.No:
		return append(fs, check.Pass(r, "call recording is off", check.Evidence(src, "enabled", false)))
	}
	vendor := organizationVendor(in)
	fs = append(fs, vendorFinding(in, r, "the organisation", vendor))
	fs = append(fs, regionFindings(in, r, "the organisation", vendor, organizationRegion(in))...)
	fs = append(fs, unread(in, snapshot.CallingLocationsName)...)
	for _, l := range in.CallingLocations.Items {
		fs = append(fs, placeOfRecording(in, l, vendor)...)
	}
	return fs
}
