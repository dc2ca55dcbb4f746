package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// TestUnlisted: an account of the identity service that the people list lacks is
// named, so that somebody can look what it is. Rooms and telephones are in the
// one list only.
func TestUnlisted(t *testing.T) {
	t.Parallel()
	user := func(uuid string, change func(*snapshot.ScimUser)) snapshot.ScimUser {
		u := snapshot.ScimUser{UUID: uuid, Email: uuid + "@clinic.example", Active: snapshot.Yes, UserType: "user", Roles: []string{}}
		if change != nil {
			change(&u)
		}
		return u
	}
	for name, tt := range map[string]struct {
		users []snapshot.ScimUser
		want  string // the end of the detail; empty for none
	}{
		"nobody else":              {[]snapshot.ScimUser{user("listed", nil)}, ""},
		"a room":                   {[]snapshot.ScimUser{user("r", func(u *snapshot.ScimUser) { u.UserType = "room" })}, ""},
		"a line":                   {[]snapshot.ScimUser{user("l", func(u *snapshot.ScimUser) { u.UserType = "calling_service" })}, ""},
		"a line with a role":       {[]snapshot.ScimUser{user("l", func(u *snapshot.ScimUser) { u.UserType, u.Roles = "calling_service", []string{"id_full_admin"} })}, "lacks 1 account"},
		"one that is switched off": {[]snapshot.ScimUser{user("o", func(u *snapshot.ScimUser) { u.Active = snapshot.No })}, ""},
		"perhaps switched off":     {[]snapshot.ScimUser{user("o", func(u *snapshot.ScimUser) { u.Active = snapshot.Unknown })}, "as well: o@clinic.example"},
		"somebody":                 {[]snapshot.ScimUser{user("b", nil)}, "as well: b@clinic.example"},
		"without an address":       {[]snapshot.ScimUser{user("b", func(u *snapshot.ScimUser) { u.Email = "" })}, "as well: b"},
		"without anything":         {[]snapshot.ScimUser{{}}, "as well: one without a name"},
		"many": {
			[]snapshot.ScimUser{user("e", nil), user("d", nil), user("c", nil), user("b", nil)},
			"as well: b@clinic.example, c@clinic.example, d@clinic.example and 1 more",
		},
	} {
		in := &check.Input{Snapshot: &snapshot.Snapshot{}}
		in.People.Items = []snapshot.Person{{UUID: "listed"}}
		in.ScimUsers.Items = tt.users
		gap := in.Unlisted()
		if tt.want == "" {
			require.Nil(t, gap, name)
			continue
		}
		require.NotNil(t, gap, name)
		require.Equal(t, snapshot.Truncated, gap.Reason, name)
		require.Contains(t, gap.Detail, tt.want, name)
	}
}
