package admins

import (
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// auditorItself judges the identity behind this audit where it is not among the
// administrators that Webex shows, as with service apps and partners. A report
// that kept quiet about its own token would be no report.
func auditorItself(in *check.Input, v view, patterns []check.NamePattern, approved approvals) finding.Finding {
	me, src := in.Auditor.Value, in.Auditor.Source
	res := finding.Resource{Type: "person", ID: me.ID, Name: "this audit's own identity"}
	account := v.byUUID[me.UUID]
	listed := account != nil && account.person != nil
	entry, found := approved.find(&administrator{uuid: me.UUID})
	machine := me.Type == "bot" || me.Type == "appuser"
	ev := []finding.Evidence{check.Evidence(src, "type", check.Word(me.Type)), check.Evidence(src, "roles", len(me.Roles))}
	switch {
	case me.UUID == "":
		return check.Absent(res, src, "id")
	case me.Type == "":
		return check.Absent(res, src, "type")
	case me.Roles == nil:
		return check.Absent(res, src, "roles")
	case len(me.Roles) == 0:
		return check.Pass(res, "this audit runs as an identity without administrator roles", ev...)
	case listed:
		return human(in, account, patterns, approved)
	case !machine && me.Type != "person":
		return check.Unknown(res, snapshot.Schema, "this audit runs as an identity of a type that is not documented", ev...)
	case !machine && found && entry.reason != "" && !entry.expired(in.Now):
		return check.Pass(res, fmt.Sprintf("this audit runs as a person who is not in the people list, and who is approved until %s", entry.date.Format(time.DateOnly)), ev...)
	case !machine:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf(
			"this audit runs as a person who is not in the people list, which would show whether the name is a service's; no entry of approved names the account by its id (%s), with an owner and a date to come", me.UUID), ev...)
	case !found && len(approved) > 0 && !unlisted(in.People, me.UUID):
		return check.Absent(res, in.People.Source, "emails") // it may be approved by address
	case !found || entry.expired(in.Now):
		return check.Fail(res, fmt.Sprintf("this audit runs as a machine (type %s) with administrator roles, and that is not approved", me.Type), ev...)
	case entry.reason == "":
		return check.Warn(res, "this audit runs as a machine that is approved without an owner and the date on which its token expires", ev...)
	default:
		return check.Pass(res, fmt.Sprintf("this audit runs as a machine that is approved until %s", entry.date.Format(time.DateOnly)), ev...)
	}
}

// unlisted says for certain that the people list lacks an account.
func unlisted(people snapshot.Section[snapshot.Person], uuid string) bool {
	return people.Missing() == nil && !slices.ContainsFunc(people.Items, func(p snapshot.Person) bool {
		return p.UUID == "" || p.UUID == uuid
	})
}
