package auth

import (
	"context"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// SourceOptions configure a Source. Now is required.
type SourceOptions struct {
	// Context is the one in which Token works, as it is not given any; nil never
	// ends.
	Context context.Context
	// Now is the clock.
	Now func() time.Time
	// Margin is how long before the end of the access token it is renewed; 0
	// means 5 minutes. Of a token that is given out for less than twice that, it
	// is half.
	Margin time.Duration
	// Early is how long before the end of the refresh token the pair is renewed,
	// to have it extended; 0 means 14 days.
	Early time.Duration
	// Timeout bounds a renewal with the wait for others who renew; 0 means 2
	// minutes.
	Timeout time.Duration
	// Warn is told what the user should know and what is no error; nil drops it.
	// It may be called by several goroutines.
	Warn func(string)
	// OverrideClient is used in place of the client that is stored with the
	// grant, and is not stored; nil overrides nothing.
	OverrideClient *Client
}

// Source gives out access tokens and renews them when it is time, once for all
// that ask. It may be used by several goroutines.
type Source struct {
	store   Store
	renewer Renewer
	o       SourceOptions

	// turn is held by the one that talks to the store and the service.
	turn chan struct{}

	mu       sync.Mutex // guards what follows
	grant    Grant
	loaded   bool
	failed   *failure // the last one; nil after a success
	extended bool     // or tried to be, for the sake of the refresh token

	// These belong to whoever has the turn.

	// lost is what the store still holds, used up, when the newest grant could
	// not be kept.
	lost   *Grant
	asked  map[Secret]bool // access tokens that were refused and taken care of
	warned bool            // that the refresh token ends
}

var _ oauth2.TokenSource = (*Source)(nil)

// failure is what those that ask next are told, and are not to try again.
type failure struct {
	err error
	at  time.Time
}

// NewSource makes a Source of what a store keeps.
func NewSource(store Store, renewer Renewer, o SourceOptions) *Source {
	if o.Context == nil {
		o.Context = context.Background()
	}
	if o.Margin <= 0 {
		o.Margin = 5 * time.Minute
	}
	if o.Early <= 0 {
		o.Early = 14 * 24 * time.Hour
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	return &Source{store: store, renewer: renewer, o: o, turn: make(chan struct{}, 1), asked: map[Secret]bool{}}
}

// Token is the access token to send. It is renewed first when its end is near,
// and when that of the refresh token is. A renewal that fails while the access
// token can still be used is a warning; the error of one that had to succeed is
// an *Error or ErrNoGrant, and is given to those that ask next, too.
func (s *Source) Token() (*oauth2.Token, error) {
	g, err := s.current(s.o.Context)
	if err != nil {
		return nil, err
	}
	return &oauth2.Token{AccessToken: g.Access.Reveal(), TokenType: "Bearer", Expiry: g.AccessExpiry}, nil
}

// Grant is the newest grant that is known, for those that report on it. Nothing
// is renewed.
func (s *Source) Grant(ctx context.Context) (Grant, error) {
	if g, ok := s.known(); ok {
		return g, nil
	}
	if err := s.take(ctx); err != nil {
		return Grant{}, err
	}
	defer s.give()
	return s.load(ctx)
}

// Refused is told that a service answered 401 to an access token, and says
// whether Token has another one now: because somebody renewed it meanwhile, or
// because this did. It renews once for an access token, and not when the pair is
// new, or cannot be renewed; the refusal has another reason then.
func (s *Source) Refused(ctx context.Context, access string) (renewed bool, err error) {
	if err := s.take(ctx); err != nil {
		return false, err
	}
	defer s.give()
	g, err := s.load(ctx)
	if err != nil {
		return false, err
	}
	if g.Access.Reveal() != access {
		return true, nil
	}
	if s.asked[Secret(access)] {
		return false, nil
	}
	if err := s.remembered(); err != nil {
		return false, err
	}
	other, err := s.other(ctx, access)
	if err != nil || other {
		return other, err
	}
	if g.Renewable() && !s.young(g) {
		g, err = s.renew(ctx, func(newest Grant) bool {
			return newest.Access.Reveal() == access && !s.young(newest)
		})
		if err != nil {
			return false, err
		}
	}
	s.asked[Secret(access)] = true
	return g.Access.Reveal() != access, nil
}

// current is the grant after the renewal that it needs.
func (s *Source) current(ctx context.Context) (Grant, error) {
	if g, ok := s.known(); ok {
		switch s.need(g) {
		case none:
			return g, nil
		case soon, extend:
			select {
			case s.turn <- struct{}{}:
			default:
				return g, nil // somebody is at it, and this token will do
			}
		case must:
			if err := s.take(ctx); err != nil {
				return Grant{}, err
			}
		}
	} else if err := s.take(ctx); err != nil {
		return Grant{}, err
	}
	defer s.give()
	g, err := s.load(ctx)
	if err != nil {
		return Grant{}, err
	}
	switch need := s.need(g); need {
	case none:
	case must:
		if g, err = s.renewDead(ctx); err != nil {
			return Grant{}, err
		}
	default:
		g = s.renewEarly(ctx, need, g)
	}
	s.warnOfEnd(g)
	return g, nil
}

// take waits for the turn.
func (s *Source) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &Error{Kind: Canceled, Detail: "it was given up", Err: ctx.Err()}
	}
}

func (s *Source) give() { <-s.turn }

// known is the newest grant; false before the first was loaded.
func (s *Source) known() (Grant, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.withClient(s.grant), s.loaded
}

// adopt makes g, which has the stored client, the newest grant.
func (s *Source) adopt(g Grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grant, s.loaded, s.failed = g, true, nil
}
