package audit

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// accounts finds people by what the logs call them.
type accounts struct {
	people   map[string]*snapshot.Person // by UUID
	nameless int                         // accounts without one
	roles    map[string]snapshot.Tri     // by UUID: by the identity service, or through a group
	doubt    bool                        // somebody may hold a role that is not seen here
}

func accountsOf(in *check.Input) accounts {
	a := accounts{
		people: make(map[string]*snapshot.Person, len(in.People.Items)), roles: map[string]snapshot.Tri{},
		doubt: in.ScimUsers.Missing() != nil || in.ScimGroups.Missing() != nil,
	}
	for i := range in.People.Items {
		p := &in.People.Items[i]
		if p.UUID == "" {
			a.nameless++
			continue
		}
		a.people[p.UUID] = p
	}
	a.addUsers(in.ScimUsers.Items)
	a.addGroups(in.ScimGroups.Items)
	return a
}

// addUsers notes who holds a role; one of whom it is not told stays unknown.
func (a *accounts) addUsers(users []snapshot.ScimUser) {
	for _, u := range users {
		switch {
		case u.UUID == "":
			a.doubt = true
		case snapshot.GivePower(u.Roles), len(u.ManagedOrgs)+len(u.ManagedGroups)+len(u.ManagedSites) > 0:
			a.roles[u.UUID] = snapshot.Yes
		case u.Roles == nil && a.roles[u.UUID] != snapshot.Yes:
			a.roles[u.UUID] = snapshot.Unknown
		}
	}
}

func (a *accounts) addGroups(groups []snapshot.ScimGroup) {
	for _, g := range groups {
		if g.GrantsRoles == nil || len(g.GrantsRoles) > 0 && (g.MemberUUIDs == nil || g.Gap != nil) {
			a.doubt = true
		}
		if !snapshot.GivePower(g.GrantsRoles) {
			continue
		}
		for _, uuid := range g.MemberUUIDs {
			a.roles[uuid] = snapshot.Yes
		}
	}
}

// administrator says whether somebody holds a role, by the list of people, by
// the identity service, or through a group.
func (a accounts) administrator(p *snapshot.Person) snapshot.Tri {
	held, listed := a.roles[p.UUID]
	switch {
	case len(p.Roles) > 0 || held == snapshot.Yes:
		return snapshot.Yes
	case a.doubt || p.Roles == nil || listed:
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}
