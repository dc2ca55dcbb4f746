package calling

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// isWebex says whether a vendor is Webex itself, which keeps recordings where
// the data policy says, and whose users' rights it shows.
func isWebex(vendor string) bool { return strings.EqualFold(vendor, "Webex") }

// word is a value as evidence has it: one word, nil for none.
func word(text string) any {
	if text == "" {
		return nil
	}
	return strings.Join(strings.Fields(text), "_")
}

func among(list []string, what string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, what) })
}

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
		fs = append(fs, vendorFinding(in, r, r.Name, vendor), overriddenVendor(r, vendor, ours))
	}
	if !followsVendor || !followsRegion {
		fs = append(fs, regionFinding(in, r, r.Name, vendor, region))
	}
	return fs
}

// vendorFinding judges who records calls somewhere.
func vendorFinding(in *check.Input, r finding.Resource, who string, vendor setting[string]) finding.Finding {
	ev := check.Evidence(vendor.src, "vendorName", word(vendor.value))
	if vendor.why != nil {
		return check.Unknown(r, vendor.why.Reason, fmt.Sprintf("who records the calls of %s was not learnt: %s", who, vendor.why.Detail), ev)
	}
	if among(in.Params.Strings("allowed_vendors"), vendor.value) {
		return check.Pass(r, fmt.Sprintf("the calls of %s are recorded by %s", who, vendor.value), ev)
	}
	if _, said := in.Attested(vendorBAA, vendor.value); !said {
		return check.Fail(r, fmt.Sprintf("the calls of %s are recorded by %s, which is not allowed, and no agreement with it is attested", who, vendor.value), ev)
	}
	return in.Attest(r, vendorBAA, vendor.value, 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "yes" {
			return check.Pass(r, fmt.Sprintf("the calls of %s are recorded by %s, and an agreement with it is attested", who, vendor.value), ev)
		}
		return check.Fail(r, fmt.Sprintf("the calls of %s are recorded by %s, with which there is no agreement", who, vendor.value), ev)
	})
}

// overriddenVendor warns of a location whose vendor is another than that of
// the organisation; its status is empty where it is not.
func overriddenVendor(r finding.Resource, vendor, ours setting[string]) finding.Finding {
	switch {
	case vendor.why != nil || strings.EqualFold(vendor.value, ours.value):
		return finding.Finding{}
	case ours.why != nil:
		return check.Unknown(r, ours.why.Reason, fmt.Sprintf("whether %s has the recording vendor of the organisation was not learnt: %s", r.Name, ours.why.Detail))
	default:
		return check.Warn(r, fmt.Sprintf("%s has %s record its calls, where the organisation has %s", r.Name, vendor.value, ours.value),
			check.Evidence(vendor.src, "defaultVendorName", word(vendor.value)))
	}
}

// regionFinding judges where recordings are kept, where that matters; its
// status is empty where it does not. Another vendor keeps them where it likes,
// and Webex does not show where.
func regionFinding(in *check.Input, r finding.Resource, who string, vendor, region setting[string]) finding.Finding {
	if !in.Params.Bool("region_required") || vendor.why != nil {
		return finding.Finding{}
	}
	ev := check.Evidence(region.src, "dataRegion", word(region.value))
	switch {
	case !isWebex(vendor.value):
		return check.Warn(r, fmt.Sprintf("where %s keeps the recordings of %s is not known to Webex", vendor.value, who), check.Evidence(vendor.src, "vendorName", word(vendor.value)))
	case region.why != nil:
		return check.Unknown(r, region.why.Reason, fmt.Sprintf("where the recordings of %s are kept was not learnt: %s", who, region.why.Detail), ev)
	case among(in.Params.Strings("allowed_regions"), region.value):
		return check.Pass(r, fmt.Sprintf("the recordings of %s are kept in %s", who, region.value), ev)
	default:
		return check.Fail(r, fmt.Sprintf("the recordings of %s are kept in %s, which is not among allowed_regions", who, region.value), ev)
	}
}

// keptFiles judges where single recordings lie, where that matters: they stay
// where they were when a setting changes.
func keptFiles(in *check.Input) []finding.Finding {
	if !in.Params.Bool("region_required") {
		return nil
	}
	src := in.CallFiles.Source
	fs := unread(in, snapshot.CallFilesName)
	inside := 0
	for _, f := range in.CallFiles.Items {
		r := check.RecordingResource(f.ID, "call", f.Recorded)
		switch {
		case f.Region == "":
			fs = append(fs, check.Absent(r, src, "storageRegion"))
		case among(in.Params.Strings("allowed_regions"), f.Region):
			inside++
		default:
			fs = append(fs, check.Fail(r, fmt.Sprintf("a recorded call is kept in %s, which is not among allowed_regions", f.Region), check.Evidence(src, "storageRegion", word(f.Region))))
		}
	}
	if inside > 0 {
		fs = append(fs, check.Pass(check.SettingResource("recorded calls"), fmt.Sprintf("%s of the last 30 days kept in allowed regions", check.Count(inside, "recorded call")),
			check.Evidence(src, "items", inside)))
	}
	return fs
}
