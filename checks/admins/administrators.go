package admins

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// view is every administrator that was seen, and what hides others.
type view struct {
	admins []*administrator // by e-mail, then UUID
	// doubts are unknown findings: while there is one, there may be more
	// administrators, and a role that somebody lacks may only be unseen.
	doubts []finding.Finding
	// whole says that every section was read to its end; where one was not, the
	// engine says so.
	whole bool

	byUUID map[string]*administrator
}

// scans lists the sections that the view is built from, and others besides.
// They are scanned: each shows administrators that the others may not, so that
// what one of them shows stands, and none alone shows that there are no more.
func scans(others ...snapshot.Name) []snapshot.Name {
	return append([]snapshot.Name{snapshot.RolesName, snapshot.PeopleName, snapshot.ScimUsersName, snapshot.ScimGroupsName}, others...)
}

// fields lists the fields without which the view is in doubt, and others besides.
func fields(others ...string) []string {
	return append([]string{
		"roles.id", "roles.name", "people.uuid", "people.roles",
		"scim_users.uuid", "scim_users.roles", "scim_groups.grants_roles",
	}, others...)
}

// administrators builds the view. The people list leaves out roles that a group
// or a site gives, and the identity service leaves out some roles of Control
// Hub, so it takes the union of both.
func administrators(in *check.Input) view {
	v := view{byUUID: map[string]*administrator{}}
	v.readPeople(in)
	v.readScim(in)
	v.readGroups(in)
	for _, a := range v.byUUID {
		if len(a.grants) > 0 {
			v.admins = append(v.admins, a)
		}
	}
	slices.SortFunc(v.admins, func(a, b *administrator) int {
		return cmp.Or(cmp.Compare(a.email(), b.email()), cmp.Compare(a.uuid, b.uuid))
	})
	v.whole = true
	for _, name := range scans() {
		v.whole = v.whole && in.Part(name).Missing() == nil
	}
	if len(v.admins) == 0 && v.whole {
		// Somebody granted this token: there is an administrator that it cannot see.
		v.doubt("holders", in.People.Source, "roles", "Webex showed no administrator at all, so this token cannot see them")
	}
	return v
}

func (v *view) account(uuid string) *administrator {
	a := v.byUUID[uuid]
	if a == nil {
		a = &administrator{uuid: uuid}
		v.byUUID[uuid] = a
	}
	return a
}

func (v *view) doubtCount(n int, noun, id string, src snapshot.Source, field, format string) {
	if n > 0 {
		v.doubt(id, src, field, fmt.Sprintf(format, check.Count(n, noun)))
	}
}

func (v *view) doubt(id string, src snapshot.Source, field, msg string) {
	v.doubts = append(v.doubts, check.Unknown(finding.Resource{Type: "administrators", ID: id}, snapshot.FieldAbsent, msg,
		check.Evidence(src, field, nil)))
}

// with returns the administrators who hold a role that the test accepts.
func (v view) with(accepts func(role) bool) []*administrator {
	var as []*administrator
	for _, a := range v.admins {
		if slices.ContainsFunc(a.roles(), accepts) {
			as = append(as, a)
		}
	}
	return as
}

// recognised says whether the organisation's own list names the role: where it
// does not, the names may be in another language.
func recognised(roles []snapshot.Role, want role) bool {
	return slices.ContainsFunc(roles, func(r snapshot.Role) bool { return check.RoleOf(r.Name) == want })
}
