package meetings

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// judgeAttendance judges one ended meeting. Patients often join as guests, not
// with the address that was invited; so unknown guests are no failure unless
// an invited outsider came as well.
func judgeAttendance(m snapshot.EndedMeeting, r finding.Resource, src snapshot.Source, phone finding.Status) finding.Finding {
	switch m.ScheduledType {
	case "":
		return check.Absent(r, src, "scheduledType")
	case webinar:
		return check.NotApplicable(r, "a webinar: people register for it, and no invitation lists them", check.Evidence(src, "scheduledType", webinar))
	}
	src = cmp.Or(m.Participants.Source, src)
	a := attend(m)
	subject, ev := endedSubject(m), a.evidence(src)
	switch {
	case a.guests > 0 && a.invitedOutside > 0:
		return check.Fail(r, fmt.Sprintf("%s let in %s who %s not invited, beside %s", subject, a.outsiders(), were(a.guests), check.Count(a.invitedOutside, "invited outsider")), ev...)
	case a.callers > 0 && phone == finding.Fail:
		return check.Fail(r, fmt.Sprintf("%s let in %s whom nothing identifies", subject, check.Count(a.callers, "caller")), ev...)
	case m.Participants.Gap != nil:
		return check.Unread(r, src, m.Participants.Gap)
	case m.Participants.People == nil:
		return check.Absent(r, src, "participants")
	case a.missing != "":
		return check.Absent(r, src, a.missing)
	case a.guests > 0 && a.perhapsInvited:
		return check.Absent(r, src, "state")
	case a.guests > 0 && a.callers > 0:
		return check.Warn(r, fmt.Sprintf("%s let in %s who %s not invited, and %s whom nothing identifies", subject, a.outsiders(), were(a.guests), check.Count(a.callers, "caller")), ev...)
	case a.guests == 1:
		return check.Warn(r, subject+" had one guest who was not invited and was the only outsider: likely the patient, under another address", ev...)
	case a.guests > 1:
		return check.Warn(r, fmt.Sprintf("%s let in %s who were not invited, and no invited outsider came: the patient may be one of them, under another address", subject, a.outsiders()), ev...)
	case a.callers > 0 && phone == finding.Warn:
		return check.Warn(r, fmt.Sprintf("%s let in %s whom nothing identifies", subject, check.Count(a.callers, "caller")), ev...)
	case a.uninvitedStaff > 0:
		return check.Warn(r, fmt.Sprintf("%s let in %s not invited", subject, check.Count(a.uninvitedStaff, "colleague")), ev...)
	case a.callers > 0:
		return check.Pass(r, fmt.Sprintf("%s let in people who were invited, and %s, whom the policy accepts", subject, check.Count(a.callers, "caller")), ev...)
	default:
		return check.Pass(r, subject+" let in nobody but its host and people who were invited", ev...)
	}
}

func endedSubject(m snapshot.EndedMeeting) string {
	subject := "a meeting"
	if m.Host != "" {
		subject += " of " + m.Host
	}
	if m.Site != "" {
		subject += " on " + m.Site
	}
	return subject
}

// evidence gives the counts that decide, beside whether all were invited.
func (a attendance) evidence(src snapshot.Source) []finding.Evidence {
	ev := []finding.Evidence{check.Evidence(src, "invitee", a.guests+a.uninvitedStaff+a.callers == 0)}
	for _, counted := range []struct {
		field string
		n     int
	}{
		{"email (outsiders not invited)", a.guests},
		{"email (invited outsiders)", a.invitedOutside},
		{"email (colleagues not invited)", a.uninvitedStaff},
		{"devices.audioType (callers)", a.callers},
	} {
		if counted.n > 0 {
			ev = append(ev, check.Evidence(src, counted.field, counted.n))
		}
	}
	return ev
}

// outsiders describes the uninvited guests without naming them.
func (a attendance) outsiders() string {
	if len(a.domains) == 0 {
		return check.Count(a.guests, "outsider")
	}
	return fmt.Sprintf("%s from %s", check.Count(a.guests, "outsider"), check.Count(len(a.domains), "domain"))
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// phoneAnswer is the status that the policy gives to callers.
func phoneAnswer(word string) (finding.Status, bool) {
	switch s := finding.Status(word); s {
	case finding.Pass, finding.Warn, finding.Fail:
		return s, true
	default:
		return finding.Warn, false
	}
}
