package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// attendance counts who was let into one ended meeting.
type attendance struct {
	guests         int             // outsiders who were not invited
	domains        map[string]bool // of those, where known
	invitedOutside int             // outsiders who were
	uninvitedStaff int
	callers        int    // by telephone only, so that nothing identifies them
	missing        string // a field that is missing and could decide
}

func attend(people []snapshot.Participant) attendance {
	a := attendance{domains: map[string]bool{}}
	for _, p := range people {
		a.count(p)
	}
	return a
}

func (a *attendance) count(p snapshot.Participant) {
	if p.Host == snapshot.Yes {
		return
	}
	outside := p.Kind == snapshot.Outsider || p.Kind == snapshot.Anonymous
	caller := p.Kind == snapshot.Anonymous && p.Phone == snapshot.Yes
	switch {
	case p.Kind == snapshot.Staff && p.Invited == snapshot.Yes, p.Invited == snapshot.No && p.Joined == snapshot.No:
		// Invited staff, or somebody who only waited in the lobby.
	case p.Kind == "":
		a.missing = "email"
	case p.Host == snapshot.Unknown:
		a.missing = "host"
	case outside && p.Invited == snapshot.Yes:
		a.invitedOutside++
	case p.Invited == snapshot.Unknown:
		a.missing = "invitee"
	case p.Joined == snapshot.Unknown:
		a.missing = "state"
	case p.Kind == snapshot.Staff:
		a.uninvitedStaff++
	case caller:
		a.callers++
	case p.Kind == snapshot.Anonymous && p.Phone == snapshot.Unknown:
		a.missing = "devices.audioType"
	default:
		a.guests++
		if p.Domain != "" {
			a.domains[p.Domain] = true
		}
	}
}

// judgeAttendance judges one ended meeting. Patients often join as guests, not
// with the address that was invited; so a single unknown guest is taken for the
// patient, unless an invited outsider was there as well.
func judgeAttendance(m snapshot.EndedMeeting, r finding.Resource, src snapshot.Source, phone finding.Status) finding.Finding {
	a := attend(m.Participants.People)
	subject := "a meeting"
	if m.Host != "" {
		subject += " of " + m.Host
	}
	if m.Site != "" {
		subject += " on " + m.Site
	}
	ev := []finding.Evidence{check.Evidence(src, "invitee", a.guests+a.uninvitedStaff+a.callers == 0)}
	switch {
	case a.guests > 0 && a.invitedOutside > 0:
		return check.Fail(r, fmt.Sprintf("%s let in %s who %s not invited, beside %s", subject, a.outsiders(), were(a.guests), check.Count(a.invitedOutside, "invited outsider")), ev...)
	case a.guests > 1:
		return check.Fail(r, fmt.Sprintf("%s let in %s who were not invited", subject, a.outsiders()), ev...)
	case a.callers > 0 && phone == finding.Fail:
		return check.Fail(r, fmt.Sprintf("%s let in %s whom nothing identifies", subject, check.Count(a.callers, "caller")), ev...)
	case m.Participants.Gap != nil:
		return check.Unread(r, src, m.Participants.Gap)
	case m.Participants.People == nil:
		return check.Absent(r, src, "participants")
	case a.missing != "":
		return check.Absent(r, src, a.missing)
	case a.guests == 1 && a.callers > 0:
		return check.Warn(r, fmt.Sprintf("%s let in one guest who was not invited, and %s whom nothing identifies", subject, check.Count(a.callers, "caller")), ev...)
	case a.guests == 1:
		return check.Warn(r, subject+" had one guest who was not invited and was the only outsider: likely the patient, under another address", ev...)
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
