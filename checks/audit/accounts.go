package audit

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// accounts finds people by what the logs call them.
type accounts struct {
	people   map[string]*snapshot.Person // by UUID
	nameless int                         // accounts without one
}

func accountsOf(in *check.Input) accounts {
	a := accounts{people: map[string]*snapshot.Person{}}
	for i := range in.People.Items {
		p := &in.People.Items[i]
		if p.UUID == "" {
			a.nameless++
			continue
		}
		a.people[p.UUID] = p
	}
	return a
}

// administrator says whether somebody holds a role, by the list of people, by
// the identity service, or through a group.
func (a accounts) administrator(in *check.Input, p *snapshot.Person) snapshot.Tri {
	answer := snapshot.TriFrom(len(p.Roles) > 0)
	if p.Roles == nil || in.ScimUsers.Missing() != nil || in.ScimGroups.Missing() != nil {
		answer = snapshot.Unknown
	}
	if len(p.Roles) > 0 {
		return snapshot.Yes
	}
	for _, u := range in.ScimUsers.Items {
		switch {
		case u.UUID == p.UUID && len(u.Roles)+len(u.ManagedOrgs)+len(u.ManagedGroups)+len(u.ManagedSites) > 0:
			return snapshot.Yes
		case u.UUID == "", u.UUID == p.UUID && u.Roles == nil:
			answer = snapshot.Unknown
		}
	}
	for _, g := range in.ScimGroups.Items {
		grants := g.GrantsRoles == nil || len(g.GrantsRoles) > 0
		switch {
		case len(g.GrantsRoles) > 0 && slices.Contains(g.MemberUUIDs, p.UUID):
			return snapshot.Yes
		case g.GrantsRoles == nil, grants && (g.MemberUUIDs == nil || g.Gap != nil):
			answer = snapshot.Unknown
		}
	}
	return answer
}
