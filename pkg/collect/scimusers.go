package collect

import (
	"context"
	"fmt"
	"net/url"
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
	pages := webex.Scim[wireScimUser](ctx, r.o.Client, scimUsersEndpoint.request(byID(), r.orgUUID()), "Resources", 500)
	r.s.ScimUsers = fill(r, scimUsersEndpoint, pages, wireScimUser.user)
	uuid := func(u snapshot.ScimUser) string { return u.UUID }
	r.s.ScimUsers.Gap = firstGap(r.s.ScimUsers.Gap,
		repeated(scimUsersEndpoint, r.s.ScimUsers.Items, uuid), withoutSelf(r, scimUsersEndpoint, r.s.ScimUsers.Items, uuid))

	// Nobody with an administrator's role means that these are not shown: no
	// organisation is without administrators.
	shown := false
	for _, u := range r.s.ScimUsers.Items {
		shown = shown || snapshot.GivePower(u.Roles)
	}
	for i := range r.s.ScimUsers.Items {
		if u := &r.s.ScimUsers.Items[i]; !shown {
			u.Roles = nil
		}
	}
}

// byID asks for a list in an order that does not change while its pages are
// read.
func byID() url.Values { return url.Values{"sortBy": {"id"}} }

// repeated is the gap of a list that gave one entry twice: its pages shifted
// while they were read, so that it may have skipped another.
func repeated[T any](e Endpoint, list []T, id func(T) string) *snapshot.Gap {
	seen := map[string]bool{}
	for _, entry := range list {
		if id := id(entry); id != "" && seen[id] {
			return &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
				"GET %s: the list gave an entry twice, so that it may have skipped another", e.Path)}
		} else {
			seen[id] = true
		}
	}
	return nil
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
