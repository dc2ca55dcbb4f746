package collect

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

const (
	usersPath  = "/identity/scim/" + testOrgUUID + "/v2/Users"
	groupsPath = "/identity/scim/" + testOrgUUID + "/v2/Groups"
)

// scimList is the body of a SCIM list.
func scimList(key string, entries ...string) string {
	return fmt.Sprintf(`{"schemas":["x"],"totalResults":%d,"itemsPerPage":%d,"startIndex":1,%q:[%s]}`,
		len(entries), len(entries), key, strings.Join(entries, ","))
}

func TestScimUsers(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{usersPath: {body: scimList("Resources",
		`{"id":"`+testUUID(1)+`","userName":"Ann@clinic.example","active":true,"userType":"user","externalId":"e1",
			"roles":[{"value":"id_full_admin","type":"cirole"},{"value":"id_user_admin"}],"name":{"givenName":"Ann"},
			"urn:scim:schemas:extension:cisco:webexidentity:2.0:User":{"accountStatus":["active"],
				"managedOrgs":[{"orgId":"o","role":"id_full_admin"}],"managedGroups":[{"orgId":"o","groupId":"g","role":"location_admin"}],
				"managedSites":[{"siteName":"One.webex.com","role":"full_admin"}]}}`,
		`{"id":"`+testUUID(2)+`","userName":"bob@clinic.example","userType":"user","externalId":"",
			"urn:scim:schemas:extension:cisco:webexidentity:2.0:User":{"accountStatus":"pending"}}`)}}).
		collect(t, snapshot.ScimUsersName)
	require.Nil(t, snap.ScimUsers.Missing())
	require.Equal(t, []snapshot.ScimUser{
		{
			UUID: testUUID(1), Email: "ann@clinic.example", Active: snapshot.Yes, UserType: "user", Roles: []string{"id_full_admin", "id_user_admin"},
			HasExternalID: snapshot.Yes, AccountStatus: "active",
			ManagedOrgs:   []snapshot.ManagedScope{{ID: "o", Role: "id_full_admin"}},
			ManagedGroups: []snapshot.ManagedScope{{ID: "g", Role: "location_admin"}},
			ManagedSites:  []snapshot.ManagedScope{{ID: "one.webex.com", Role: "full_admin"}},
		},
		{UUID: testUUID(2), Email: "bob@clinic.example", UserType: "user", Roles: []string{}, HasExternalID: snapshot.No, AccountStatus: "pending"},
	}, snap.ScimUsers.Items)
}

func TestScimUsersWithoutAnyRole(t *testing.T) {
	t.Parallel()
	for _, roles := range []string{``, `,"roles":[]`, `,"roles":null`, `,"roles":[{"value":"cjp.premium_agent","type":"serviceRole"}]`} {
		snap := newService(map[string]answer{usersPath: {body: scimList("Resources", `{"id":"`+testUUID(1)+`"`+roles+`}`)}}).
			collect(t, snapshot.ScimUsersName)
		require.Len(t, snap.ScimUsers.Items, 1)
		require.Nil(t, snap.ScimUsers.Items[0].Roles, "no organisation is without administrators: roles were hidden")
	}
}

func TestScimUsersBreakOff(t *testing.T) {
	t.Parallel()
	body := fmt.Sprintf(`{"totalResults":3,"itemsPerPage":1,"startIndex":1,"Resources":[{"id":%q}]}`, testUUID(1))
	snap := newService(map[string]answer{
		usersPath + "?count=500&sortBy=id&startIndex=1": {body: body},
		usersPath + "?count=500&sortBy=id&startIndex=2": {status: http.StatusForbidden},
	}).collect(t, snapshot.ScimUsersName)
	require.Len(t, snap.ScimUsers.Items, 1)
	require.Equal(t, snapshot.Truncated, snap.ScimUsers.Missing().Reason)
}

// group is a SCIM group with its Webex extension.
func group(id, extension string) string {
	return fmt.Sprintf(`{"id":%q,"displayName":"secret",%q:%s}`, id, "urn:scim:schemas:extension:cisco:webexidentity:2.0:Group", extension)
}

func TestScimGroups(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{
		groupsPath: {body: scimList("Resources",
			`{"id":"g0"}`,
			group("g1", `{"usage":"location"}`),
			group("g2", `{"inheritances":[{"type":"license","value":"L"}]}`),
			group("g3", `{"inheritances":[{"type":"role","value":"id_full_admin","nested":false}]}`),
			group("g4", `{"inheritances":[{"type":"role","value":"id_user_admin"}]}`),
			group("g5", `{"inheritances":[{"type":"role","value":"id_readonly_admin"}]}`),
			group("g6", `null`),
			group("g7", `{"inheritances":[{"type":"role","value":"id_full_admin"},{"type":"role"}]}`),
			group("g8", `{"inheritances":[{"value":null}]}`),
			group("g9", `{"inheritances":[{"type":"license"}]}`),
			group("g10", `{"inheritances":[{"type":"Role","value":"id_full_admin"}]}`),
			group("g11", `{"inheritances":[{"type":"location_role","value":"location_full_admin","locationId":"secret"}]}`))},
		groupsPath + "/g3/Members":                   {body: scimList("members", `{"type":"user","value":"`+testUUID(2)+`","display":"Jane"}`, `{"type":"user","value":"`+testUUID(1)+`"}`, `{"type":"group","value":"`+testUUID(50)+`"}`)},
		groupsPath + "/g4/Members":                   {body: scimList("members", `{"type":"group","value":"`+testUUID(50)+`"}`, `{"type":"user","value":"`+testUUID(1)+`"}`)},
		groupsPath + "/" + testUUID(50) + "/Members": {body: scimList("members", `{"type":"user","value":"`+testUUID(3)+`"}`, `{"type":"group","value":"`+testUUID(50)+`"}`)},
		groupsPath + "/g5/Members":                   {status: http.StatusForbidden},
		// Webex's own schema writes the types with a capital, its examples without.
		groupsPath + "/g10/Members": {body: scimList("members", `{"type":"Group","value":"`+testUUID(50)+`"}`, `{"type":"User","value":"`+testUUID(2)+`"}`)},
		groupsPath + "/g11/Members": {body: scimList("members", `{"type":"user","value":"`+testUUID(4)+`"}`)},
	})
	snap := s.collect(t, snapshot.ScimGroupsName)
	require.Nil(t, snap.ScimGroups.Missing())
	got := snap.ScimGroups.Items
	require.Len(t, got, 12)
	require.Equal(t, snapshot.ScimGroup{ID: "g0"}, got[0], "not described: unknown")
	require.Equal(t, snapshot.ScimGroup{ID: "g1", GrantsRoles: []string{}}, got[1])
	require.Equal(t, snapshot.ScimGroup{ID: "g2", GrantsRoles: []string{}}, got[2])
	require.Equal(t, snapshot.ScimGroup{ID: "g3", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{testUUID(1), testUUID(2)}}, got[3])
	require.Equal(t, snapshot.ScimGroup{ID: "g4", GrantsRoles: []string{"id_user_admin"}, MemberUUIDs: []string{testUUID(1), testUUID(3)}}, got[4],
		"members of groups inside inherit, unless Webex says that they do not")
	require.Equal(t, snapshot.Forbidden, got[5].Gap.Reason)
	require.Equal(t, snapshot.ScimGroup{ID: "g6"}, got[6])
	require.Equal(t, snapshot.ScimGroup{ID: "g7"}, got[7], "a role that is not named: unknown")
	require.Equal(t, snapshot.ScimGroup{ID: "g8"}, got[8], "perhaps a role, and not named: unknown")
	require.Equal(t, snapshot.ScimGroup{ID: "g9", GrantsRoles: []string{}}, got[9])
	require.Equal(t, snapshot.ScimGroup{ID: "g10", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{testUUID(2), testUUID(3)}}, got[10])
	require.Equal(t, snapshot.ScimGroup{ID: "g11", GrantsRoles: []string{"location_full_admin"}, MemberUUIDs: []string{testUUID(4)}}, got[11])
	for _, p := range s.paths() {
		require.NotContains(t, p, "/g1/", "members of groups without roles are nobody's business")
	}
}

func TestScimGroupMemberWithoutID(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{
		groupsPath:                {body: scimList("Resources", group("g", `{"inheritances":[{"type":"role","value":"id_full_admin"}]}`))},
		groupsPath + "/g/Members": {body: scimList("members", `{"type":"user"}`)},
	}).collect(t, snapshot.ScimGroupsName)
	require.Equal(t, snapshot.Schema, snap.ScimGroups.Items[0].Gap.Reason)
}

// A list whose pages shift while they are read gives one entry twice, and skips
// another.
func TestScimListsThatShift(t *testing.T) {
	t.Parallel()
	user := `{"id":"` + testUUID(1) + `"}`
	admin := group("g", `{"inheritances":[{"type":"role","value":"id_full_admin"}]}`)
	member := `{"type":"user","value":"` + testUUID(2) + `"}`
	s := newService(map[string]answer{
		usersPath:                 {body: scimList("Resources", user, user)},
		groupsPath:                {body: scimList("Resources", admin, group("h", `{}`))},
		groupsPath + "/g/Members": {body: scimList("members", member, member)},
	})
	snap := s.collect(t, snapshot.ScimUsersName, snapshot.ScimGroupsName)
	require.Equal(t, snapshot.Truncated, snap.ScimUsers.Missing().Reason)
	require.Nil(t, snap.ScimGroups.Missing())
	require.Equal(t, snapshot.Truncated, snap.ScimGroups.Items[0].Gap.Reason)

	s.answers[groupsPath] = answer{body: scimList("Resources", admin, admin)}
	require.Equal(t, snapshot.Truncated, s.collect(t, snapshot.ScimGroupsName).ScimGroups.Missing().Reason)
	for _, p := range s.paths() {
		require.Equal(t, !strings.Contains(p, "/Members"), strings.Contains(p, "sortBy=id"), "%s: only members cannot be sorted", p)
	}
}
