package meetings

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// judgeLobby judges what a meeting does with people who are not invited;
// allowed are the values that the policy accepts.
func judgeLobby(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, allowed []string) finding.Finding {
	const field = "unlockedMeetingJoinSecurity"
	ev := check.Evidence(src, field, admission(m))
	switch {
	case m.ScheduledType == "":
		return check.Absent(r, src, "scheduledType")
	case m.ScheduledType == personalRoom:
		return check.NotApplicable(r, subject+" is let in by the site's rule for Personal Rooms (links.pmr-site-policy)",
			check.Evidence(src, "scheduledType", personalRoom))
	case m.UnlockedJoin == "":
		return check.Absent(r, src, field)
	case m.UnlockedJoin == allowJoin:
		return check.Fail(r, subject+" lets people who are not invited straight in", ev)
	case !admissionKnown(m.UnlockedJoin):
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("Webex gave a %s that is not documented for %s", field, subject), ev)
	case !slices.Contains(allowed, m.UnlockedJoin):
		return check.Fail(r, fmt.Sprintf("%s has %s %s, which the policy does not allow", subject, field, m.UnlockedJoin), ev)
	case m.UnlockedJoin == blockFromJoin:
		return blocked(m, subject, r, src, ev)
	default:
		return check.Pass(r, subject+" keeps people who are not invited in the lobby", ev)
	}
}

// blocked judges a meeting that nobody uninvited can join. Outsiders who sign
// in with another account than the invited one, or with none, are locked out.
func blocked(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, ev finding.Evidence) finding.Finding {
	if m.Invitees == nil {
		return check.Unknown(r, snapshot.FieldAbsent, subject+" blocks people who are not invited, and who is invited was not read", ev)
	}
	src = cmp.Or(m.Invitees.Source, src)
	switch {
	case m.Invitees.Gap != nil:
		return check.Unread(r, src, m.Invitees.Gap)
	case m.Invitees.People == nil:
		return check.Absent(r, src, "invitees")
	}
	outsiders, unsure := 0, false
	for _, p := range m.Invitees.People {
		if p.Kind == snapshot.Outsider || p.Kind == snapshot.Anonymous {
			outsiders++
		}
		unsure = unsure || p.Kind == ""
	}
	switch {
	case unsure:
		return check.Absent(r, src, "invitees.email")
	case outsiders > 0:
		return check.Warn(r, fmt.Sprintf("%s blocks people who are not invited, which can lock out %s without a Webex account", subject, check.Count(outsiders, "invited outsider")), ev,
			check.Evidence(src, "email (invited outsiders)", outsiders))
	default:
		return check.Pass(r, subject+" blocks people who are not invited", ev)
	}
}
