package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RecordingUserAccess is the check calling.recording-user-access.
var RecordingUserAccess = check.Check{
	ID:          "calling.recording-user-access",
	Title:       "Users cannot download, share or delete their call recordings; no uncovered AI on them",
	Severity:    check.Medium,
	SeverityWhy: "Same risks as meeting recordings, at user level.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Should be access-controlled to limit who can play, download, or share recordings'",
	Why:         "Deleting breaks retention, downloading breaks control, AI summaries need coverage.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.312(c)(1)"},
	NIST:        []string{"AC-3", "AC-6", "SI-7"},
	Resource:    "recorded person / workspace / virtual line / queue",
	Logic: check.Logic{
		Pass:          "disallowed rights false; AI flags false or covered.",
		Fail:          "deleteRecordingsEnabled or shareRecordingsEnabled true for a PHI-scope user.",
		Warn:          "download true; transcript/summary or orgTranscriptsEnabled true while ai.vendor-coverage is not PASS.",
		NotApplicable: "record = Never / vendor not Webex (rights live at the vendor).",
		Unknown:       "object missing (older API) or denied.",
	},
	Traps: []string{
		"postCallRecordingSettings is marked undocumented in the SDK: treat absence as UNKNOWN.",
		"Per-user call for each recorded user: filter by callRecording vendorUsers list first.",
	},
	Remedy: "Control Hub ▸ Users ▸ (user) ▸ Calling ▸ Call recording ▸ access settings.",
	Params: []check.Param{
		{Name: "allow_download", Default: false},
		{Name: "allow_delete", Default: false},
		{Name: "allow_share", Default: false},
	},
	Needs:    []snapshot.Name{snapshot.LicensesName},
	Consults: []snapshot.Name{snapshot.CallingName, snapshot.CallingLocationsName, snapshot.RecordedLinesName},
	Follows:  []string{vendorCoverage},
	Fields: []string{
		"calling.vendor", "calling.transcripts", "calling_locations.org_captions", "recorded_lines.enabled", "recorded_lines.record",
		"recorded_lines.may_download", "recorded_lines.may_delete", "recorded_lines.may_share", "recorded_lines.summary", "recorded_lines.transcript",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     recordingUserAccess,
}

func recordingUserAccess(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	fs := append(unread(in, snapshot.RecordedLinesName, snapshot.CallingLocationsName), callTranscripts(in)...)
	for _, l := range in.RecordedLines.Items {
		fs = append(fs, lineRights(in, l))
	}
	return fs
}

// lineRights judges what the user of a line may do with its recordings. Where
// another vendor keeps them, the rights are the vendor's to give.
func lineRights(in *check.Input, l snapshot.RecordedLine) finding.Finding {
	r, src := lineResource(l), own(l.Source, in.RecordedLines.Source)
	who := subject(l.Kind, r)
	records, field := recordsCalls(l)
	vendor := effectiveVendor(in, l.Location)
	switch {
	case l.Gap != nil:
		return check.Unread(r, src, l.Gap)
	case records == snapshot.Unknown:
		return check.Absent(r, src, field)
	case records == snapshot.No:
		return check.NotApplicable(r, who+" is not recorded", check.Evidence(src, "record", word(string(l.Record))))
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
	field, lacking := check.FirstAbsent(ev)
	switch {
	case faults.Failed(), faults.Any() && !lacking:
		return faults.Finding(r, who, ev...)
	case lacking:
		return check.Absent(r, src, field)
	default:
		return check.Pass(r, who+" gives its user no right to recordings but to listen", ev...)
	}
}
