package collect

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// noIdentityRoles gives an identity service that was read whole and grants
// nobody but the auditor a role.
func noIdentityRoles(r *run) {
	r.s.ScimUsers.Items = []snapshot.ScimUser{
		{UUID: "U-aud", Roles: []string{"id_full_admin"}}, {UUID: "U-doc", Roles: []string{}}, {UUID: "U-nur", Roles: []string{}},
	}
	r.s.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{}}}
	r.give(snapshot.ScimUsersName)
	r.give(snapshot.ScimGroupsName)
}

// TestAuthorizationsOfRolesElsewhere: who holds a role that the people list does
// not show is asked about like all who do, and where it is not known who that is,
// the list is not whole.
func TestAuthorizationsOfRolesElsewhere(t *testing.T) {
	t.Parallel()
	admins := func(members ...string) snapshot.ScimGroup {
		return snapshot.ScimGroup{ID: "admins", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: append([]string{}, members...)}
	}
	with := func(change func(*snapshot.ScimGroup)) func(*run) {
		return func(r *run) {
			g := admins("U-nur")
			change(&g)
			r.s.ScimGroups.Items = append(r.s.ScimGroups.Items, g)
		}
	}
	cut := &snapshot.Gap{Reason: snapshot.Throttled, Detail: "slow down"}
	asked := func(ids ...string) []string {
		all := []string{}
		for _, id := range ids {
			all = append(all, "personId="+id)
		}
		return all
	}
	for name, tt := range map[string]struct {
		change func(*run)
		want   []string
		gap    snapshot.Reason
	}{
		"nobody":          {func(*run) {}, asked("P-aud"), ""},
		"through a group": {with(func(*snapshot.ScimGroup) {}), asked("P-aud", "P-nur"), ""},
		"through two groups": {func(r *run) {
			r.s.ScimGroups.Items = []snapshot.ScimGroup{admins("U-nur"), admins("U-doc", "U-nur", "U-aud")}
		}, asked("P-aud", "P-doc", "P-nur"), ""},
		"in the identity service":        {func(r *run) { r.s.ScimUsers.Items[1].Roles = []string{"id_user_admin"} }, asked("P-aud", "P-doc"), ""},
		"an agent of the Contact Center": {func(r *run) { r.s.ScimUsers.Items[1].Roles = []string{"id_user", "cjp.premium_agent"} }, asked("P-aud"), ""},
		"people list hides the roles":    {func(r *run) { r.s.People.Items[2].Roles = nil; with(func(*snapshot.ScimGroup) {})(r) }, asked("P-aud", "P-nur"), snapshot.FieldAbsent},
		"not in the people list":         {with(func(g *snapshot.ScimGroup) { g.MemberUUIDs = []string{"U-else", "U-nur"} }), asked("P-aud", "P-nur"), snapshot.Truncated},
		"a group that grants nothing":    {with(func(g *snapshot.ScimGroup) { g.GrantsRoles = []string{} }), asked("P-aud"), ""},
		"a group of agents":              {with(func(g *snapshot.ScimGroup) { g.GrantsRoles = []string{"cjp.premium_agent"} }), asked("P-aud"), ""},
		"a group without its roles":      {with(func(g *snapshot.ScimGroup) { g.GrantsRoles = nil }), asked("P-aud"), snapshot.FieldAbsent},
		"members not read to the end":    {with(func(g *snapshot.ScimGroup) { g.Gap = cut }), asked("P-aud", "P-nur"), snapshot.Throttled},
		"members not read":               {with(func(g *snapshot.ScimGroup) { g.MemberUUIDs, g.Gap = nil, cut }), asked("P-aud"), snapshot.Throttled},
		"groups not read":                {func(r *run) { r.s.ScimGroups = snapshot.Section[snapshot.ScimGroup]{Gap: cut} }, asked("P-aud"), snapshot.Throttled},
		"groups not read to the end":     {func(r *run) { with(func(*snapshot.ScimGroup) {})(r); r.s.ScimGroups.Gap = cut }, asked("P-aud", "P-nur"), snapshot.Throttled},
		"identity service not read":      {func(r *run) { r.s.ScimUsers = snapshot.Section[snapshot.ScimUser]{Gap: cut} }, asked("P-aud"), snapshot.Throttled},
		"it does not show roles":         {func(r *run) { r.s.ScimUsers.Items[2].Roles = nil }, asked("P-aud"), snapshot.FieldAbsent},
		"an account of it has no UUID":   {func(r *run) { r.s.ScimUsers.Items[2].UUID = "" }, asked("P-aud"), snapshot.FieldAbsent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{authorizationsEndpoint.Path: always(
				rows(`{"id":"canary","applicationId":"canary","clientId":"C1","applicationName":"Notes","created":"2026-02-01T00:00:00Z","type":"refresh","personId":"canary"}`))}}
			r := onWard(w)
			noIdentityRoles(r)
			for i, roles := range [][]string{{"R-full"}, {}, {}} {
				r.s.People.Items[i].Roles = roles
			}
			tt.change(r)
			r.section(t.Context(), snapshot.AuthorizationsName)
			require.Equal(t, tt.want, w.queries(authorizationsEndpoint.Path))
			require.Equal(t, tt.gap, reason(r.s.Authorizations.Missing()))
			require.Len(t, r.s.Authorizations.Items, len(tt.want))
			for _, p := range r.s.Authorizations.Items {
				require.Len(t, p.Apps, 1)
			}
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

// TestAuthorizationsWithoutPeople: only the people list has ids to ask with.
func TestAuthorizationsWithoutPeople(t *testing.T) {
	t.Parallel()
	w := &ward{}
	r := onWard(w)
	noIdentityRoles(r)
	r.s.People = snapshot.Section[snapshot.Person]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
	r.section(t.Context(), snapshot.AuthorizationsName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.Authorizations.Missing()))
	require.Nil(t, r.s.Authorizations.Items)
	require.Empty(t, w.queries(authorizationsEndpoint.Path))
}

// TestAuthorizationsOfMany: the most that are asked about holds for all of them.
func TestAuthorizationsOfMany(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{authorizationsEndpoint.Path: always(rows())}}
	r := onWard(w)
	noIdentityRoles(r)
	group := snapshot.ScimGroup{ID: "admins", GrantsRoles: []string{"id_user_admin"}}
	r.s.People.Items = nil
	for i := range authorizationLists + 1 {
		uuid := fmt.Sprintf("U-%d", i)
		r.s.People.Items = append(r.s.People.Items, snapshot.Person{ID: "P" + uuid, UUID: uuid, Roles: []string{}})
		group.MemberUUIDs = append(group.MemberUUIDs, uuid)
	}
	r.s.ScimUsers.Items, r.s.ScimGroups.Items = []snapshot.ScimUser{}, []snapshot.ScimGroup{group}
	r.section(t.Context(), snapshot.AuthorizationsName)
	require.Equal(t, snapshot.Truncated, reason(r.s.Authorizations.Missing()))
	require.Len(t, w.queries(authorizationsEndpoint.Path), authorizationLists)
}

// TestPreflightOfRolesElsewhere: what hides who holds a role leaves a hole in
// what they have authorised, and the members of a group count in the estimate.
func TestPreflightOfRolesElsewhere(t *testing.T) {
	t.Parallel()
	only := func(o *Options) { o.Want = []snapshot.Name{snapshot.AuthorizationsName} }
	for _, e := range []Endpoint{scimUsersEndpoint, scimGroupsEndpoint, scimMembersEndpoint} {
		t.Run(e.Path, func(t *testing.T) {
			t.Parallel()
			o := synth.Clinic()
			s := webextest.NewServer(o)
			defer s.Close()
			whole, err := preflight(t, o, s, only)
			require.NoError(t, err)
			require.True(t, whole.Outlook(snapshot.AuthorizationsName).Readable())
			s.Deny(e.Path)
			f, err := preflight(t, o, s, only)
			require.NoError(t, err)
			out := f.Outlook(snapshot.AuthorizationsName)
			require.False(t, out.Lost, "who holds a role by the people list is asked about all the same")
			require.NotEmpty(t, out.Holes)
			for _, h := range out.Holes {
				require.True(t, h.Whole)
			}
		})
	}
	k := &known{r: &run{s: &snapshot.Snapshot{}}}
	require.Equal(t, exactly(0), k.groupMembers())
	k.roleGroups = []string{"a"}
	require.Equal(t, between(0, 1), k.groupMembers(), "of a size that nothing tells")
	k.roleGroups, k.memberTotal = []string{"a", "b"}, snapshot.Some(40)
	require.Equal(t, Estimate{0, 80, true}, k.groupMembers())
}
