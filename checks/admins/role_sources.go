package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// readPeople takes the roles that GET /v1/people shows of each account, by the
// names in GET /v1/roles.
func (v *view) readPeople(in *check.Input) {
	names := make(map[string]string, len(in.Roles.Items))
	for _, r := range in.Roles.Items {
		names[r.ID] = r.Name
	}
	var noUUID, hidden, nameless int
	for i := range in.People.Items {
		p := &in.People.Items[i]
		if p.UUID == "" {
			noUUID++
			continue
		}
		a := v.account(p.UUID)
		if a.person == nil {
			a.person = p
		}
		if p.Roles == nil {
			hidden++
		}
		for _, id := range p.Roles {
			if name := names[id]; name != "" {
				a.grant(check.RoleOf(name), fromPeople)
			} else {
				nameless++
			}
		}
	}
	src := in.People.Source
	v.doubtCount(noUUID, "account", "people-id", src, "id", "Webex did not return a usable id for %s, so the roles cannot be joined")
	v.doubtCount(hidden, "account", "people-roles", src, "roles", "Webex did not return the roles of %s")
	v.doubtCount(nameless, "grant", "role-names", in.Roles.Source, "name", "Webex did not return the name of the role behind %s")
}

// readScim takes the roles that GET /identity/scim/{orgUuid}/v2/Users shows, and
// those that come with the sites and groups that somebody manages.
func (v *view) readScim(in *check.Input) {
	var noUUID, hidden int
	for i := range in.ScimUsers.Items {
		u := &in.ScimUsers.Items[i]
		if u.UUID == "" {
			noUUID++
			continue
		}
		a := v.account(u.UUID)
		if a.scim == nil {
			a.scim = u
		}
		if u.Roles == nil {
			hidden++
		}
		for _, name := range u.Roles {
			a.grant(check.RoleOf(name), fromScim)
		}
		if len(u.ManagedSites) > 0 {
			a.grant(check.SiteAdmin, fromScope)
		}
		for _, g := range u.ManagedGroups {
			a.grant(check.RoleOf(g.Role), fromScope)
		}
	}
	src := in.ScimUsers.Source
	v.doubtCount(noUUID, "account", "scim-id", src, "id", "the identity service did not return the id of %s")
	v.doubtCount(hidden, "account", "scim-roles", src, "roles", "the identity service did not return the roles of %s")
}

// readGroups takes the roles that members inherit from their groups
// (GET /identity/scim/{orgUuid}/v2/Groups).
func (v *view) readGroups(in *check.Input) {
	var silent, hidden, nameless int
	src := in.ScimGroups.Source
	for _, g := range in.ScimGroups.Items {
		if g.GrantsRoles == nil {
			silent++
			continue
		}
		if len(g.GrantsRoles) == 0 {
			continue
		}
		if g.Gap != nil {
			v.doubts = append(v.doubts, check.Unread(finding.Resource{Type: "group", ID: g.ID}, src, g.Gap))
		} else if g.MemberUUIDs == nil {
			hidden++
		}
		for _, uuid := range g.MemberUUIDs {
			if uuid == "" {
				nameless++
				continue
			}
			for _, name := range g.GrantsRoles {
				v.account(uuid).grant(check.RoleOf(name), fromGroup)
			}
		}
	}
	v.doubtCount(silent, "group", "group-roles", src, "inheritances", "Webex did not say which administrator roles come with %s")
	v.doubtCount(hidden, "group", "group-members", src, "members", "Webex did not list the members of %s with administrator roles")
	v.doubtCount(nameless, "member", "group-member-ids", src, "members.value", "Webex did not return the id of %s of groups with administrator roles")
}
