package admins

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// origin says where a grant of a role was seen.
type origin int

const (
	fromPeople origin = iota // roles of GET /people
	fromScim                 // roles of the identity service
	fromGroup                // inherited from a group
	fromScope                // managed sites and groups
)

// administrator is one account that holds a role, joined by UUID over every
// place where Webex shows roles.
type administrator struct {
	uuid   string
	person *snapshot.Person   // nil when the people list lacks the account
	scim   *snapshot.ScimUser // nil when the identity service does
	grants map[role][]origin
}

func (a *administrator) grant(r role, from origin) {
	if r == check.NoRole {
		return
	}
	r = cmp.Or(r, "unnamed role")
	if a.grants == nil {
		a.grants = map[role][]origin{}
	}
	if !slices.Contains(a.grants[r], from) {
		a.grants[r] = append(a.grants[r], from)
	}
}

func (a *administrator) has(r role) bool { return len(a.grants[r]) > 0 }

// holds says whether the role was seen in that place.
func (a *administrator) holds(r role, in origin) bool { return slices.Contains(a.grants[r], in) }

// roles lists the roles in order.
func (a *administrator) roles() []role {
	var rs []role
	for r := range a.grants {
		rs = append(rs, r)
	}
	slices.Sort(rs)
	return rs
}

// titles names the roles for a sentence.
func (a *administrator) titles() string {
	var names []string
	for _, r := range a.roles() {
		names = append(names, r.String())
	}
	if len(names) == 0 {
		return "administrator" // the auditor, of whom only its own answer says so
	}
	return strings.Join(names, " and ")
}

// email is the address of the account, or empty when Webex gave none.
func (a *administrator) email() string {
	if a.person != nil && a.person.Email != "" {
		return a.person.Email
	}
	if a.scim != nil {
		return a.scim.Email
	}
	return ""
}

// name is how a message calls the account.
func (a *administrator) name() string {
	return cmp.Or(a.email(), "account "+a.uuid)
}

// resource is the account.
func (a *administrator) resource() finding.Resource {
	if a.person != nil {
		return check.PersonResource(*a.person)
	}
	return finding.Resource{Type: "person", ID: a.uuid, Name: a.email()}
}

// evidence shows the roles of the account, each where it was seen.
func (a *administrator) evidence(in *check.Input) []finding.Evidence {
	var ev []finding.Evidence
	for _, r := range a.roles() {
		for _, from := range a.grants[r] {
			src, field := in.People.Source, "roles"
			switch from {
			case fromScim:
				src = in.ScimUsers.Source
			case fromGroup:
				src, field = in.ScimGroups.Source, "inheritances"
			case fromScope:
				src, field = in.ScimUsers.Source, "managedSites"
			}
			ev = append(ev, check.Evidence(src, field, r.Key()))
		}
	}
	return ev
}

// few names the first administrators of a list, and how many more there are.
func few(as []*administrator) string {
	const most = 10
	var names []string
	for _, a := range as[:min(len(as), most)] {
		names = append(names, a.name())
	}
	list := strings.Join(names, ", ")
	if more := len(as) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// usable says whether somebody can sign in with the account. It takes the
// people list alone: an account that the identity service calls active may be
// an invitation.
func (a *administrator) usable() snapshot.Tri {
	switch {
	case a.person == nil:
		return snapshot.Unknown
	case a.person.LoginEnabled == snapshot.No || a.person.InvitePending == snapshot.Yes:
		return snapshot.No
	case a.person.LoginEnabled == snapshot.Yes && a.person.InvitePending == snapshot.No:
		return snapshot.Yes
	default:
		return snapshot.Unknown
	}
}
