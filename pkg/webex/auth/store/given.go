package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"syscall"

	"wxaudit/pkg/webex/auth"
)

// GivenName is the name of the file, without .json, in which the successors of a
// seed are kept. It tells nothing of the seed, and another seed has another.
func GivenName(seed auth.Grant) string {
	sum := sha256.Sum256([]byte("wxaudit given tokens 1\x00" + seed.Refresh.Reveal()))
	return givenPrefix + hex.EncodeToString(sum[:10])
}

const givenPrefix = "given-"

// Given is a store that begins with tokens from somewhere else, the environment
// or a mounted file, and keeps their successors in an overlay. Where the overlay
// cannot be written they live as long as the process.
type Given struct {
	seed    auth.Grant
	overlay Overlay // nil when there is none
	turn    chan struct{}
	// kept is the newest grant, when it is only in memory. It belongs to whoever
	// has the turn.
	kept *auth.Grant
}

var _ auth.Store = (*Given)(nil)

// NewGiven makes a store of a seed. The overlay is a store of the name
// GivenName(seed), or nil to keep nothing beyond the process. It is not used for
// a seed without a refresh token, which has no successors.
func NewGiven(seed auth.Grant, overlay Overlay, _ Options) *Given {
	if seed.Refresh == "" {
		overlay = nil
	}
	return &Given{seed: seed, overlay: overlay, turn: make(chan struct{}, 1)}
}

// Place names the overlay's, or says that there is none.
func (s *Given) Place() string {
	if s.overlay == nil {
		return "memory"
	}
	return s.overlay.Place()
}

// take waits for the turn.
func (s *Given) take(ctx context.Context) error {
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ended(ctx)
	}
}

func (s *Given) give() { <-s.turn }

// Load returns the newest successor of the seed, or the seed.
func (s *Given) Load(ctx context.Context) (auth.Grant, error) {
	if err := s.take(ctx); err != nil {
		return auth.Grant{}, err
	}
	defer s.give()
	if s.kept != nil || s.overlay == nil {
		return s.newest(), nil
	}
	g, err := s.overlay.Load(ctx)
	switch {
	case errors.Is(err, auth.ErrNoGrant), unreachable(err):
		return s.seed, nil
	case err != nil:
		return auth.Grant{}, err
	}
	return s.withClient(g), nil
}

// unreachable tells that the system lets nobody look whether there is an
// overlay: a container whose home directory is another's, or none.
func unreachable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR)
}

// newest is the grant in memory.
func (s *Given) newest() auth.Grant {
	if s.kept != nil {
		return *s.kept
	}
	return s.seed
}

// withClient adds the client to what was kept. It comes from where the seed
// comes from, each time, and is not written down a second time.
func (s *Given) withClient(g auth.Grant) auth.Grant {
	g.Client = s.seed.Client
	return g
}

func withoutClient(g auth.Grant) auth.Grant {
	g.Client = auth.Client{}
	return g
}

// Update keeps the new grant in the overlay, or in memory when the overlay
// cannot be written. Only in the second case, and only when the refresh token
// became another one, is the new grant returned with an error of the kind
// NotKept: as long as it stays the same, the seed is as good tomorrow.
func (s *Given) Update(ctx context.Context, change func(context.Context, auth.Grant) (auth.Grant, error)) (auth.Grant, error) {
	if err := s.take(ctx); err != nil {
		return auth.Grant{}, err
	}
	defer s.give()
	if s.kept != nil || s.overlay == nil {
		return s.updateMemory(ctx, change)
	}
	var before auth.Grant
	g, err := s.overlay.UpdateFrom(ctx, withoutClient(s.seed), func(ctx context.Context, g auth.Grant) (auth.Grant, error) {
		before = s.withClient(g)
		next, err := change(ctx, before)
		return withoutClient(next), err
	})
	if ae, ok := errors.AsType[*auth.Error](err); ok && ae.Kind == auth.NotKept && g.Access != "" {
		return s.remember(before, s.withClient(g), ae)
	}
	if isUnwritable(err) || unreachable(err) {
		return s.updateMemory(ctx, change)
	}
	if err != nil {
		return auth.Grant{}, err
	}
	return s.withClient(g), nil
}

func (s *Given) updateMemory(ctx context.Context, change Change) (auth.Grant, error) {
	before := s.newest()
	g, err := change(ctx, before)
	if err != nil {
		return auth.Grant{}, err
	}
	if g.Equal(before) {
		return before, nil
	}
	return s.remember(before, g, fault(auth.NotKept, nil, "the tokens that were given are used up, and there is no place to keep the new ones"))
}

// remember keeps a grant in memory, and says so if it matters.
func (s *Given) remember(before, g auth.Grant, lost *auth.Error) (auth.Grant, error) {
	s.kept = &g
	if g.Refresh != before.Refresh {
		return g, lost
	}
	return g, nil
}

// Put is refused: whoever gave the tokens is the one to give others.
func (s *Given) Put(context.Context, auth.Grant) error {
	return fault(auth.Refused, nil, "tokens that are given from outside cannot be replaced here")
}

// Remove removes the successors. The seed is not ours to remove.
func (s *Given) Remove(ctx context.Context) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.give()
	s.kept = nil
	if s.overlay == nil {
		return nil
	}
	return s.overlay.Remove(ctx)
}
