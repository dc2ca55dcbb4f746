package collect

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestRoomDevice(t *testing.T) {
	t.Parallel()
	const device = "lobby@clinic.rooms.webex.com"
	me := fmt.Sprintf(`{"id":%q,"userName":"it@clinic.example","userType":"user"}`, testMeUUID)
	scim := func(n int, more string) string {
		return fmt.Sprintf(`{"totalResults":%d,"itemsPerPage":2,"startIndex":1,"Resources":[%s,%s]}`, n+1, me, more)
	}
	tests := map[string]struct {
		scim  answer
		email string
		want  string
	}{
		"own":                   {answer{body: scim(1, `{"id":"u1","userName":"Lobby@clinic.rooms.webex.com","userType":"room"}`)}, device, snapshot.Staff},
		"of somebody else":      {answer{body: scim(1, `{"id":"u1","userName":"ward@clinic.rooms.webex.com","userType":"room"}`)}, device, snapshot.Outsider},
		"a person's":            {answer{body: scim(1, `{"id":"u1","userName":"lobby@clinic.rooms.webex.com","userType":"user"}`)}, device, snapshot.Outsider},
		"type not shown":        {answer{body: scim(1, `{"id":"u1","userName":"lobby@clinic.rooms.webex.com"}`)}, device, ""},
		"address not shown":     {answer{body: scim(1, `{"id":"u1","userType":"room"}`)}, device, ""},
		"accounts refused":      {answer{status: http.StatusForbidden, body: `{}`}, device, ""},
		"list that breaks off":  {answer{body: scim(2, `{"id":"u1","userName":"ward@clinic.rooms.webex.com","userType":"room"}`)}, device, ""},
		"the domain of all":     {answer{body: scim(1, `{"id":"u1","userName":"x@rooms.webex.com","userType":"room"}`)}, "x@rooms.webex.com", snapshot.Staff},
		"looks like the domain": {answer{status: http.StatusForbidden, body: `{}`}, "x@evilrooms.webex.com", snapshot.Outsider},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{usersPath: tt.scim})
			o := s.options()
			o.InternalDomains = []string{"clinic.example"}
			r := newRun(o, func(error) {})
			r.section(t.Context(), snapshot.AuditorName)
			r.section(t.Context(), snapshot.OrganizationName)
			p := r.party(t.Context(), tt.email)
			require.Equal(t, tt.want, p.Kind)
			require.NotEmpty(t, p.Key)
			if tt.want != snapshot.Staff {
				require.Empty(t, p.Email)
			}
		})
	}
}

// TestAccountsAreReadForRoomsOnly: other addresses cost no further request.
func TestAccountsAreReadForRoomsOnly(t *testing.T) {
	t.Parallel()
	s := newService(nil)
	o := s.options()
	o.InternalDomains = []string{"clinic.example"}
	newRun(o, func(error) {}).party(t.Context(), "jane@mail.example")
	require.Empty(t, s.paths())
}
