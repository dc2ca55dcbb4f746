package auth

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// pause is how long nobody tries again after a renewal failed for a reason
	// that may pass.
	pause = time.Minute
	// youth is how long after a renewal a refusal is not blamed on the token.
	youth = time.Minute
	// daily is how often a pair is renewed for the sake of the refresh token.
	daily = 24 * time.Hour
)

// need says why a grant is to be renewed.
type need int

const (
	none   need = iota
	extend      // the refresh token ends within weeks
	soon        // the access token ends within minutes
	must        // the access token cannot be used
)

// need is that of a grant, at this time. What failed a moment ago is no need
// while there is a token that can be used.
func (s *Source) need(g Grant) need {
	now := s.o.Now()
	switch {
	case !g.Usable(now, 0):
		return must
	case !g.Renewable() || s.remembered() != nil:
		return none
	case !g.Usable(now, s.margin(g)):
		return soon
	case s.early(g) && !s.tried():
		return extend
	default:
		return none
	}
}

// margin is shorter for tokens that would otherwise be renewed all the time.
func (s *Source) margin(g Grant) time.Duration {
	if life := g.AccessExpiry.Sub(g.RenewedAt); !g.RenewedAt.IsZero() && life < 2*s.o.Margin {
		return max(life/2, 0)
	}
	return s.o.Margin
}

// early tells that the refresh token is to be extended, and was not today.
func (s *Source) early(g Grant) bool {
	return s.ends(g) && (g.RenewedAt.IsZero() || s.o.Now().Sub(g.RenewedAt).Abs() >= daily)
}

// ends tells that the refresh token ends soon.
func (s *Source) ends(g Grant) bool {
	return g.Refresh != "" && !g.RefreshExpiry.IsZero() && !s.o.Now().Add(s.o.Early).Before(g.RefreshExpiry)
}

// young tells that a pair is new. One from far ahead is not: it was reckoned by a
// clock that was wrong, and so is when it ends.
func (s *Source) young(g Grant) bool {
	return !g.RenewedAt.IsZero() && s.o.Now().Sub(g.RenewedAt).Abs() < youth
}

// tried tells that the refresh token was to be extended once.
func (s *Source) tried() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.extended
}

// renewDead renews when the access token cannot be used.
func (s *Source) renewDead(ctx context.Context) (Grant, error) {
	if err := s.remembered(); err != nil {
		return Grant{}, err
	}
	g, err := s.renew(ctx, func(newest Grant) bool { return !newest.Usable(s.o.Now(), s.margin(newest)) })
	if err != nil {
		return Grant{}, err
	}
	if !g.Usable(s.o.Now(), 0) {
		err := &Error{Kind: Malformed, Detail: "the new access token has ended already; is the clock of this machine right?"}
		s.remember(err)
		return Grant{}, err
	}
	return g, nil
}

// renewEarly renews a grant that can be used. When that fails it is used.
func (s *Source) renewEarly(ctx context.Context, why need, g Grant) Grant {
	if why == extend {
		s.mu.Lock()
		s.extended = true
		s.mu.Unlock()
	}
	n, err := s.renew(ctx, func(newest Grant) bool {
		return !newest.Usable(s.o.Now(), s.margin(newest)) || why == extend && s.early(newest)
	})
	if err != nil {
		s.o.Warn("the tokens could not be renewed, and the present ones are used: " + err.Error())
		return g
	}
	return n
}

// renew renews the newest grant under the lock of the store, if it is due. The
// turn is held.
func (s *Source) renew(ctx context.Context, due func(newest Grant) bool) (Grant, error) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	g, used, err := s.update(ctx, due)
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == InvalidGrant && used != nil {
		// Somebody who does not share the lock, on another machine, may have used
		// the refresh token and stored the new pair since.
		if newer, loadErr := s.store.Load(ctx); loadErr == nil && !newer.Equal(*used) {
			g, _, err = s.update(ctx, due)
		}
	}
	if err != nil {
		s.remember(err)
		return Grant{}, err
	}
	s.adopt(g)
	return s.withClient(g), nil
}

// update is renew without a second try. Used is the stored grant whose refresh
// token was sent; nil when none was.
func (s *Source) update(ctx context.Context, due func(newest Grant) bool) (g Grant, used *Grant, err error) {
	var before Grant
	g, err = s.store.Update(ctx, func(ctx context.Context, stored Grant) (Grant, error) {
		before = stored
		newest := s.newest(stored)
		if err := s.same(newest); err != nil {
			return Grant{}, err
		}
		if !due(newest) {
			return newest, nil
		}
		client := s.withClient(newest)
		if !client.Renewable() {
			return Grant{}, &Error{Kind: InvalidGrant, Detail: "the access token has ended, and there is nothing to renew it with"}
		}
		used = &stored
		n, err := s.renewer.Renew(ctx, client)
		if err != nil {
			return Grant{}, err
		}
		n.Client = newest.Client
		return n, nil
	})
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == NotKept && g.Access != "" {
		s.lost = &before
		s.o.Warn(e.Error() + "; they last as long as this run, and the next one needs another sign-in")
		return g, used, nil
	}
	if err == nil {
		s.lost = nil
	}
	return g, used, err
}

// newest is the stored grant, or its successor that could not be stored.
func (s *Source) newest(stored Grant) Grant {
	if s.lost == nil || !stored.Equal(*s.lost) {
		return stored
	}
	g, _ := s.known()
	g.Client = stored.Client
	return g
}

// same refuses what another sign-in left in the store meanwhile: it may be that of
// another account, or of another organisation, and a run has one.
func (s *Source) same(g Grant) error {
	if known, ok := s.known(); !ok || known.SignedInAt.Equal(g.SignedInAt) {
		return nil
	}
	return &Error{Kind: Refused, Detail: "somebody signed in anew meanwhile, perhaps with another account; begin again with that"}
}

// other looks whether the store holds a usable access token that is another one.
func (s *Source) other(ctx context.Context, access string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	stored, err := s.store.Load(ctx)
	if err != nil {
		return false, err
	}
	g := s.newest(stored)
	if err := s.same(g); err != nil {
		return false, err
	}
	if g.Access.Reveal() == access || !g.Usable(s.o.Now(), 0) {
		return false, nil
	}
	s.adopt(g)
	return true, nil
}

// load is the newest grant, from the store the first time. The turn is held.
func (s *Source) load(ctx context.Context) (Grant, error) {
	if g, ok := s.known(); ok {
		return g, nil
	}
	if err := s.remembered(); err != nil {
		return Grant{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	g, err := s.store.Load(ctx)
	if err != nil {
		s.remember(err)
		return Grant{}, err
	}
	s.adopt(g)
	return s.withClient(g), nil
}

// remember keeps a failure for those that ask next, unless it is only that the
// caller went away.
func (s *Source) remember(err error) {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == Canceled || errors.Is(err, context.Canceled) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = &failure{err: err, at: s.o.Now()}
}

// remembered is the last failure, as long as the next try would fail too.
func (s *Source) remembered() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		return nil
	}
	e, ok := errors.AsType[*Error](s.failed.err)
	if ok && e.Kind == Unavailable && s.o.Now().Sub(s.failed.at) >= pause {
		return nil
	}
	return s.failed.err
}

// withClient puts the client that was named in the place of the stored one.
func (s *Source) withClient(g Grant) Grant {
	if s.o.OverrideClient != nil {
		g.Client = *s.o.OverrideClient
	}
	return g
}

// warnOfEnd warns once that the refresh token ends and was not extended.
func (s *Source) warnOfEnd(g Grant) {
	if s.warned || !s.ends(g) {
		return
	}
	s.warned = true
	s.o.Warn(fmt.Sprintf("the sign-in ends on %s; sign in again before", g.RefreshExpiry.UTC().Format(time.DateOnly)))
}
