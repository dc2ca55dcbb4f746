package auth_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
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
