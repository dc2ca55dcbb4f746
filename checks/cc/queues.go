package cc

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// queueRecording judges a queue. Whether it is active matters only where it
// would not pass.
func queueRecording(in *check.Input, q snapshot.CCQueue) finding.Finding {
	r, src := finding.Resource{Type: "queue", ID: q.ID}, in.CCQueues.Source
	f := queueAsActive(in, r, q)
	switch {
	case q.Channel == "":
		return check.Absent(r, src, "channelType")
	case q.Active == snapshot.No:
		return check.NotApplicable(r, "the queue is not active", check.Evidence(src, "active", false))
	case q.Active == snapshot.Unknown && f.Status != finding.Pass:
		return check.Absent(r, src, "active")
	default:
		return f
	}
}

func queueAsActive(in *check.Input, r finding.Resource, q snapshot.CCQueue) finding.Finding {
	src := in.CCQueues.Source
	ev := []finding.Evidence{
		check.Evidence(src, "recordingPermitted", q.Recording.Any()),
		check.Evidence(src, "recordingAllCallsPermitted", q.RecordAll.Any()),
	}
	absent, lacks := check.FirstAbsent(ev)
	switch {
	case lacks:
		return check.Absent(r, src, absent)
	case q.Recording == snapshot.Yes || q.RecordAll == snapshot.Yes:
		ev = append(ev, check.Evidence(src, "pauseRecordingPermitted", q.PauseRecording.Any()))
		return recorded{r, "the queue", src, q.RecordAll, q.PauseRecording, "pauseRecordingPermitted", ev}.judge(in)
	default:
		return check.Pass(r, "the queue does not record calls", ev...)
	}
}
