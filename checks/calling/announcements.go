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
