package auth_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestARefusedToken(t *testing.T) {
	t.Parallel()
	refused := func(t *testing.T, w *sourceWorld, access string) bool {
		t.Helper()
		renewed, err := w.Refused(t.Context(), access)
		require.NoError(t, err)
		return renewed
	}
	t.Run("is renewed once", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(nil, auth.SourceOptions{})
		require.Equal(t, "access-0", w.token(t))
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if renewed, err := w.Refused(t.Context(), "access-0"); err != nil || !renewed {
					t.Error(renewed, err)
				}
			})
		}
		all.Wait()
		require.Equal(t, 1, w.rotor.calls)
		require.Equal(t, "access-1", w.token(t))
		require.False(t, refused(t, w, "access-1"), "it is seconds old")
		w.pass(time.Hour)
		require.False(t, refused(t, w, "access-1"), "it was asked about before")
		require.Equal(t, 1, w.rotor.calls)
	})
	t.Run("was renewed by another process", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(nil, auth.SourceOptions{})
		w.token(t)
		w.shelf.g.Access = "access-7"
		require.True(t, refused(t, w, "access-0"))
		require.Equal(t, "access-7", w.token(t))
		require.Zero(t, w.rotor.calls)
	})
	t.Run("and the other one has ended", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(nil, auth.SourceOptions{})
		w.token(t)
		w.shelf.g.Access, w.shelf.g.AccessExpiry = "access-7", sourceStart
		require.True(t, refused(t, w, "access-0"))
		require.Equal(t, "access-1", w.token(t))
	})
	t.Run("is new", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.RenewedAt = sourceStart.Add(-30 * time.Second) }, auth.SourceOptions{})
		require.False(t, refused(t, w, "access-0"))
		require.Zero(t, w.rotor.calls)
	})
	t.Run("is from a time that has not come", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) {
			g.RenewedAt, g.AccessExpiry = sourceStart.Add(4*365*24*time.Hour), sourceStart.Add(5*365*24*time.Hour)
		}, auth.SourceOptions{})
		require.Equal(t, "access-0", w.token(t))
		require.True(t, refused(t, w, "access-0"), "the clock was wrong when it was given out")
		require.Equal(t, "access-1", w.token(t))
	})
	t.Run("is static, and was replaced by hand", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.Refresh = "" }, auth.SourceOptions{})
		require.Equal(t, "access-0", w.token(t))
		w.shelf.g.Access = "access-7"
		require.True(t, refused(t, w, "access-0"))
		require.Equal(t, "access-7", w.token(t))
	})
	t.Run("is static", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.Refresh = "" }, auth.SourceOptions{})
		require.False(t, refused(t, w, "access-0"))
		require.False(t, refused(t, w, "access-0"))
		require.Zero(t, w.rotor.calls)
	})
	t.Run("cannot be renewed", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(nil, auth.SourceOptions{})
		w.rotor.fail = &auth.Error{Kind: auth.InvalidGrant, Detail: "revoked"}
		for range 3 {
			renewed, err := w.Refused(t.Context(), "access-0")
			require.ErrorContains(t, err, "revoked")
			require.False(t, renewed)
		}
		require.Equal(t, 1, w.rotor.calls)
	})
}
