package collect

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// person is an account of the people list with more fields.
func person(n int, email, more string) string {
	return fmt.Sprintf(`{"id":%q,"emails":[%q]%s}`, hydra("PEOPLE", testUUID(n)), email, more)
}

func TestPeople(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{
		"/v1/people?max=1000": {next: "/v1/people?max=1000&cursor=abc", body: items(
			person(1, "Ann@Clinic.example", `,"orgId":"o","displayName":"Ann B","firstName":"Ann","lastName":"","type":"person",
				"roles":["r1,r2"],"licenses":["L1","L2"],"loginEnabled":true,"invitePending":"false",
				"created":"2020-01-01T00:00:00.000Z","lastActivity":"2026-03-01T10:00:00.000Z","phoneNumbers":[{"value":"+1"}]`))},
		"/v1/people?cursor=abc&max=1000": {body: items(person(2, "bob@gmail.com", `,"type":"person","licenses":[],"loginEnabled":"true","invitePending":"false"`))},
	})
	snap := s.collect(t, snapshot.PeopleName)
	require.Nil(t, snap.People.Missing())
	require.Equal(t, []snapshot.Person{
		{
			ID: hydra("PEOPLE", testUUID(1)), UUID: testUUID(1), OrgID: "o", Email: "ann@clinic.example", Emails: []string{"ann@clinic.example"},
			DisplayName: "Ann B", HasFirstName: snapshot.Yes, HasLastName: snapshot.No, Type: "person",
			Roles: []string{"r1", "r2"}, Licenses: []string{"L1", "L2"}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No,
			Created: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), LastActivity: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC),
		},
		{
			ID: hydra("PEOPLE", testUUID(2)), UUID: testUUID(2), Email: "bob@gmail.com", Emails: []string{"bob@gmail.com"}, Type: "person",
			Roles: []string{}, Licenses: []string{}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No,
		},
	}, snap.People.Items)
	require.Equal(t, []string{"clinic.example"}, snap.InternalDomains)
	for _, p := range s.paths() {
		require.NotContains(t, p, "excludeStatus", "it would hide the last activity")
	}
}

func TestPeopleRolesNotShown(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		more     [2]string
		roles    [2][]string
		licenses [2][]string
	}{
		"absent for everybody":  {},
		"empty for everybody":   {more: [2]string{`,"roles":[],"licenses":[]`, `,"roles":[],"licenses":[]`}, licenses: [2][]string{{}, {}}},
		"shown for one":         {more: [2]string{`,"roles":["r"],"licenses":["L"]`, ``}, roles: [2][]string{{"r"}, {}}, licenses: [2][]string{{"L"}, nil}},
		"null for one":          {more: [2]string{`,"roles":["r"],"licenses":["L"]`, `,"roles":null,"licenses":null`}, roles: [2][]string{{"r"}, {}}, licenses: [2][]string{{"L"}, nil}},
		"licences without role": {more: [2]string{`,"licenses":["L"]`, ``}, licenses: [2][]string{{"L"}, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(map[string]answer{"/v1/people": {body: items(person(1, "a@c.example", tt.more[0]), person(2, "b@c.example", tt.more[1]))}}).
				collect(t, snapshot.PeopleName)
			for i, p := range snap.People.Items {
				require.Equal(t, tt.roles[i], p.Roles)
				require.Equal(t, tt.licenses[i], p.Licenses)
			}
		})
	}
}

func TestPeopleHalfRead(t *testing.T) {
	t.Parallel()
	snap := newService(map[string]answer{
		"/v1/people?max=1000":          {next: "/v1/people?cursor=x&max=1000", body: items(person(1, "a@c.example", ""))},
		"/v1/people?cursor=x&max=1000": {status: http.StatusServiceUnavailable},
	}).collect(t, snapshot.PeopleName)
	require.Len(t, snap.People.Items, 1)
	require.Equal(t, snapshot.Truncated, snap.People.Missing().Reason)
}

// A token that may not see the accounts gets a list without them, and no error.
func TestAccountsWithoutTheTokensOwn(t *testing.T) {
	t.Parallel()
	me := func(kind string) string {
		return fmt.Sprintf(`{"id":%q,"orgId":%q,"type":%q}`, hydra("PEOPLE", testMeUUID), hydra("ORGANIZATION", testOrgUUID), kind)
	}
	for name, tt := range map[string]struct {
		kind  string
		uuids []int
		want  snapshot.Reason
	}{
		"nobody":                            {"person", nil, snapshot.Forbidden},
		"nobody, for a bot":                 {"bot", nil, snapshot.Forbidden},
		"others only":                       {"person", []int{2, 3}, snapshot.Forbidden},
		"others only, for one of no type":   {"", []int{2, 3}, snapshot.Forbidden},
		"others only, for a service app":    {"appuser", []int{2, 3}, ""},
		"others and the token's own person": {"person", []int{2, 1}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var people, users []string
			for _, n := range tt.uuids {
				people = append(people, person(n, fmt.Sprintf("p%d@clinic.example", n), ""))
				users = append(users, fmt.Sprintf(`{"id":%q}`, testUUID(n)))
			}
			snap := newService(map[string]answer{
				"/v1/people/me": {body: me(tt.kind)},
				"/v1/people":    {body: items(people...)},
				usersPath:       {body: scimList("Resources", users...)},
			}).collect(t, snapshot.PeopleName, snapshot.ScimUsersName)
			require.Len(t, snap.People.Items, len(tt.uuids))
			require.Len(t, snap.ScimUsers.Items, len(tt.uuids))
			require.Equal(t, tt.want, reason(snap.People.Missing()))
			require.Equal(t, tt.want, reason(snap.ScimUsers.Missing()))
		})
	}
}

func TestStaffDomains(t *testing.T) {
	t.Parallel()
	yes, no, unknown := snapshot.Yes, snapshot.No, snapshot.Unknown
	for _, tt := range []struct {
		name           string
		kind, email    string
		login, pending snapshot.Tri
		want, doubtful []string
	}{
		{"active", "person", "a@clinic.example", yes, no, []string{"clinic.example"}, nil},
		{"disabled", "person", "a@clinic.example", no, unknown, nil, nil},
		{"invited", "person", "a@clinic.example", unknown, yes, nil, nil},
		{"login not shown", "person", "a@clinic.example", unknown, no, nil, []string{"clinic.example"}},
		{"invitation not shown", "person", "a@clinic.example", yes, unknown, nil, []string{"clinic.example"}},
		{"type not shown", "", "a@clinic.example", yes, no, nil, []string{"clinic.example"}},
		{"bot", "bot", "a@clinic.example", yes, no, nil, nil},
		{"consumer", "person", "a@gmail.com", unknown, no, nil, nil},
		{"consumer abroad", "person", "a@yahoo.co.in", yes, no, nil, nil},
		{"consumer of a region", "person", "a@nc.rr.com", yes, no, nil, nil},
		{"clinic with such a name", "person", "a@yahoo-clinic.example", yes, no, []string{"yahoo-clinic.example"}, nil},
		{"no address", "person", "", yes, no, nil, []string{"*"}},
		{"no address, disabled", "person", "", no, no, nil, nil},
	} {
		p := snapshot.Person{Type: tt.kind, Email: tt.email, LoginEnabled: tt.login, InvitePending: tt.pending}
		internal, doubtful := staffDomains([]snapshot.Person{p})
		require.Equal(t, tt.want, internal, tt.name)
		require.Equal(t, tt.doubtful, doubtful, tt.name)
	}
}

func TestParty(t *testing.T) {
	t.Parallel()
	active := `,"type":"person","loginEnabled":true,"invitePending":false`
	answers := map[string]answer{"/v1/people": {body: items(person(1, "ann@clinic.example", active))}}
	newRunOf := func(answers map[string]answer, domains ...string) *run {
		o := newService(answers).options()
		o.InternalDomains = domains
		r := newRun(o, func(error) {})
		r.section(t.Context(), snapshot.OrganizationName)
		return r
	}

	r := newRunOf(answers)
	staff := r.party(t.Context(), " Bob@CLINIC.example ")
	require.Equal(t, snapshot.Party{Kind: snapshot.Staff, Email: "bob@clinic.example", Domain: "clinic.example", Key: staff.Key}, staff)
	require.Len(t, staff.Key, 16)
	outsider := r.party(t.Context(), "Jane@mail.example")
	require.Equal(t, snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: outsider.Key}, outsider)
	require.Equal(t, outsider, r.party(t.Context(), "jane@mail.example"))
	require.NotEqual(t, outsider.Key, r.party(t.Context(), "john@mail.example").Key)
	require.Equal(t, snapshot.Party{Kind: snapshot.Anonymous}, r.party(t.Context(), ""))
	require.Equal(t, snapshot.Outsider, r.party(t.Context(), "nobody").Kind)
	require.Equal(t, snapshot.Outsider, r.party(t.Context(), "x@evil-clinic.example").Kind)
	require.Empty(t, r.key(""))

	r = newRunOf(nil)
	require.Empty(t, r.party(t.Context(), "ann@clinic.example").Kind, "people unreadable: nobody can be told")
	require.Empty(t, r.party(t.Context(), "ann@clinic.example").Email)
	require.Equal(t, snapshot.Outsider, r.party(t.Context(), "ann@gmail.com").Kind, "a consumer domain is never internal")

	r = newRunOf(answers, "@Other.example.", "other.example")
	require.Equal(t, []string{"other.example"}, r.s.InternalDomains)
	require.Equal(t, snapshot.Staff, r.party(t.Context(), "x@other.example").Kind)
	require.Equal(t, snapshot.Outsider, r.party(t.Context(), "ann@clinic.example").Kind, "given domains replace the derived ones")

	other := newRunOf(answers)
	other.o.Key = []byte("another key")
	require.NotEqual(t, outsider.Key, other.party(t.Context(), "jane@mail.example").Key)
}

func TestGivenDomainsSurviveThePeople(t *testing.T) {
	t.Parallel()
	s := newService(map[string]answer{"/v1/people": {body: items(person(1, "ann@clinic.example", `,"type":"person","loginEnabled":true,"invitePending":false`))}})
	o := s.options(snapshot.PeopleName)
	o.InternalDomains = []string{"given.example"}
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, []string{"given.example"}, snap.InternalDomains)
}
