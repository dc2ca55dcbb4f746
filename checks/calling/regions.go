package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// regionFindings judges where recordings are kept, where that matters and it is
// known by whom.
func regionFindings(in *check.Input, r finding.Resource, who string, vendor, region setting[string]) []finding.Finding {
	if !in.Params.Bool("region_required") || vendor.why != nil {
		return nil
	}
	return []finding.Finding{regionFinding(in, r, who, vendor, region)}
}

// regionFinding judges the country. Another vendor keeps recordings where it
// likes, and Webex does not show where.
func regionFinding(in *check.Input, r finding.Resource, who string, vendor, region setting[string]) finding.Finding {
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
