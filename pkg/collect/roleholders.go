package collect

import (
	"context"
	"fmt"

	"wxaudit/pkg/snapshot"
)

// roleHolders lists who holds a role, in the order of the people list: in that
// list itself, in the identity service, or through a group. The gap says why
// there may be others.
func (r *run) roleHolders(ctx context.Context) (holders []snapshot.Person, gap *snapshot.Gap) {
	r.section(ctx, snapshot.PeopleName)
	r.section(ctx, snapshot.ScimUsersName)
	r.section(ctx, snapshot.ScimGroupsName)
	granted, doubt := r.grantedRoles()
	listed, unshown := map[string]bool{}, 0
	for _, p := range r.s.People.Items {
		listed[p.UUID] = true
		if p.Roles == nil {
			unshown++
		}
		if len(p.Roles) > 0 || granted[p.UUID] {
			holders = append(holders, p)
		}
	}
	unlisted := 0
	for uuid := range granted {
		unlisted += count(!listed[uuid])
	}
	return holders, firstGap(r.s.People.Missing(), peopleEndpoint.lacking(unshown, "roles"), doubt, unlistedHolders(unlisted))
}

// grantedRoles says which accounts hold a role by the identity service, by UUID,
// and why others may: the people list shows neither a role that it alone knows
// nor one that comes with a group.
func (r *run) grantedRoles() (granted map[string]bool, gap *snapshot.Gap) {
	granted = map[string]bool{}
	gap = firstGap(r.s.ScimUsers.Missing(), r.s.ScimGroups.Missing())
	nameless, unshown := 0, 0
	for _, u := range r.s.ScimUsers.Items {
		nameless += count(u.UUID == "")
		unshown += count(u.Roles == nil)
		if u.UUID != "" && snapshot.GivePower(u.Roles) {
			granted[u.UUID] = true
		}
	}
	undescribed := 0
	for _, g := range r.s.ScimGroups.Items {
		gap = firstGap(gap, g.Gap)
		undescribed += count(g.GrantsRoles == nil)
		if !snapshot.GivePower(g.GrantsRoles) {
			continue
		}
		for _, uuid := range g.MemberUUIDs {
			granted[uuid] = true
		}
	}
	return granted, firstGap(gap, scimUsersEndpoint.lacking(nameless, "an id"), scimUsersEndpoint.lacking(unshown, "roles"),
		scimGroupsEndpoint.lacking(undescribed, "the roles that they grant"))
}

// unlistedHolders is the gap of accounts that hold a role and are not in the
// people list, which has the ids to ask with; nil when there are none.
func unlistedHolders(n int) *snapshot.Gap {
	if n == 0 {
		return nil
	}
	return &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
		"GET %s: the list lacks %d accounts that hold a role, so that they cannot be asked about", peopleEndpoint.Path, n)}
}
