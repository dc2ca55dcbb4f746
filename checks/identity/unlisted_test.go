package identity

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Everyone is nobody in particular: a people list that ended early looks like a
// whole one, and only the identity service shows who is missing.
func TestEveryoneTakesAWholeList(t *testing.T) {
	t.Parallel()
	provider := snapshot.Snapshot{Authentication: broker(snapshot.Authentication{MFAEnabled: snapshot.No, JITCreation: snapshot.No}), IdentityProviders: providers(snapshot.Yes)}
	entries := []check.Attestation{
		sso("clinic.example"), said(providerPolicyStatement, "everyone", nil), said(administratorsStatement, "yes", nil), said(providerLockStatement, "locks", nil),
	}
	listed := func(more ...snapshot.ScimUser) snapshot.Section[snapshot.ScimUser] {
		s := snapshot.Section[snapshot.ScimUser]{Items: more}
		for _, uuid := range []string{"a@clinic.example", "b@clinic.example", "c@clinic.example"} {
			s.Items = append(s.Items, snapshot.ScimUser{UUID: uuid, Active: snapshot.Yes, UserType: "user"})
		}
		return s
	}
	for name, tt := range map[string]struct {
		users snapshot.Section[snapshot.ScimUser]
		whole bool
		why   snapshot.Reason
	}{
		"the same accounts":        {listed(), true, ""},
		"somebody else":            {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes, UserType: "user"}), false, snapshot.Truncated},
		"somebody of unknown kind": {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes}), false, snapshot.Truncated},
		"a kind not documented":    {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes, UserType: "futuretype"}), false, snapshot.Truncated},
		"active or not":            {listed(snapshot.ScimUser{UUID: "d", UserType: "user"}), false, snapshot.Truncated},
		"somebody without an id":   {listed(snapshot.ScimUser{Active: snapshot.Yes, UserType: "user"}), false, snapshot.Truncated},
		"a room with a role":       {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes, UserType: "room", Roles: []string{"id_full_admin"}}), false, snapshot.Truncated},
		"a room":                   {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes, UserType: "room"}), true, ""},
		"somebody who left":        {listed(snapshot.ScimUser{UUID: "d", Active: snapshot.No, UserType: "user"}), true, ""},
		"not read":                 {snapshot.Section[snapshot.ScimUser]{Gap: refused}, false, snapshot.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for c, want := range map[*check.Check]finding.Status{&MFAEnforced: finding.Pass, &Lockout: finding.NotApplicable, &SSOEnforced: finding.Pass} {
				s := provider
				s.ScimUsers = tt.users
				if !tt.whole {
					want = finding.Unknown
				}
				o := attested(t, *c, s, nil, entries...)
				require.Equal(t, want, o.Status, messages(o))
				require.Equal(t, string(tt.why), o.Reason, c.ID)
			}
		})
	}

	// An organisation that seems small, and perhaps is not.
	passed := map[string]check.Outcome{MFAEnforced.ID: {Status: finding.Pass}}
	small := snapshot.Snapshot{Authentication: broker(snapshot.Authentication{MFAEnabled: snapshot.Yes}), IdentityProviders: providers(snapshot.No)}
	require.Equal(t, finding.NotApplicable, attested(t, SSOEnforced, small, passed, noSSO).Status)
	small.ScimUsers = listed(snapshot.ScimUser{UUID: "d", Active: snapshot.Yes, UserType: "user"})
	require.Equal(t, finding.Unknown, attested(t, SSOEnforced, small, passed, noSSO).Status)
}
