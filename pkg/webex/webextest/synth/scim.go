package synth

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The names of the schemas that the identity service quotes.
const (
	scimList      = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	scimUserCore  = "urn:ietf:params:scim:schemas:core:2.0:User"
	scimGroupCore = "urn:ietf:params:scim:schemas:core:2.0:Group"
	ciscoUser     = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User"
	ciscoGroup    = "urn:scim:schemas:extension:cisco:webexidentity:2.0:Group"
	ciscoMembers  = "urn:scim:schemas:extension:cisco:webexidentity:2.0:GroupMembers"
)

// group is a group of accounts, with the roles that it hands down.
type group struct {
	id, name string
	roles    []string
	members  []*account
}

func (o *Organization) addGroup(what string, members ...*account) *group {
	g := &group{id: o.uuid("group", what), name: o.canaries.plant("group"), members: members}
	o.groups = append(o.groups, g)
	return g
}

func (o *Organization) scimMeta(kind, id, created, modified string) map[string]any {
	return map[string]any{
		"resourceType": kind, "organizationID": o.UUID, "created": created, "lastModified": modified,
		"version":  `W/"` + o.hexID("version", id)[:12] + `"`,
		"location": "https://webexapis.com/identity/scim/" + o.UUID + "/v2/" + kind + "s/" + id,
	}
}

// scimUser writes an account as the identity service does. The account status
// is an array, as in the answers that clients have seen, and not the word of
// the document.
func (o *Organization) scimUser(a *account) map[string]any {
	extension := map[string]any{"accountStatus": []string{a.status}, "userNameType": "email", "provisionSource": "AD"}
	if len(a.managedSites) > 0 {
		var managed []map[string]string
		for _, s := range a.managedSites {
			managed = append(managed, map[string]string{"siteName": s, "role": "full_admin"})
		}
		extension["managedSites"] = managed
	}
	user := map[string]any{
		"schemas":     []string{scimUserCore, ciscoUser},
		"id":          a.uuid,
		"userName":    a.email(),
		"active":      a.status == "active",
		"name":        map[string]string{"givenName": a.FirstName, "familyName": a.LastName},
		"displayName": a.DisplayName,
		"nickName":    a.NickName,
		"title":       a.Title,
		"emails":      []map[string]any{{"value": a.email(), "type": "work", "primary": true}},
		"userType":    "user",
		"externalId":  o.uuid("directory", a.uuid),
		"meta":        o.scimMeta("User", a.uuid, a.Created, a.LastModified),
		ciscoUser:     extension,
	}
	if len(a.scimRoles) > 0 {
		var roles []map[string]string
		for _, r := range a.scimRoles {
			roles = append(roles, map[string]string{"value": r, "type": "cirole", "display": r})
		}
		user["roles"] = roles
	}
	if len(a.PhoneNumbers) > 0 {
		user["phoneNumbers"] = []map[string]any{{"value": a.PhoneNumbers[0].Value, "type": "work", "primary": true}}
	}
	return user
}

// serveScimUsers lists the accounts of people; bots have none here.
func (o *Organization) serveScimUsers(w http.ResponseWriter, r *http.Request) {
	var users []map[string]any
	staff := o.staff
	if r.URL.Query().Get("sortBy") == "id" {
		staff = slices.SortedFunc(slices.Values(staff), func(a, b *account) int { return strings.Compare(a.uuid, b.uuid) })
	}
	for _, a := range staff {
		if a.Type == "person" && scimKeeps(r.URL.Query().Get("filter"), a) {
			users = append(users, o.scimUser(a))
		}
	}
	if start, end, ok := o.scimSlice(w, r.URL.Query(), len(users)); ok {
		o.answer(w, map[string]any{"schemas": []string{scimList}, "totalResults": len(users),
			"itemsPerPage": end - start, "startIndex": start + 1, "Resources": some(users[start:end])})
	}
}

// scimKeeps knows the one filter that is worth having: userName eq "address".
func scimKeeps(filter string, a *account) bool {
	name, ok := strings.CutPrefix(filter, "userName eq ")
	return !ok || strings.EqualFold(strings.Trim(name, `"`), a.email())
}

// serveScimGroups lists the groups. It calls the count totalResults, as the
// document's example does, and not memberSize, as its schema says.
func (o *Organization) serveScimGroups(w http.ResponseWriter, r *http.Request) {
	start, end, ok := o.scimSlice(w, r.URL.Query(), len(o.groups))
	if !ok {
		return
	}
	groups := o.groups
	if r.URL.Query().Get("sortBy") == "id" {
		groups = slices.SortedFunc(slices.Values(groups), func(a, b *group) int { return strings.Compare(a.id, b.id) })
	}
	list := []map[string]any{}
	for _, g := range groups[start:end] {
		inheritances := []map[string]any{}
		for _, role := range g.roles {
			inheritances = append(inheritances, map[string]any{"type": "role", "value": role, "nested": false, "scope": []string{"user"}})
		}
		item := map[string]any{
			"schemas": []string{scimGroupCore, ciscoGroup}, "id": g.id, "displayName": g.name,
			"meta": o.scimMeta("Group", g.id, milli(o.created), milli(o.created.Add(90*day))),
			ciscoGroup: map[string]any{"usage": "default", "provisionSource": "CH", "owners": []any{}, "managedBy": []any{},
				"inheritances": inheritances, "meta": map[string]string{"organizationID": o.UUID}},
		}
		if r.URL.Query().Get("includeMembers") == "true" {
			item["members"] = g.list()
		}
		list = append(list, item)
	}
	o.answer(w, map[string]any{"schemas": []string{scimList}, "totalResults": len(o.groups),
		"itemsPerPage": len(list), "startIndex": start + 1, "Resources": list})
}

// serveScimMembers lists the members of one group. It calls the count
// memberSize, as the document's example does, and not totalResults.
func (o *Organization) serveScimMembers(w http.ResponseWriter, r *http.Request) {
	i := slices.IndexFunc(o.groups, func(g *group) bool { return g.id == r.PathValue("groupId") })
	if i < 0 {
		o.fail(w, http.StatusNotFound, "no such group")
		return
	}
	members := o.groups[i].list()
	if start, end, ok := o.scimSlice(w, r.URL.Query(), len(members)); ok {
		o.answer(w, map[string]any{"schemas": []string{ciscoMembers}, "displayName": o.groups[i].name, "memberSize": len(members),
			"itemsPerPage": end - start, "startIndex": start + 1, "members": some(members[start:end])})
	}
}

func (g *group) list() []map[string]string {
	var members []map[string]string
	for _, a := range g.members {
		members = append(members, map[string]string{"value": a.uuid, "type": "user", "display": a.DisplayName})
	}
	return members
}

// scimSlice reads startIndex and count, and answers 400 when they are not
// numbers. No page holds more than 500.
func (o *Organization) scimSlice(w http.ResponseWriter, query url.Values, n int) (start, end int, ok bool) {
	start, okStart := number(query, "startIndex", 1)
	count, okCount := number(query, "count", 100)
	if !okStart || !okCount || count < 0 {
		o.fail(w, http.StatusBadRequest, "startIndex and count must be numbers")
		return 0, 0, false
	}
	start = min(max(start, 1)-1, n)
	return start, min(start+min(count, 500), n), true
}
