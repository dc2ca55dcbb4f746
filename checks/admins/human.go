package admins

import (
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// human judges what kind of account an administrator is.
func human(in *check.Input, a *administrator, patterns []check.NamePattern, approved approvals) finding.Finding {
	res, src := a.resource(), in.People.Source
	if a.person == nil {
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s is %s but is not in the people list, which shows what it is", a.name(), a.titles()), a.evidence(in)...)
	}
	p := a.person
	ev := []finding.Evidence{check.Evidence(src, "type", check.Word(p.Type))}
	machine := p.Type == "bot" || p.Type == "appuser"
	userType := "user" // of whom the identity service was not read; the engine says so
	switch {
	case a.scim != nil:
		userType = a.scim.UserType
		ev = append(ev, check.Evidence(in.ScimUsers.Source, "userType", check.Word(userType)))
	case !machine && in.ScimUsers.Missing() == nil:
		userType = "" // it shows every person, so what it says of this one was lost
	}
	entry, listed := approved.find(a)
	suspect := func(np check.NamePattern) bool { return np.Matches(p.DisplayName) || np.MatchesAddress(p.Email) }
	switch {
	case machine && !listed && len(approved) > 0 && p.Email == "":
		return check.Absent(res, src, "emails") // it may be on the list
	case machine && (!listed || entry.expired(in.Now)):
		return check.Fail(res, fmt.Sprintf("%s is no person (type %s) and is %s", a.name(), p.Type, a.titles()), ev...)
	case p.Type == "":
		return check.Absent(res, src, "type")
	case !machine && p.Type != "person":
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("%s is %s, and Webex gave it a type that is not documented", a.name(), a.titles()), ev...)
	case userType == "":
		return check.Absent(res, in.ScimUsers.Source, "userType")
	case p.Email == "":
		return check.Absent(res, src, "emails")
	case p.DisplayName == "":
		return check.Absent(res, src, "displayName")
	case !machine && userType == "user" && !slices.ContainsFunc(patterns, suspect):
		return check.Pass(res, fmt.Sprintf("%s is a person; service apps may not be listed under /people", a.name()), ev...)
	default:
		return vouched(in, a, entry, listed, ev)
	}
}

// vouched judges an administrator who is no person, or does not look like one,
// by whether somebody approved it.
func vouched(in *check.Input, a *administrator, entry approval, listed bool, ev []finding.Evidence) finding.Finding {
	res := a.resource()
	switch {
	case !listed:
		return check.Warn(res, fmt.Sprintf("%s is %s and looks like a service account by its name or kind", a.name(), a.titles()), ev...)
	case entry.reason == "":
		return check.Warn(res, fmt.Sprintf("%s is approved without an owner and the date on which its token expires", a.name()), ev...)
	case entry.expired(in.Now):
		return check.Warn(res, fmt.Sprintf("the approval of %s ended on %s", a.name(), entry.date.Format(time.DateOnly)), ev...)
	default:
		return check.Pass(res, fmt.Sprintf("%s is approved until %s", a.name(), entry.date.Format(time.DateOnly)), ev...)
	}
}
