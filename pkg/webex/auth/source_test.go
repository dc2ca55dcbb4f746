package auth_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestTokensAreRenewedWhenItIsTime(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit  func(*auth.Grant)
		want  string
		calls int
		warns int
	}{
		"good":                         {nil, "access-0", 0, 0},
		"of unknown end":               {func(g *auth.Grant) { g.AccessExpiry = time.Time{} }, "access-0", 0, 0},
		"just beyond the margin":       {ending(5*time.Minute + time.Second), "access-0", 0, 0},
		"within the margin":            {ending(5 * time.Minute), "access-1", 1, 0},
		"ended":                        {ending(-time.Hour), "access-1", 1, 0},
		"missing":                      {func(g *auth.Grant) { g.Access = "" }, "access-1", 1, 0},
		"refresh token ends":           {func(g *auth.Grant) { g.RefreshExpiry = sourceStart.Add(14 * 24 * time.Hour) }, "access-1", 1, 0},
		"refresh token ends later":     {func(g *auth.Grant) { g.RefreshExpiry = sourceStart.Add(14*24*time.Hour + 1) }, "access-0", 0, 0},
		"refresh token of unknown end": {func(g *auth.Grant) { g.RefreshExpiry = time.Time{} }, "access-0", 0, 0},
		"extended today, to no avail": {func(g *auth.Grant) {
			g.RefreshExpiry, g.RenewedAt = sourceStart.Add(time.Hour), sourceStart.Add(-time.Hour)
		}, "access-0", 0, 1},
		"given out for a short time": {func(g *auth.Grant) { g.RenewedAt, g.AccessExpiry = sourceStart, sourceStart.Add(time.Minute) }, "access-0", 0, 0},
		"half of a short time has gone": {func(g *auth.Grant) {
			g.RenewedAt, g.AccessExpiry = sourceStart.Add(-30*time.Second), sourceStart.Add(30*time.Second)
		}, "access-1", 1, 0},
		"static": {func(g *auth.Grant) {
			g.Refresh, g.RefreshExpiry = "", sourceStart
			g.AccessExpiry = sourceStart.Add(time.Minute)
		}, "access-0", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSourceWorld(tc.edit, auth.SourceOptions{})
			for range 3 {
				require.Equal(t, tc.want, w.token(t))
			}
			require.Equal(t, tc.calls, w.rotor.calls)
			require.Len(t, w.warnings(), tc.warns)
			g, err := w.Grant(t.Context())
			require.NoError(t, err)
			require.Equal(t, tc.want, g.Access.Reveal())
			require.Equal(t, w.shelf.g, g)
		})
	}
}

func TestManyGoroutinesRenewOnce(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*auth.Grant){"ended": ending(-1), "ending": ending(time.Minute)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSourceWorld(edit, auth.SourceOptions{})
			var all sync.WaitGroup
			for range 50 {
				all.Go(func() {
					_, err := w.Token()
					if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			require.Equal(t, "access-1", w.token(t))
			require.Equal(t, 1, w.rotor.calls)
		})
	}
}

// While one renews early, the others go on with the token that is still good.
func TestAnEarlyRenewalHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newSourceWorld(ending(time.Minute), auth.SourceOptions{})
		_, err := w.Grant(t.Context())
		require.NoError(t, err)
		hold := make(chan struct{})
		w.rotor.during = func() { <-hold }
		done := make(chan string)
		go func() { done <- w.token(t) }()
		synctest.Wait()
		require.Equal(t, "access-0", w.token(t))
		close(hold)
		require.Equal(t, "access-1", <-done)
		require.Equal(t, "access-1", w.token(t))
	})
}

func TestNobodyIsSignedIn(t *testing.T) {
	t.Parallel()
	w := newSourceWorld(nil, auth.SourceOptions{})
	w.shelf.err = auth.ErrNoGrant
	_, err := w.Token()
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = w.Grant(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = w.Refused(t.Context(), "x")
	require.ErrorIs(t, err, auth.ErrNoGrant)
}

func TestAClientFromElsewhereIsUsedAndNotKept(t *testing.T) {
	t.Parallel()
	other := auth.Client{ID: "other", Secret: "other-secret"}
	w := newSourceWorld(func(g *auth.Grant) { g.Client, g.AccessExpiry = auth.Client{}, sourceStart }, auth.SourceOptions{OverrideClient: &other})
	require.Equal(t, "access-1", w.token(t))
	require.Equal(t, []auth.Client{other}, w.rotor.seen)
	require.Equal(t, auth.Client{}, w.shelf.g.Client)
	g, err := w.Grant(t.Context())
	require.NoError(t, err)
	require.Equal(t, other, g.Client)
}
