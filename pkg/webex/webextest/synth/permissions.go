package synth

import (
	"fmt"
	"slices"
	"strings"
)

// Person is one of those whose token an organisation may be asked with.
type Person int

// The people. Each is somebody of every organisation, save the service app,
// which is nobody's account.
const (
	Auditor    Person = iota // a full administrator, who administers the meeting sites too
	Officer                  // the compliance officer, who is no administrator
	Colleague                // a host without any role
	ServiceApp               // a machine account
)

// CalledBy makes the organisation answer as it would to a token of that person,
// and returns it. An organisation answers one token at a time: two tokens take
// two organisations, which are alike but for that.
//
// The roles are named as GET /roles names them. Only the person's own answer,
// GET /people/me, shows them: the lists go on to show what was held before, so
// that two runs differ in nothing but the right to read. Without any the person
// keeps those that they hold.
func (o *Organization) CalledBy(p Person, roles ...string) *Organization {
	caller := *o.person(p)
	if roles != nil {
		ids := o.roleIDs(roles)
		caller.Roles = &ids
	}
	o.auditor = &caller
	if o.officer() {
		delete(o.refused, "/v1/admin/recordings") // what was purged is shown to them
	}
	return o
}

func (o *Organization) person(p Person) *account {
	switch p {
	case Auditor:
		return o.staff[0]
	case Officer:
		return o.staff[3]
	case Colleague:
		return o.hosts[0]
	case ServiceApp:
		uuid := o.uuid("service app")
		return &account{uuid: uuid, status: "active", person: person{
			ID: publicID("PEOPLE", uuid), Emails: []string{"wxaudit-" + o.hexID("service app")[:8] + "@webexapps.example"}, DisplayName: "Nightly audit",
			OrgID: o.OrgID(), Roles: &[]string{}, Licenses: []string{}, Created: milli(o.created), SiteURLs: []string{},
			InvitePending: false, LoginEnabled: true, Type: "appuser",
		}}
	default:
		panic(fmt.Sprintf("synth: there is no person %d", p))
	}
}

// roleIDs are the ids of roles of those names; it panics when there is none.
func (o *Organization) roleIDs(names []string) []string {
	ids := []string{}
	for _, name := range names {
		i := slices.IndexFunc(o.roles, func(r role) bool { return strings.EqualFold(r.Name, name) })
		if i < 0 {
			panic("synth: there is no role " + name)
		}
		ids = append(ids, o.roles[i].ID)
	}
	return ids
}

// CallerEmail is the address of whoever's token the organisation answers.
func (o *Organization) CallerEmail() string { return o.auditor.email() }
