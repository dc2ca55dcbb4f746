package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// placeOfRecording judges where the calls of a location that goes its own way
// are recorded.
func placeOfRecording(in *check.Input, l snapshot.CallingLocation, ours setting[string]) []finding.Finding {
	r, vendor := locationResource(l), effectiveVendor(in, l.ID)
	region := effectiveRegion(in, l.ID)
	followsVendor := vendor.why == nil && l.OrgVendor == snapshot.Yes
	followsRegion := region.why == nil && l.OrgDataRegion == snapshot.Yes
	var fs []finding.Finding
	if followsVendor {
		fs = append(fs, check.Pass(r, r.Name+" has the recording vendor of the organisation",
			check.Evidence(partSource(in, l, snapshot.PartVendors), "orgDefaultEnabled", true)))
	} else {
		fs = append(fs, vendorFinding(in, r, r.Name, vendor))
		fs = append(fs, overriddenVendor(r, vendor, ours)...)
	}
	if !followsVendor || !followsRegion {
		fs = append(fs, regionFindings(in, r, r.Name, vendor, region)...)
	}
	return fs
}
