package auth

import (
	"context"
	"errors"
)

// ErrNoGrant is what a Store returns when it keeps nothing.
var ErrNoGrant = errors.New("nobody is signed in")

// Store keeps one grant. It may be used by several goroutines and by several
// processes at once. Its errors hold no secret.
type Store interface {
	// Load returns the grant; ErrNoGrant when there is none.
	Load(ctx context.Context) (Grant, error)
	// Update replaces the grant by what change makes of it, while nobody else
	// can. Change is given the newest grant, which may be newer than the one that
	// the caller knows; when it returns one that is Equal, nothing is written.
	//
	// Before change is called it is made sure that its result can be kept: the
	// place is there, writable, and has room. When the result could not be kept all
	// the same, Update returns it together with an *Error of the kind NotKept, so
	// that it can be used as long as the process lives. When change fails, its
	// error is returned and nothing is changed.
	Update(ctx context.Context, change func(context.Context, Grant) (Grant, error)) (Grant, error)
	// Put keeps a grant in place of whatever is there.
	Put(ctx context.Context, g Grant) error
	// Remove removes everything that the store keeps, locks and leftovers among
	// it. That there is nothing is no error.
	Remove(ctx context.Context) error
	// Place names the place for people: a path, or the keyring.
	Place() string
}

// Renewer makes a new pair out of a grant, by its refresh token. The error is an
// *Error. *Service is one.
type Renewer interface {
	Renew(ctx context.Context, g Grant) (Grant, error)
}
