package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// lineRights judges what the user of a line may do with its recordings. Where
// another vendor keeps them, the rights are the vendor's to give.
func lineRights(in *check.Input, l snapshot.RecordedLine) finding.Finding {
	r, src := lineResource(l), own(l.Source, in.RecordedLines.Source)
	who := subject(l.Kind, r)
	if f, done := unrecorded(l, r, src, who); done {
		return f
	}
	vendor := effectiveVendor(in, l.Location)
	switch {
	case vendor.why != nil:
		return check.Unknown(r, vendor.why.Reason, "which vendor records "+who+" was not learnt: "+vendor.why.Detail)
	case !isWebex(vendor.value):
		return check.NotApplicable(r, fmt.Sprintf("%s is recorded by %s, where its users' rights are set", who, vendor.value), check.Evidence(vendor.src, "vendorName", word(vendor.value)))
	}
	ev := rightsEvidence(in, l, src)
	var faults check.Faults
	faults.Fail(l.MayDelete == snapshot.Yes && !in.Params.Bool("allow_delete"), "may delete its recordings")
	faults.Fail(l.MayShare == snapshot.Yes && !in.Params.Bool("allow_share"), "may share its recordings")
	faults.Warn(l.MayDownload == snapshot.Yes && !in.Params.Bool("allow_download"), "may download its recordings")
	faults.Warn(l.Summary == snapshot.Yes && !covered(in), "has its calls summed up by AI that is not shown to be covered")
	faults.Warn(l.Transcript == snapshot.Yes && !covered(in), "has its calls transcribed by AI that is not shown to be covered")
	return faults.Judge(r, src, who, "gives its user no right to recordings but to listen", ev...)
}

// rightsEvidence is what decides about the rights of a line's user: of AI only
// while it is not covered, and of rights only those that are not allowed.
func rightsEvidence(in *check.Input, l snapshot.RecordedLine, src snapshot.Source) []finding.Evidence {
	var ev []finding.Evidence
	for _, f := range []struct {
		param, field string
		value        snapshot.Tri
	}{
		{"allow_delete", "deleteRecordingsEnabled", l.MayDelete},
		{"allow_share", "shareRecordingsEnabled", l.MayShare},
		{"allow_download", "downloadRecordingsEnabled", l.MayDownload},
	} {
		if !in.Params.Bool(f.param) {
			ev = append(ev, check.Evidence(src, "callRecordingAccessSettings."+f.field, f.value.Any()))
		}
	}
	if !covered(in) {
		ev = append(ev,
			check.Evidence(src, "postCallRecordingSettings.summaryAndActionItemsEnabled", l.Summary.Any()),
			check.Evidence(src, "postCallRecordingSettings.transcriptEnabled", l.Transcript.Any()))
	}
	return ev
}
