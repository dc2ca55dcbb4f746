package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// rules are the parameters of links.shared-across-patients.
type rules struct {
	pairs, group int
	partners     []string
}

// judgeLink judges one link by who came through it. The invitation is that of
// its coming series, if there is one.
func judgeLink(l link, inv invitation, src snapshot.Source, rule rules) finding.Finding {
	r, subject, n := l.resource(), l.subject(), len(l.meetings)
	switch l.isWebinar() {
	case snapshot.Yes:
		return check.NotApplicable(r, subject+" leads to webinars", check.Evidence(src, "scheduledType", "webinar"))
	case snapshot.Unknown:
		return check.Absent(r, src, "scheduledType")
	}
	s := sessionsOf(l, r, src, rule.partners)
	all := s.all()
	ev := []finding.Evidence{
		check.Evidence(src, "items", n),
		check.Evidence(l.participantsSource(src), "email (outsiders who came)", all.count()),
	}
	if n > 1 && s.everyHas(rule.group) {
		return judgeGroup(l, s, r, subject, src, rule, ev)
	}
	certain, possible := s.disjoint(rule.pairs)
	if certain >= rule.pairs && certain > 0 {
		return check.Fail(r, fmt.Sprintf("%s was used for %s, and different outsiders came through it (%s in all)", subject, check.Count(n, "meeting"), all), ev...)
	}
	if f, unknown := l.unknown(s, inv, r, src); unknown {
		return f
	}
	switch {
	case certain+possible > 0:
		return check.Warn(r, fmt.Sprintf("%s was used for %s, and names and telephone calls do not prove that its outsiders were the same", subject, check.Count(n, "meeting")), ev...)
	case l.inSpace() == snapshot.Yes && (all.count() > 0 || s.skipped > 0):
		return check.Warn(r, subject+" belongs to a Webex space, so that it stays open to the members of the space", append(ev, check.Evidence(src, "roomId", true))...)
	case inv.outsiders.count() > 1 && all.certain() < 2:
		return check.Warn(r, fmt.Sprintf("the series behind %s invites %s who were not seen together", subject, inv.outsiders), ev...)
	case n == 1:
		return check.Pass(r, subject+" was used once", ev...)
	case !s.sameEveryTime() && all.count() >= rule.group:
		return check.Warn(r, fmt.Sprintf("%s was used for %s: %s, and %s differ", subject, check.Count(n, "meeting"), s.regulars(), s.others(all)), ev...)
	case s.skipped > 0:
		return check.Warn(r, fmt.Sprintf("the participants of %d of %s through %s were read; nothing is known of the others", len(s.read), check.Count(n, "meeting"), subject), ev...)
	case all.count() == 0:
		return check.NotApplicable(r, subject+" was used by the organisation and its partners only", ev...)
	case !s.sameEveryTime():
		return check.Pass(r, fmt.Sprintf("%s was used for %s, any two of which have an outsider in common (%s in all, like a family)", subject, check.Count(n, "meeting"), all), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s was used for %s, with the same outsiders (%s)", subject, check.Count(n, "meeting"), all), ev...)
	}
}

// judgeGroup judges a link of which every known session was large: a group
// visit or a training shares its link rightly.
func judgeGroup(l link, s sessions, r finding.Resource, subject string, src snapshot.Source, rule rules, ev []finding.Evidence) finding.Finding {
	switch {
	case l.missing != "":
		return check.Absent(r, src, l.missing)
	case s.unread > 0:
		return s.why
	case s.skipped > 0:
		return check.Warn(r, fmt.Sprintf("%s looks like a group visit in %d of %s; nothing is known of the others", subject, len(s.read), check.Count(len(l.meetings), "meeting")), ev...)
	default:
		return check.NotApplicable(r, fmt.Sprintf("%s is a group visit or a training: every meeting had %d or more outsiders", subject, rule.group), ev...)
	}
}

// unknown returns what keeps a link from being judged, if anything does.
func (l link) unknown(s sessions, inv invitation, r finding.Resource, src snapshot.Source) (finding.Finding, bool) {
	harmless := len(l.meetings) == 1 && !l.meetings[0].Start.IsZero() && l.inSpace() == snapshot.No && inv.outsiders.count() < 2
	switch {
	case l.missing != "":
		return check.Absent(r, src, l.missing), true
	case s.unread > 0 && !harmless: // whoever came alone through a link shares it with nobody
		return s.why, true
	case l.inSpace() == snapshot.Unknown && (s.all().count() > 0 || s.skipped > 0):
		return check.Absent(r, src, "roomId"), true
	case inv.gap != nil:
		return check.Unread(r, inv.src, inv.gap), true
	case inv.missing != "":
		return check.Absent(r, inv.src, inv.missing), true
	default:
		return finding.Finding{}, false
	}
}
