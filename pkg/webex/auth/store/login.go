package store

import (
	"context"

	"wxaudit/pkg/webex/auth"
)

// Login is where a sign-in is to be kept.
type Login interface {
	auth.Store
	// Replace keeps what get returns, in place of whatever is there. Before get is
	// called nobody else can write, and there is room: what get uses up, such as
	// the first pair of a service app, is not lost for want of a place. When get
	// fails, its error is returned and nothing is changed. When its result could
	// not be kept all the same, Replace returns it together with an *Error of the
	// kind NotKept.
	Replace(ctx context.Context, get func(context.Context) (auth.Grant, error)) (auth.Grant, error)
}

// replacing are the stores that a Login can be made of.
type replacing interface {
	auth.Store
	replace(ctx context.Context, get func(context.Context) (auth.Grant, error)) (auth.Grant, error)
}

// moving is a store that leaves the other place when it is written.
type moving struct {
	replacing
	leave func(context.Context) error
}

// Put keeps the grant, and then removes what the other place holds.
func (s *moving) Put(ctx context.Context, g auth.Grant) error {
	if err := s.replacing.Put(ctx, g); err != nil {
		return err
	}
	return s.leave(context.WithoutCancel(ctx))
}

// Replace keeps what get returns, and then removes what the other place holds.
func (s *moving) Replace(ctx context.Context, get func(context.Context) (auth.Grant, error)) (auth.Grant, error) {
	g, err := s.replace(ctx, get)
	if err != nil {
		return g, err
	}
	return g, s.leave(context.WithoutCancel(ctx))
}
