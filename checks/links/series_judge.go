package links

import (
	"cmp"
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// judgeSeries judges how long one series goes on, and for whom. A series that
// ends within the limits passes whoever is invited.
func judgeSeries(m snapshot.Meeting, host string, r finding.Resource, src snapshot.Source, span, most int) finding.Finding {
	rule := ruleEvidence(m.Recurrence, src)
	switch {
	case m.Type == "":
		return check.Absent(r, src, "meetingType")
	case m.Recurrence.Kind == "":
		return check.Absent(r, src, "recurrence")
	case m.Recurrence.Kind == "none":
		return check.NotApplicable(r, fmt.Sprintf("a meeting of %s does not recur", host), rule...)
	case m.Recurrence.Kind == "endless":
		return judgeLength(m, fmt.Sprintf("a series of %s has no end", host), true, r, src, rule)
	case m.Recurrence.Kind != "finite":
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("the recurrence rule of a series of %s could not be understood", host), rule...)
	}
	times, known := m.Recurrence.Occurrences.Get()
	switch {
	case m.Start.IsZero():
		return check.Absent(r, src, "start")
	case !known || m.Recurrence.Last.IsZero():
		return check.Absent(r, src, "recurrence")
	}
	meets := fmt.Sprintf("a series of %s meets %s until %s", host, check.Count(times, "time"), m.Recurrence.Last.UTC().Format(time.DateOnly))
	if times <= most && !m.Recurrence.Last.After(m.Start.AddDate(0, 0, span)) {
		return check.Pass(r, meets, rule...)
	}
	return judgeLength(m, meets, false, r, src, rule)
}

// ruleEvidence says how often a series meets and until when.
func ruleEvidence(rule snapshot.Recurrence, src snapshot.Source) []finding.Evidence {
	ev := []finding.Evidence{check.Evidence(src, "recurrence", rule.Kind)}
	if times, known := rule.Occurrences.Get(); known {
		ev = append(ev, check.Evidence(src, "recurrence (occurrences)", times))
	}
	if !rule.Last.IsZero() {
		ev = append(ev, check.Evidence(src, "recurrence (last)", rule.Last.UTC().Format(time.DateOnly)))
	}
	return ev
}

// judgeLength judges a series that is too long, by how many outsiders hold its
// link. One outsider may be the same patient every week.
func judgeLength(m snapshot.Meeting, long string, endless bool, r finding.Resource, src snapshot.Source, ev []finding.Evidence) finding.Finding {
	o, missing := inviteesOf(m, r, src)
	if m.Invitees != nil {
		ev = append(ev, check.Evidence(cmp.Or(m.Invitees.Source, src), "email (invited outsiders)", o.count()))
	}
	switch {
	case endless && o.count() > 1:
		return check.Fail(r, fmt.Sprintf("%s and invites %s", long, o), ev...)
	case missing != nil:
		return *missing
	case o.count() > 0:
		return check.Warn(r, fmt.Sprintf("%s and invites %s", long, o), ev...)
	default:
		return check.NotApplicable(r, long+" and invites nobody outside the organisation", ev...)
	}
}
