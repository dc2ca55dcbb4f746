package collect

import (
	"context"
	"fmt"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Identity is who a token speaks for, for the operator's own screen: no report
// and no recording holds it.
type Identity struct {
	// Email is the account's first address; empty when Webex showed none.
	Email string
	// Type is person, bot or appuser.
	Type string
	// OrganizationID is the Webex id, Organization the name; the latter is empty
	// where the token may not read it.
	OrganizationID, Organization string
	// Roles are the names of the account's roles, sorted. Nil means that they are
	// not known: Webex showed none, or not what they are called.
	Roles []string
}

// wireSelf is wireMe with the address.
type wireSelf struct {
	wireMe
	Emails []string `json:"emails"`
}

// email is the first address, or "".
func (w wireSelf) email() string {
	if len(w.Emails) == 0 {
		return ""
	}
	return w.Emails[0]
}

// WhoAmI asks who the client's token speaks for (GET /people/me, /organizations
// and /roles). Only the first must succeed; its *webex.Error is returned.
func WhoAmI(ctx context.Context, c *webex.Client) (Identity, error) {
	w, _, err := webex.Get[wireSelf](ctx, c, meEndpoint.request(nil))
	if err != nil {
		return Identity{}, err
	}
	if uuidOf(w.ID) == "" || uuidOf(w.OrgID) == "" {
		return Identity{}, errNobody
	}
	who := Identity{Email: w.email(), Type: w.Type, OrganizationID: w.OrgID}
	if org, _, err := webex.Get[wireOrganization](ctx, c, organizationEndpoint.request(nil, w.OrgID)); err == nil {
		who.Organization = org.DisplayName
	}
	if len(w.Roles) > 0 {
		if list, _, err := drain(webex.Linked[wireRole](ctx, c, rolesEndpoint.request(nil), "items")); err == nil {
			var roles []snapshot.Role
			for _, role := range list {
				roles = append(roles, role.role())
			}
			who.Roles = roleNames(w.Roles, roles)
		}
	}
	return who, nil
}

// signedIn is WhoAmI of both tokens, from what was asked already. The officer is
// of the same organisation, or their token is not used.
func (r *run) signedIn(ctx context.Context) []Identity {
	all := []Identity{r.identity(r.s.Auditor.Value, r.email)}
	if r.o.Officer {
		all = append(all, r.identity(r.withRoles(ctx, r.officer), r.officerEmail))
	}
	return all
}

func (r *run) identity(who *snapshot.Auditor, email string) Identity {
	if who == nil {
		return Identity{}
	}
	i := Identity{Email: email, Type: who.Type, OrganizationID: who.OrgID}
	if org := r.s.Organization.Value; org != nil {
		i.Organization = org.Name
	}
	if len(who.Roles) > 0 && r.s.Roles.Missing() == nil {
		i.Roles = roleNames(who.Roles, r.s.Roles.Items)
	}
	return i
}

// roleNames turns ids into names. One that has none is shown by its id.
func roleNames(ids []string, list []snapshot.Role) []string {
	names := []string{}
	for _, id := range ids {
		at := slices.IndexFunc(list, func(role snapshot.Role) bool { return role.ID == id })
		if at < 0 || list[at].Name == "" {
			names = append(names, fmt.Sprintf("a role without a name (%s)", id))
			continue
		}
		names = append(names, list[at].Name)
	}
	slices.Sort(names)
	return names
}
