package apps

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// granted is what the identity service says of the power of each account, by
// UUID: its own roles, and those that come with a group. The people list shows
// neither.
type granted struct {
	powers map[string]power
	// groups are the accounts that have theirs through one.
	groups map[string]bool
	// doubt says that an account may hold more than is seen here.
	doubt bool
}

func grantedIn(in *check.Input) granted {
	g := granted{powers: map[string]power{}, groups: map[string]bool{}, doubt: in.ScimUsers.Missing() != nil || in.ScimGroups.Missing() != nil}
	for _, u := range in.ScimUsers.Items {
		g.doubt = g.doubt || u.UUID == ""
		g.note(u.UUID, powerOfRoles(u.Roles))
	}
	for _, group := range in.ScimGroups.Items {
		p := powerOfRoles(group.GrantsRoles)
		if p == ordinary {
			continue
		}
		g.doubt = g.doubt || group.MemberUUIDs == nil || group.Gap != nil || group.GrantsRoles == nil
		for _, uuid := range group.MemberUUIDs {
			g.groups[uuid] = g.groups[uuid] || p == privileged && g.powers[uuid] != privileged
			g.note(uuid, p)
		}
	}
	return g
}

// note keeps the greater power; one that is unclear may be any.
func (g granted) note(uuid string, p power) {
	if known, seen := g.powers[uuid]; !seen || p == privileged || known == ordinary {
		g.powers[uuid] = p
	}
}

// of is the power of an account. The identity service shows everybody, so that
// what it says of somebody it lacks was lost.
func (g granted) of(uuid string) power {
	p, seen := g.powers[uuid]
	if uuid != "" && (p == privileged || seen && !g.doubt) {
		return p
	}
	return unclear
}

// powerOfRoles reads names of roles; nil is unclear.
func powerOfRoles(names []string) power {
	if names == nil {
		return unclear
	}
	result := ordinary
	for _, name := range names {
		switch p := powerOfRole(name); {
		case p == privileged:
			return privileged
		case p == unclear:
			result = unclear
		}
	}
	return result
}

// powerOfRole reads one name. A role that is not recognised may be a compliance
// officer's or a full administrator's, in another language.
func powerOfRole(name string) power {
	switch role := check.RoleOf(name); {
	case role == check.FullAdmin, role == check.ComplianceOfficer:
		return privileged
	case role != check.NoRole && role.Unclassified():
		return unclear
	default:
		return ordinary
	}
}

// unasked has an unknown finding for everybody whose power comes with a group, or
// is seen by the identity service alone, and of whom no applications were asked
// for: those that the people list lacks, and those beyond the most that are asked
// about.
func unasked(in *check.Input, g granted) []finding.Finding {
	asked, people := map[string]bool{}, map[string]snapshot.Person{}
	for _, p := range in.Authorizations.Items {
		asked[p.PersonID] = true
	}
	for _, p := range in.People.Items {
		people[p.UUID] = p
	}
	var fs []finding.Finding
	for _, uuid := range slices.Sorted(maps.Keys(g.powers)) {
		p := people[uuid]
		if g.powers[uuid] != privileged || p.ID != "" && asked[p.ID] || p.LoginEnabled == snapshot.No {
			continue
		}
		res := finding.Resource{Type: "person", ID: cmp.Or(p.ID, uuid), Name: p.Email}
		by, ev := "in the identity service alone", check.Evidence(in.ScimUsers.Source, "roles", string(privileged))
		if g.groups[uuid] {
			by, ev = "through a group", check.Evidence(in.ScimGroups.Source, "inheritances", string(privileged))
		}
		fs = append(fs, check.Unknown(res, snapshot.Error, fmt.Sprintf("%s is compliance officer or full administrator %s, and what that account has authorised was not read",
			cmp.Or(p.Email, "account "+uuid), by), ev))
	}
	return fs
}
