package auth_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// shelf is a store in memory. Its lock is real, so that a renewal holds others
// up as one in another process does.
type shelf struct {
	lock sync.Mutex // of Update
	mu   sync.Mutex
	g    auth.Grant
	err  error // of Load and Update
	full bool  // nothing can be kept
	wait chan struct{}
	kept []auth.Secret // refresh tokens in the order in which they were kept
}

func (s *shelf) Load(context.Context) (auth.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.g, s.err
}

func (s *shelf) Update(ctx context.Context, change func(context.Context, auth.Grant) (auth.Grant, error)) (auth.Grant, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.wait != nil {
		select {
		case <-s.wait:
		case <-ctx.Done():
			return auth.Grant{}, &auth.Error{Kind: auth.Unavailable, Detail: "the lock is held"}
		}
	}
	old, err := s.Load(ctx)
	if err != nil {
		return auth.Grant{}, err
	}
	g, err := change(ctx, old)
	if err != nil || g.Equal(old) {
		return g, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return g, &auth.Error{Kind: auth.NotKept, Detail: "the shelf is full"}
	}
	s.g, s.kept = g, append(s.kept, g.Refresh)
	return g, nil
}

func (s *shelf) Put(_ context.Context, g auth.Grant) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.g = g
	return nil
}

func (s *shelf) Remove(context.Context) error { return nil }
func (s *shelf) Place() string                { return "a shelf" }

// rotor is a service that takes each refresh token once.
type rotor struct {
	now   func() time.Time
	life  time.Duration // of access tokens
	mu    sync.Mutex
	next  auth.Secret // the refresh token that is good
	n     int
	calls int
	seen  []auth.Client
	fail  error
	// during is called while a renewal is under way.
	during func()
}

func (r *rotor) Renew(_ context.Context, g auth.Grant) (auth.Grant, error) {
	if r.during != nil {
		r.during()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls++
	r.seen = append(r.seen, g.Client)
	if r.fail != nil {
		return auth.Grant{}, r.fail
	}
	if g.Refresh != r.next {
		return auth.Grant{}, &auth.Error{Kind: auth.InvalidGrant, Detail: "the refresh token was used before"}
	}
	r.n++
	r.next = auth.Secret(fmt.Sprintf("refresh-%d", r.n))
	g.Access, g.Refresh = auth.Secret(fmt.Sprintf("access-%d", r.n)), r.next
	g.RenewedAt = r.now()
	g.AccessExpiry, g.RefreshExpiry = r.now().Add(r.life), r.now().Add(90*24*time.Hour)
	return g, nil
}

// sourceWorld is a source with everything around it, at a time that stands.
type sourceWorld struct {
	*auth.Source
	at    atomic.Int64
	shelf *shelf
	rotor *rotor
	mu    sync.Mutex
	warns []string
}

var sourceStart = time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)

func (w *sourceWorld) now() time.Time       { return sourceStart.Add(time.Duration(w.at.Load())) }
func (w *sourceWorld) pass(d time.Duration) { w.at.Add(int64(d)) }
func (w *sourceWorld) warnings() []string   { w.mu.Lock(); defer w.mu.Unlock(); return w.warns }
func (w *sourceWorld) token(t *testing.T) string {
	t.Helper()
	token, err := w.Token()
	require.NoError(t, err)
	return token.AccessToken
}

func newSourceWorld(edit func(*auth.Grant), o auth.SourceOptions) *sourceWorld {
	w := &sourceWorld{}
	g := auth.Grant{
		Kind: auth.Integration, Client: auth.Client{ID: "client", Secret: "client-secret"},
		Access: "access-0", AccessExpiry: sourceStart.Add(14 * 24 * time.Hour),
		Refresh: "refresh-0", RefreshExpiry: sourceStart.Add(90 * 24 * time.Hour),
		RenewedAt: sourceStart.Add(-48 * time.Hour),
	}
	if edit != nil {
		edit(&g)
	}
	w.shelf = &shelf{g: g}
	w.rotor = &rotor{now: w.now, life: 14 * 24 * time.Hour, next: "refresh-0"}
	o.Now = w.now
	o.Warn = func(text string) { w.mu.Lock(); defer w.mu.Unlock(); w.warns = append(w.warns, text) }
	w.Source = auth.NewSource(w.shelf, w.rotor, o)
	return w
}

func ending(in time.Duration) func(*auth.Grant) {
	return func(g *auth.Grant) { g.AccessExpiry = sourceStart.Add(in) }
}

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

func TestARenewalThatFails(t *testing.T) {
	t.Parallel()
	unavailable := &auth.Error{Kind: auth.Unavailable, Detail: "no answer"}
	revoked := &auth.Error{Kind: auth.InvalidGrant, Detail: "revoked"}

	t.Run("early", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(4*time.Minute), auth.SourceOptions{})
		w.rotor.fail = unavailable
		for range 5 {
			require.Equal(t, "access-0", w.token(t))
		}
		require.Equal(t, 1, w.rotor.calls)
		require.Equal(t, []string{"the tokens could not be renewed, and the present ones are used: no answer"}, w.warnings())
		w.pass(time.Minute) // it may have passed
		w.rotor.fail = nil
		require.Equal(t, "access-1", w.token(t))
	})
	t.Run("early, for good, and then the token ends", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(4*time.Minute), auth.SourceOptions{})
		w.rotor.fail = revoked
		require.Equal(t, "access-0", w.token(t))
		w.pass(10 * time.Minute)
		for range 5 {
			_, err := w.Token()
			require.Same(t, revoked, err)
		}
		require.Equal(t, 1, w.rotor.calls)
	})
	t.Run("for the refresh token's sake", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.RefreshExpiry = sourceStart.Add(24 * time.Hour) }, auth.SourceOptions{})
		w.rotor.fail = unavailable
		require.Equal(t, "access-0", w.token(t))
		w.pass(time.Hour)
		require.Equal(t, "access-0", w.token(t))
		require.Equal(t, 1, w.rotor.calls)
		require.Equal(t, []string{
			"the tokens could not be renewed, and the present ones are used: no answer",
			"the sign-in ends on 2026-03-02; sign in again before",
		}, w.warnings())
	})
	t.Run("needed", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.fail = unavailable
		for range 5 {
			_, err := w.Token()
			require.Same(t, unavailable, err)
		}
		require.Equal(t, 1, w.rotor.calls)
		w.pass(time.Minute)
		_, err := w.Token()
		require.Error(t, err)
		require.Equal(t, 2, w.rotor.calls)
		w.rotor.fail = nil
		w.pass(time.Minute)
		require.Equal(t, "access-1", w.token(t))
		require.Empty(t, w.warnings())
	})
	t.Run("needed, with nothing to renew with", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.Refresh, g.AccessExpiry = "", sourceStart }, auth.SourceOptions{})
		_, err := w.Token()
		require.ErrorContains(t, err, "nothing to renew it with")
		require.Zero(t, w.rotor.calls)
	})
	t.Run("because of the clock", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.life = -time.Second
		for range 3 {
			_, err := w.Token()
			require.ErrorContains(t, err, "is the clock of this machine right?")
		}
		require.Equal(t, 1, w.rotor.calls)
	})
	t.Run("because somebody went away", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.fail = &auth.Error{Kind: auth.Canceled, Detail: "it was given up"}
		_, err := w.Token()
		require.Error(t, err)
		w.rotor.fail = nil
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

// What could not be kept is used, and kept later if that is possible; the used-up
// refresh token in the store is not sent again.
func TestAPairThatCouldNotBeKept(t *testing.T) {
	t.Parallel()
	w := newSourceWorld(ending(0), auth.SourceOptions{})
	w.shelf.full = true
	require.Equal(t, "access-1", w.token(t))
	require.Equal(t, []string{"the shelf is full; they last as long as this run, and the next one needs another sign-in"}, w.warnings())
	w.pass(14 * 24 * time.Hour)
	require.Equal(t, "access-2", w.token(t))
	w.pass(time.Hour)
	renewed, err := w.Refused(t.Context(), "access-2")
	require.NoError(t, err)
	require.True(t, renewed)
	require.Equal(t, "access-3", w.token(t))
	require.Equal(t, auth.Secret("refresh-0"), w.shelf.g.Refresh)
	w.shelf.full = false
	w.pass(14 * 24 * time.Hour)
	require.Equal(t, "access-4", w.token(t))
	require.Equal(t, auth.Secret("refresh-4"), w.shelf.g.Refresh)
	require.Equal(t, "client", w.shelf.g.Client.ID)
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

func TestTheSourceGivesUp(t *testing.T) {
	t.Parallel()
	t.Run("on a store that is held", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := newSourceWorld(ending(0), auth.SourceOptions{})
			w.shelf.wait = make(chan struct{})
			begun := time.Now()
			_, err := w.Token()
			require.ErrorContains(t, err, "the lock is held")
			require.Equal(t, 2*time.Minute, time.Since(begun))
		})
	})
	t.Run("when the run ends", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			w := newSourceWorld(ending(0), auth.SourceOptions{Context: ctx})
			hold := make(chan struct{})
			w.rotor.during = func() { <-hold }
			first, second := make(chan error, 1), make(chan error, 1)
			go func() { _, err := w.Token(); first <- err }()
			synctest.Wait()
			go func() { _, err := w.Token(); second <- err }()
			synctest.Wait()
			cancel()
			err := <-second // it does not wait for the first
			e, ok := errors.AsType[*auth.Error](err)
			require.True(t, ok)
			require.Equal(t, auth.Canceled, e.Kind)
			require.ErrorIs(t, err, context.Canceled)
			_, err = w.Refused(ctx, "access-0")
			require.ErrorIs(t, err, context.Canceled)
			_, err = w.Grant(t.Context())
			require.NoError(t, err)
			close(hold)
			require.NoError(t, <-first)
			require.Equal(t, auth.Secret("access-1"), w.shelf.g.Access, "what came of it is kept")
		})
	})
}
