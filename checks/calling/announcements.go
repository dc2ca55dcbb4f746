package calling

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// longestDelay is after how many seconds an announcement comes late.
const longestDelay = 10

// recordsCalls says whether any call of a line may be recorded, and which field
// is missing where that is not known.
func recordsCalls(l snapshot.RecordedLine) (records snapshot.Tri, field string) {
	switch {
	case l.Enabled == snapshot.No || l.Record == snapshot.RecordNever:
		return snapshot.No, ""
	case l.Enabled == snapshot.Unknown:
		return snapshot.Unknown, "enabled"
	case l.Record == "":
		return snapshot.Unknown, "record"
	default:
		return snapshot.Yes, ""
	}
}

// recordedAt says whether some line among those that may be asked about is
// recorded.
func recordedAt(in *check.Input, among func(snapshot.RecordedLine) bool) snapshot.Tri {
	answer := snapshot.No
	if in.RecordedLines.Missing() != nil {
		answer = snapshot.Unknown
	}
	for _, l := range in.RecordedLines.Items {
		if !among(l) {
			continue
		}
		records, _ := recordsCalls(l)
		switch {
		case l.Gap == nil && records == snapshot.Yes:
			return snapshot.Yes
		case l.Gap != nil || records == snapshot.Unknown:
			answer = snapshot.Unknown
		}
	}
	return answer
}

// unlessUnrecorded takes back a pass where it is not known whether any call is
// recorded: had that been read, there might have been nothing to announce.
func unlessUnrecorded(in *check.Input, f finding.Finding, recorded snapshot.Tri) finding.Finding {
	if recorded == snapshot.Yes || f.Status != finding.Pass {
		return f
	}
	why := in.RecordedLines.Missing()
	if why == nil {
		why = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "the settings of some line were not read"}
	}
	return check.Unknown(f.Resource, why.Reason, fmt.Sprintf("%s; whether any call is recorded was not learnt: %s", f.Message, why.Detail), f.Evidence...)
}

// organizationAnnounces judges what the organisation has announced, unless no
// location goes by it.
func organizationAnnounces(in *check.Input, recorded snapshot.Tri) finding.Finding {
	r, s := check.SettingResource("call recording announcement"), organizationAnnouncement(in)
	locations := in.CallingLocations
	if locations.Missing() == nil && len(locations.Items) > 0 && !slices.ContainsFunc(locations.Items, func(l snapshot.CallingLocation) bool {
		return l.Announcement.UseOrganization != snapshot.No
	}) {
		return check.NotApplicable(r, "every location has an announcement of its own", check.Evidence(locations.Source, "useOrgSettingsEnabled", false))
	}
	return unlessUnrecorded(in, announces(in, r, "the organisation", s), recorded)
}

// locationAnnounces judges a location that does not go by the organisation.
func locationAnnounces(in *check.Input, l snapshot.CallingLocation) finding.Finding {
	r, s := locationResource(l), effectiveAnnouncement(in, l.ID)
	src := partSource(in, l, snapshot.PartAnnouncement)
	if l.ID == "" { // nobody can be found there
		return check.Absent(r, src, "id")
	}
	if s.why == nil && l.Announcement.UseOrganization == snapshot.Yes {
		return check.NotApplicable(r, r.Name+" goes by the organisation's announcement", check.Evidence(src, "useOrgSettingsEnabled", true))
	}
	there := recordedAt(in, func(line snapshot.RecordedLine) bool { return line.Location == l.ID || line.Location == "" })
	if there == snapshot.No {
		return check.NotApplicable(r, "nobody's calls are recorded at "+r.Name, check.Evidence(in.RecordedLines.Source, "members", 0))
	}
	return unlessUnrecorded(in, announces(in, r, r.Name, s), there)
}

// announces judges an announcement that is in force somewhere.
func announces(in *check.Input, r finding.Resource, who string, s setting[snapshot.Announcement]) finding.Finding {
	if s.why != nil {
		return check.Unknown(r, s.why.Reason, fmt.Sprintf("what callers of %s hear was not learnt: %s", who, s.why.Detail))
	}
	a := s.value
	var ev []finding.Evidence
	var faults check.Faults
	if in.Params.Bool("require_inbound") {
		ev = append(ev, check.Evidence(s.src, "inboundPSTNCallsEnabled", a.Inbound.Any()))
		faults.Warn(a.Inbound == snapshot.No, "does not tell those who call that the call is recorded")
	}
	if in.Params.Bool("require_outbound") {
		ev = append(ev, check.Evidence(s.src, "outboundPSTNCallsEnabled", a.Outbound.Any()))
		faults.Warn(a.Outbound == snapshot.No, "does not tell those who are called that the call is recorded")
	}
	if in.Params.Bool("require_outbound") && a.Outbound == snapshot.Yes {
		ev = append(ev, check.Evidence(s.src, "outboundPSTNCallsDelayEnabled", a.DelayOn.Any()))
		if a.DelayOn == snapshot.Yes {
			seconds, _ := a.DelaySeconds.Get()
			ev = append(ev, check.Evidence(s.src, "delayInSeconds", a.DelaySeconds.Any()))
			faults.Warn(seconds > longestDelay, fmt.Sprintf("tells those who are called only after %d seconds", seconds))
		}
	}
	if field, lacking := check.FirstAbsent(ev); lacking {
		return check.Absent(r, s.src, field)
	}
	if faults.Any() {
		return faults.Finding(r, who, ev...)
	}
	if len(ev) == 0 {
		return check.NotApplicable(r, "no announcement is asked for")
	}
	return check.Pass(r, who+" tells callers that the call is recorded; that is notice, not consent", ev...)
}

// lineAnnounces judges one line: by what is in force at its location, to which
// its own announcement can only add.
func lineAnnounces(in *check.Input, l snapshot.RecordedLine) finding.Finding {
	r, src := lineResource(l), own(l.Source, in.RecordedLines.Source)
	who := subject(l.Kind, r)
	records, field := recordsCalls(l)
	switch {
	case l.Gap != nil:
		return check.Unread(r, src, l.Gap)
	case records == snapshot.Unknown:
		return check.Absent(r, src, field)
	case records == snapshot.No:
		return check.NotApplicable(r, who+" is not recorded", check.Evidence(src, "record", word(string(l.Record))))
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
