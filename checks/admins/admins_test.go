package admins

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func evaluate(t *testing.T, c check.Check, s snapshot.Snapshot, params map[string]any) check.Outcome {
	t.Helper()
	all := check.Defaults(c.Params)
	for name, v := range params {
		require.Contains(t, all, name)
		all[name] = v
	}
	return engine.Evaluate(c, &check.Input{Snapshot: &s, Now: now, Today: finding.DayOf(now, time.UTC), Params: all})
}

func messages(o check.Outcome) (all string) {
	for _, f := range o.Findings {
		all += string(f.Status) + ": " + f.Message + "\n"
	}
	return all
}

var refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}

// organisation is one full administrator ("a") and one nurse ("n"), on whom all
// lists agree, with an audit log and sign-ins. Tests change what they are about.
func organisation(changes ...func(*snapshot.Snapshot)) snapshot.Snapshot {
	s := snapshot.Snapshot{
		InternalDomains: []string{"clinic.example"},
		Auditor:         snapshot.Record[snapshot.Auditor]{Value: &snapshot.Auditor{ID: "id-a", UUID: "a", OrgID: "org", Type: "person", Roles: []string{"r-full"}}},
		Organization:    snapshot.Record[snapshot.Organization]{Value: &snapshot.Organization{ID: "org", UUID: "own"}},
		Roles: snapshot.Section[snapshot.Role]{Items: []snapshot.Role{
			{ID: "r-full", Name: "Full Administrator"}, {ID: "r-co", Name: "Compliance Officer"}, {ID: "r-ro", Name: "Read-only Administrator"},
		}},
		People:     snapshot.Section[snapshot.Person]{Items: []snapshot.Person{account("a", "r-full"), account("n")}},
		ScimUsers:  snapshot.Section[snapshot.ScimUser]{Items: []snapshot.ScimUser{identity("a", "id_full_admin"), identity("n")}},
		ScimGroups: snapshot.Section[snapshot.ScimGroup]{Items: []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{}}}},
		AdminAudit: snapshot.Section[snapshot.AdminEvent]{Items: []snapshot.AdminEvent{event("a", "USERS")}, Source: snapshot.Source{Since: ago(365)}},
		SignIns:    snapshot.Section[snapshot.SignIn]{Items: []snapshot.SignIn{}, Source: snapshot.Source{Since: ago(90)}},
	}
	for _, change := range changes {
		change(&s)
	}
	return s
}

func account(uuid string, roles ...string) snapshot.Person {
	return snapshot.Person{
		ID: "id-" + uuid, UUID: uuid, OrgID: "org", Email: uuid + "@clinic.example", DisplayName: "Somebody", Type: "person",
		Roles: append([]string{}, roles...), Licenses: []string{}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No,
		Created: ago(900), LastActivity: ago(1),
	}
}

func identity(uuid string, roles ...string) snapshot.ScimUser {
	return snapshot.ScimUser{UUID: uuid, Active: snapshot.Yes, UserType: "user", Roles: append([]string{}, roles...)}
}

func event(actor, category string) snapshot.AdminEvent {
	return snapshot.AdminEvent{
		At: ago(10), ActorUUID: actor, ActorOrg: "own", Actor: snapshot.Party{Kind: snapshot.Staff, Domain: "clinic.example"},
		Category: category, RoleGrant: snapshot.No, RoleRemoval: snapshot.No,
	}
}

// admins adds administrators with a role, on whom both lists agree.
func admins(role, scim string, uuids ...string) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) {
		for _, u := range uuids {
			s.People.Items = append(s.People.Items, account(u, role))
			s.ScimUsers.Items = append(s.ScimUsers.Items, identity(u, scim))
		}
	}
}

// first changes the full administrator "a".
func first(change func(*snapshot.Person)) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) { change(&s.People.Items[0]) }
}

func TestViewJoinsEverySource(t *testing.T) {
	t.Parallel()
	s := organisation(func(s *snapshot.Snapshot) {
		s.People.Items = append(s.People.Items, account("c", "r-co"))
		s.ScimUsers.Items = append(s.ScimUsers.Items, identity("c"),
			snapshot.ScimUser{UUID: "s", Email: "s@clinic.example", Roles: []string{}, ManagedSites: []snapshot.ManagedScope{{ID: "clinic.webex.com"}}})
		s.ScimGroups.Items = append(s.ScimGroups.Items, snapshot.ScimGroup{ID: "h", GrantsRoles: []string{"id_full_admin", "id_user"}, MemberUUIDs: []string{"n", "x"}})
	})
	v := administrators(&check.Input{Snapshot: &s})
	require.Empty(t, v.doubts)
	have := map[string]string{}
	for _, a := range v.admins {
		have[a.name()] = a.titles()
	}
	require.Equal(t, map[string]string{
		"a@clinic.example": "full administrator",
		"c@clinic.example": "compliance officer",
		"n@clinic.example": "full administrator",
		"s@clinic.example": "site administrator",
		"account x":        "full administrator",
	}, have)
}

func TestViewDoubts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		says   string
	}{
		"roles that are not shown":      {first(func(p *snapshot.Person) { p.Roles = nil }), "the roles of 1 account"},
		"an account without id":         {first(func(p *snapshot.Person) { p.UUID = "" }), "a usable id for 1 account"},
		"a role without name":           {func(s *snapshot.Snapshot) { s.Roles.Items[0].Name = "" }, "the name of the role"},
		"a role that is not listed":     {func(s *snapshot.Snapshot) { s.Roles.Items = s.Roles.Items[1:] }, "the name of the role"},
		"identity service hides roles":  {func(s *snapshot.Snapshot) { s.ScimUsers.Items[1].Roles = nil }, "did not return the roles of 1 account"},
		"identity service without id":   {func(s *snapshot.Snapshot) { s.ScimUsers.Items[1].UUID = "" }, "did not return the id of 1 account"},
		"a group that says nothing":     {func(s *snapshot.Snapshot) { s.ScimGroups.Items[0].GrantsRoles = nil }, "come with 1 group"},
		"a group whose members are not": {func(s *snapshot.Snapshot) { s.ScimGroups.Items[0].GrantsRoles = []string{"id_full_admin"} }, "the members of 1 group"},
		"a group that was refused": {func(s *snapshot.Snapshot) {
			s.ScimGroups.Items[0] = snapshot.ScimGroup{ID: "g", GrantsRoles: []string{"id_full_admin"}, Gap: refused}
		}, "refused"},
		"a member without id": {func(s *snapshot.Snapshot) {
			s.ScimGroups.Items[0] = snapshot.ScimGroup{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{""}}
		}, "the id of 1 member"},
		"nobody at all": {func(s *snapshot.Snapshot) {
			s.People.Items, s.ScimUsers.Items = []snapshot.Person{}, []snapshot.ScimUser{}
		}, "no administrator at all"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := organisation(tt.change)
			v := administrators(&check.Input{Snapshot: &s})
			require.Len(t, v.doubts, 1)
			require.Contains(t, v.doubts[0].Message, tt.says)
		})
	}
}

func TestReadApprovals(t *testing.T) {
	t.Parallel()
	list, err := readApprovals([]string{"A@clinic.example", " b@clinic.example | runs Webex | 2026-10-01 "})
	require.NoError(t, err)
	require.Equal(t, approvals{
		{who: "a@clinic.example"},
		{who: "b@clinic.example", reason: "runs Webex", date: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)},
	}, list)
	require.False(t, list[1].expired(time.Date(2026, 10, 1, 23, 59, 0, 0, time.UTC)))
	require.True(t, list[1].expired(time.Date(2026, 10, 2, 0, 0, 0, 0, time.UTC)))

	for _, bad := range []string{"", "|x|2026-10-01", "a b", "a@x|why", "a@x||2026-10-01", "a@x|why|1 Oct", "a@x|why|2026-02-30", "a@x|why|2026-10-01|x"} {
		_, err := readApprovals([]string{bad})
		require.Error(t, err, "%q", bad)
	}
	_, err = readApprovals([]string{"a@x", "A@x|why|2026-10-01"})
	require.ErrorContains(t, err, "entry 2")
}

func TestFewNamesTen(t *testing.T) {
	t.Parallel()
	var as []*administrator
	for _, u := range "abcdefghijkl" {
		as = append(as, &administrator{uuid: string(u)})
	}
	require.Equal(t, "account a, account b", few(as[:2]))
	require.Contains(t, few(as), "account j and 2 more")
}
