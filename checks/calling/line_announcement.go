package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// lineAnnounces judges one line: by what is in force at its location, to which
// its own announcement can only add.
func lineAnnounces(in *check.Input, l snapshot.RecordedLine) finding.Finding {
	r, src := lineResource(l), own(l.Source, in.RecordedLines.Source)
	who := subject(l.Kind, r)
	if f, done := unrecorded(l, r, src, who); done {
		return f
	}
	mode := check.Evidence(src, "record", word(string(l.Record)))
	its := check.Evidence(src, "startStopAnnouncement.pstnCallsEnabled", l.PSTNAnnounced.Any())
	there := effectiveAnnouncement(in, l.Location)
	inbound := check.Evidence(there.src, "inboundPSTNCallsEnabled", there.value.Inbound.Any())
	always := l.Record == snapshot.RecordAlways || l.Record == snapshot.RecordPausable
	switch {
	case !in.Params.Bool("require_inbound"):
		return check.Pass(r, who+" need not tell those who call that it is recorded", mode)
	case l.PSTNAnnounced == snapshot.Yes:
		return check.Pass(r, who+" tells callers that it is recorded", mode, its)
	case there.why != nil:
		return check.Unknown(r, there.why.Reason, fmt.Sprintf("what callers of %s hear was not learnt: %s", who, there.why.Detail), mode, its)
	case there.value.Inbound == snapshot.Unknown:
		return check.Absent(r, there.src, "inboundPSTNCallsEnabled")
	case l.PSTNAnnounced == snapshot.Unknown:
		return check.Absent(r, src, "startStopAnnouncement.pstnCallsEnabled")
	case there.value.Inbound == snapshot.No && always:
		return check.Fail(r, who+" is always recorded, and those who call are not told", mode, its, inbound)
	case there.value.Inbound == snapshot.No:
		return check.Warn(r, who+" can be recorded on demand, and those who call are not told", mode, its, inbound)
	default:
		return check.Warn(r, who+" has its own start announcement off and rests on that of its location or organisation", mode, its, inbound)
	}
}
