package auth_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// Another machine, which does not share the lock, used the refresh token first
// and stored the new pair a moment later.
func TestAnotherMachineWasFirst(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		stored auth.Grant
		want   string
		err    string
		calls  int
	}{
		"and stored a good pair": {auth.Grant{Access: "access-9", Refresh: "refresh-9", AccessExpiry: sourceStart.Add(time.Hour)}, "access-9", "", 1},
		"and stored an old pair": {auth.Grant{Access: "access-9", Refresh: "refresh-9", AccessExpiry: sourceStart.Add(-time.Hour)}, "access-1", "", 2},
		"and stored nothing":     {auth.Grant{}, "", "the refresh token was used before", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSourceWorld(ending(0), auth.SourceOptions{})
			w.rotor.next = "refresh-9"
			w.rotor.during = func() {
				if tc.stored.Access == "" {
					return
				}
				w.shelf.mu.Lock()
				defer w.shelf.mu.Unlock()
				if w.shelf.g.Refresh == "refresh-0" {
					tc.stored.Client, tc.stored.Kind = w.shelf.g.Client, w.shelf.g.Kind
					w.shelf.g = tc.stored
				}
			}
			token, err := w.Token()
			require.Equal(t, tc.calls, w.rotor.calls)
			if tc.err != "" {
				require.ErrorContains(t, err, tc.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tc.want, token.AccessToken)
		})
	}
}

// A sign-in under the same profile may be another account's: a run that began
// with one goes on with that one or not at all.
func TestSomebodySignedInMeanwhile(t *testing.T) {
	t.Parallel()
	begun := func() *sourceWorld {
		w := newSourceWorld(func(g *auth.Grant) { g.SignedInAt = sourceStart.Add(-48 * time.Hour) }, auth.SourceOptions{})
		require.Equal(t, "access-0", w.token(t))
		w.shelf.g.Access, w.shelf.g.Refresh, w.shelf.g.SignedInAt = "access-of-another", "refresh-of-another", sourceStart
		w.shelf.g.AccessExpiry = sourceStart.Add(40 * 24 * time.Hour)
		return w
	}
	t.Run("and the token is refused", func(t *testing.T) {
		t.Parallel()
		w := begun()
		renewed, err := w.Refused(t.Context(), "access-0")
		require.False(t, renewed)
		require.ErrorContains(t, err, "somebody signed in anew meanwhile")
		require.Equal(t, "access-0", w.token(t))
	})
	t.Run("and the token ends", func(t *testing.T) {
		t.Parallel()
		w := begun()
		w.pass(14*24*time.Hour - time.Minute)
		require.Equal(t, "access-0", w.token(t), "it can be used for a minute")
		w.pass(time.Hour)
		_, err := w.Token()
		require.ErrorContains(t, err, "somebody signed in anew meanwhile")
		require.Zero(t, w.rotor.calls)
	})
}
