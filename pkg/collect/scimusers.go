package collect

import (
	"context"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var scimUsersEndpoint = Endpoint{
	Host: webex.API, Path: "/identity/scim/{orgUuid}/v2/Users", Rank: snapshot.RankAPI,
	Scope: "identity:people_read", Role: "full, user, read-only or device administrator",
	Wire: scimListOf[wireScimUser]{},
}

type wireScimUser struct {
	ID         uuidText  `json:"id"`
	UserName   mail      `json:"userName"`
	Active     looseBool `json:"active"`
	UserType   string    `json:"userType"`
	ExternalID presence  `json:"externalId"`
	Roles      []struct {
		Value string `json:"value"`
	} `json:"roles"`
	Webex struct {
		AccountStatus words `json:"accountStatus"`
		ManagedOrgs   []struct {
			OrgID string `json:"orgId"`
			Role  string `json:"role"`
		} `json:"managedOrgs"`
		ManagedGroups []struct {
			GroupID string `json:"groupId"`
			Role    string `json:"role"`
		} `json:"managedGroups"`
		ManagedSites []struct {
			SiteName string `json:"siteName"`
			Role     string `json:"role"`
		} `json:"managedSites"`
	} `json:"urn:scim:schemas:extension:cisco:webexidentity:2.0:User"`
}

// scimUsers reads the accounts as the identity service sees them.
func scimUsers(ctx context.Context, r *run) {
	pages := webex.Scim[wireScimUser](ctx, r.o.Client, scimUsersEndpoint.request(nil, r.orgUUID()), "Resources", 500)
	r.s.ScimUsers = fill(r, scimUsersEndpoint, pages, wireScimUser.user)
	r.s.ScimUsers.Gap = firstGap(r.s.ScimUsers.Gap, withoutSelf(r, scimUsersEndpoint, r.s.ScimUsers.Items, func(u snapshot.ScimUser) string { return u.UUID }))

	// Nobody with a role means that roles are not shown: no organisation is
	// without administrators.
	shown := false
	for _, u := range r.s.ScimUsers.Items {
		shown = shown || len(u.Roles) > 0
	}
	for i := range r.s.ScimUsers.Items {
		if u := &r.s.ScimUsers.Items[i]; !shown {
			u.Roles = nil
		}
	}
}

func (w wireScimUser) user() snapshot.ScimUser {
	u := snapshot.ScimUser{
		UUID:          string(w.ID),
		Email:         w.UserName.value(),
		Active:        w.Active.Tri(),
		UserType:      w.UserType,
		Roles:         []string{},
		HasExternalID: w.ExternalID.Tri(),
		AccountStatus: strings.Join(w.Webex.AccountStatus, ","),
	}
	for _, role := range w.Roles {
		u.Roles = append(u.Roles, role.Value)
	}
	for _, m := range w.Webex.ManagedOrgs {
		u.ManagedOrgs = append(u.ManagedOrgs, snapshot.ManagedScope{ID: m.OrgID, Role: m.Role})
	}
	for _, m := range w.Webex.ManagedGroups {
		u.ManagedGroups = append(u.ManagedGroups, snapshot.ManagedScope{ID: m.GroupID, Role: m.Role})
	}
	for _, m := range w.Webex.ManagedSites {
		u.ManagedSites = append(u.ManagedSites, snapshot.ManagedScope{ID: siteHost(m.SiteName), Role: m.Role})
	}
	return u
}
