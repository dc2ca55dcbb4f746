package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// lostCalls judges the recorded calls that were deleted or purged, all in one
// finding: Webex itself removes call recordings after a year, so that they are
// many and have one cause. It counts apart those from before lookback_days.
func lostCalls(in *check.Input) (fs []finding.Finding, older int) {
	src := in.RemovedCalls.Source
	var calls []snapshot.CallRecordingFile
	for _, c := range in.RemovedCalls.Items {
		if recent(in, src, c.Recorded) == snapshot.No {
			older++
		} else {
			calls = append(calls, c)
		}
	}
	if len(calls) == 0 {
		return nil, older
	}
	return []finding.Finding{lostCallsOf(in, calls)}, older
}

func lostCallsOf(in *check.Input, calls []snapshot.CallRecordingFile) finding.Finding {
	src := in.RemovedCalls.Source
	var gone []snapshot.CallRecordingFile
	doubtful := 0
	for _, c := range calls {
		switch lossOf(in, c.ID, c.Recorded, c.Seconds) {
		case noLoss:
		case early:
			gone = append(gone, c)
		default:
			doubtful++
		}
	}
	r, years := check.SettingResource("call recordings"), in.Params.Int("keep_years")
	ev := []finding.Evidence{check.Evidence(src, "items", len(calls))}
	switch {
	case len(gone) > 0:
		for _, c := range gone[:min(shown, len(gone))] {
			ev = append(ev, check.Evidence(src, "id", c.ID))
		}
		return check.Fail(r, fmt.Sprintf("%s deleted or purged before %s were over; Webex itself keeps them one year at most: see recordings.retention-setting",
			were(len(gone), "call recording"), check.Count(years, "year")), ev...)
	case doubtful > 0:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s deleted or purged, and Webex did not return all of their id, date and length",
			were(doubtful, "call recording")), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s deleted or purged: archived, past their date, or shorter than a minute", were(len(calls), "call recording")), ev...)
	}
}

func were(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return check.Count(n, noun) + " were"
}
