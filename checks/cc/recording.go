package cc

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// noCenter says that the licences show no Contact Center.
func noCenter(in *check.Input) (f finding.Finding, none bool) {
	c := in.ContactCenter.Value
	if c == nil || c.Present != snapshot.No {
		return f, false
	}
	return check.NotApplicable(check.OrganizationResource(), "the organisation has no licence for the Contact Center",
		check.Evidence(in.ContactCenter.Source, "contact_center", false)), true
}

// recordingAllowed is what the recording policy says, on somebody's word; an
// entry that is no longer valid still tells what the policy says, and its own
// finding tells the rest.
func recordingAllowed(in *check.Input) snapshot.Tri {
	a, _ := in.Attested(Retention, "")
	allowed, said := a.Bool("recording_allowed")
	if !said {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(allowed)
}

// recorded judges somewhere that records calls: all of them, or some, with or
// without a pause.
type recorded struct {
	resource   finding.Resource
	subject    string // begins the messages
	src        snapshot.Source
	all        snapshot.Tri
	pause      snapshot.Tri
	pauseField string
	evidence   []finding.Evidence
}

func (c recorded) judge(in *check.Input) finding.Finding {
	allowed := recordingAllowed(in)
	mustPause := in.Params.Bool("require_pause")
	switch {
	case allowed == snapshot.Unknown:
		return check.NotAttested(c.resource, c.subject+" records calls, and nobody has attested whether the recording policy allows it (wxaudit attest add "+Retention.ID+")", c.evidence...)
	case allowed == snapshot.No && c.all == snapshot.Yes:
		return check.Fail(c.resource, c.subject+" records every call, which the recording policy prohibits", c.evidence...)
	case allowed == snapshot.No:
		return check.Warn(c.resource, c.subject+" lets calls be recorded, which the recording policy prohibits", c.evidence...)
	case mustPause && c.pause == snapshot.Unknown:
		return check.Absent(c.resource, c.src, c.pauseField)
	case mustPause && c.pause == snapshot.No:
		return check.Warn(c.resource, c.subject+" records calls, and agents cannot pause it while a caller proves who they are", c.evidence...)
	default:
		return check.Pass(c.resource, c.subject+" records calls as the policy allows", c.evidence...)
	}
}

// tenantRecording judges the switch that records every call, whatever the
// queues say.
func tenantRecording(in *check.Input) finding.Finding {
	r, src := check.SettingResource("contact_center_recording"), in.ContactCenter.SourceOf("record_all_calls")
	gap := in.ContactCenter.Missing()
	if gap == nil {
		gap = in.ContactCenter.Value.Gaps["settings"]
	}
	if gap != nil {
		return check.Unread(r, src, gap)
	}
	c := in.ContactCenter.Value
	ev := []finding.Evidence{check.Evidence(src, "recordAllCalls", c.RecordAllCalls.Any())}
	switch c.RecordAllCalls {
	case snapshot.No:
		return check.Pass(r, "the tenant leaves recording to its queues", ev...)
	case snapshot.Yes:
		ev = append(ev, check.Evidence(src, "pauseResumeEnabled", c.PauseResume.Any()))
		return recorded{r, "the tenant", src, snapshot.Yes, c.PauseResume, "pauseResumeEnabled", ev}.judge(in)
	default:
		return check.Absent(r, src, "recordAllCalls")
	}
}
