package collect

import (
	"context"
	"errors"
	"fmt"
	"slices"

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

// WhoAmI asks who the client's token speaks for (GET /people/me, /organizations
// and /roles). Only the first must succeed; its *webex.Error is returned.
func WhoAmI(ctx context.Context, c *webex.Client) (Identity, error) {
	w, _, err := webex.Get[wireSelf](ctx, c, meEndpoint.request(nil))
	if err != nil {
		return Identity{}, err
	}
	if uuidOf(w.ID) == "" || uuidOf(w.OrgID) == "" {
		return Identity{}, errors.New("GET /v1/people/me: the answer names no person or no organisation")
	}
	who := Identity{Type: w.Type, OrganizationID: w.OrgID}
	if len(w.Emails) > 0 {
		who.Email = w.Emails[0]
	}
	if org, _, err := webex.Get[wireOrganization](ctx, c, organizationEndpoint.request(nil, w.OrgID)); err == nil {
		who.Organization = org.DisplayName
	}
	who.Roles = roleNames(ctx, c, w.Roles)
	return who, nil
}

// roleNames turns ids into names. One that has none is shown by its id.
func roleNames(ctx context.Context, c *webex.Client, ids []string) []string {
	if len(ids) == 0 {
		return nil
	}
	list, _, err := drain(webex.Linked[wireRole](ctx, c, rolesEndpoint.request(nil), "items"))
	if err != nil {
		return nil
	}
	names := []string{}
	for _, id := range ids {
		at := slices.IndexFunc(list, func(role wireRole) bool { return role.ID == id })
		if at < 0 || list[at].Name == "" {
			names = append(names, fmt.Sprintf("a role without a name (%s)", id))
			continue
		}
		names = append(names, list[at].Name)
	}
	slices.Sort(names)
	return names
}
