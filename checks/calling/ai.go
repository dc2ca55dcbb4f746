package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// vendorCoverage is the check that says whether AI is covered by an agreement.
const vendorCoverage = "ai.vendor-coverage"

// covered says that AI is shown to be covered. Nothing less than a pass does.
func covered(in *check.Input) bool { return in.Other(vendorCoverage) == finding.Pass }

// aiSwitch judges a switch that lets AI at calls or voicemail.
func aiSwitch(in *check.Input, r finding.Resource, what string, on snapshot.Tri, src snapshot.Source, field string) finding.Finding {
	ev := check.Evidence(src, field, on.Any())
	switch {
	case on == snapshot.Unknown:
		return check.Absent(r, src, field)
	case on == snapshot.No:
		return check.Pass(r, what+" is off", ev)
	case covered(in):
		return check.Pass(r, what+" is on, and AI is covered", ev)
	default:
		return check.Warn(r, what+" is on, and ai.vendor-coverage does not show that AI is covered", ev)
	}
}

// callTranscripts judges the transcripts of calls: the organisation's switch,
// and that of each location with one of its own.
func callTranscripts(in *check.Input) []finding.Finding {
	r := check.SettingResource("call transcripts")
	c, gap := organizationCalling(in, snapshot.PartCaptions)
	src := in.Calling.SourceOf("transcripts")
	var fs []finding.Finding
	if gap != nil {
		fs = append(fs, check.Unread(r, src, gap))
	} else {
		fs = append(fs, aiSwitch(in, r, "the transcription of calls", c.Transcripts, src, "orgTranscriptsEnabled"))
	}
	for _, l := range in.CallingLocations.Items {
		r, src := locationResource(l), partSource(in, l, snapshot.PartCaptions)
		switch {
		case l.Gaps[snapshot.PartCaptions] != nil:
			fs = append(fs, check.Unread(r, src, l.Gaps[snapshot.PartCaptions]))
		case l.OrgCaptions == snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "useOrgSettingsEnabled"))
		case l.OrgCaptions == snapshot.No:
			fs = append(fs, aiSwitch(in, r, "the transcription of calls at "+r.Name, l.Transcripts, src, "locationTranscriptsEnabled"))
		}
	}
	return fs
}
