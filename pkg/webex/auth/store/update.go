package store

import (
	"context"
	"errors"

	"wxaudit/pkg/webex/auth"
)

// Overlay is a Store that can begin with a grant that somebody else keeps. File
// and Keyring are.
type Overlay interface {
	auth.Store
	// UpdateFrom is Update for a store that may hold nothing yet: change is given
	// the seed then.
	UpdateFrom(ctx context.Context, seed auth.Grant, change Change) (auth.Grant, error)
}

// Change makes a new grant of the newest one; see auth.Store.
type Change = func(context.Context, auth.Grant) (auth.Grant, error)

// place is what the stores that last differ in.
type place interface {
	Place() string
	// ready makes the place if it is missing, and refuses one that is not safe.
	ready() error
	lockPath() string
	// read returns the grant, or auth.ErrNoGrant.
	read(context.Context) (auth.Grant, error)
	// reserve makes sure that there is room; the lock is held.
	reserve(context.Context) (room, error)
}

// room is where one grant will fit.
type room interface {
	// keep puts a grant in place of the old one, whole or not at all.
	keep(context.Context, auth.Grant) error
	// release gives back what was not used; it may be called more than once.
	release()
}

// update is Update, and with a seed UpdateFrom, for every place.
func update(ctx context.Context, p place, seed *auth.Grant, change Change) (auth.Grant, error) {
	if seed == nil {
		// Nothing is made, not even a lock, where there is nothing to change.
		if _, err := p.read(ctx); errors.Is(err, auth.ErrNoGrant) {
			return auth.Grant{}, err
		}
	}
	if err := p.ready(); err != nil {
		return auth.Grant{}, noRoom(p.Place(), err)
	}
	lock, err := acquire(ctx, p.lockPath())
	if err != nil {
		return auth.Grant{}, err
	}
	defer lock.release()
	old, err := p.read(ctx)
	if errors.Is(err, auth.ErrNoGrant) && seed != nil {
		old, err = *seed, nil
	}
	if err != nil {
		return auth.Grant{}, err
	}
	return fill(ctx, p, old, change)
}

// fill calls change once there is room for what it returns, and keeps that; the
// lock is held.
func fill(ctx context.Context, p place, old auth.Grant, change Change) (auth.Grant, error) {
	kept, err := p.reserve(ctx)
	if err != nil {
		return auth.Grant{}, noRoom(p.Place(), err)
	}
	defer kept.release()
	if ctx.Err() != nil {
		return auth.Grant{}, ended(ctx)
	}
	g, err := change(ctx, old)
	if err != nil {
		return auth.Grant{}, err
	}
	if g.Equal(old) {
		return old, nil
	}
	// The old pair may be worth nothing from here on, so an interrupt must not
	// keep the new one from being kept.
	ctx = context.WithoutCancel(ctx)
	if kept.keep(ctx, g) == nil {
		return g, nil
	}
	kept.release()
	if err := keepOnce(ctx, p, g); err != nil {
		return g, fault(auth.NotKept, cause(err), "the new tokens could not be kept in %s", p.Place())
	}
	return g, nil
}

// put is Put for every place.
func put(ctx context.Context, p place, g auth.Grant) error {
	if _, err := encode(g); err != nil {
		return fault(auth.Malformed, err, "nothing was kept in %s", p.Place())
	}
	if err := p.ready(); err != nil {
		return noRoom(p.Place(), err)
	}
	lock, err := claim(ctx, p.lockPath())
	if err != nil {
		return err
	}
	defer lock.release()
	if ctx.Err() != nil {
		lock.giveUp()
		return ended(ctx)
	}
	if err := keepOnce(context.WithoutCancel(ctx), p, g); err != nil {
		lock.giveUp()
		return noRoom(p.Place(), err)
	}
	return nil
}

// replace is Replace for every place.
func replace(ctx context.Context, p place, get func(context.Context) (auth.Grant, error)) (auth.Grant, error) {
	if err := p.ready(); err != nil {
		return auth.Grant{}, noRoom(p.Place(), err)
	}
	lock, err := claim(ctx, p.lockPath())
	if err != nil {
		return auth.Grant{}, err
	}
	defer lock.release()
	// What was there does not matter, and may be damaged.
	g, err := fill(ctx, p, auth.Grant{}, func(ctx context.Context, _ auth.Grant) (auth.Grant, error) { return get(ctx) })
	if err != nil {
		lock.giveUp()
	}
	return g, err
}

// keepOnce reserves room and fills it.
func keepOnce(ctx context.Context, p place, g auth.Grant) error {
	kept, err := p.reserve(ctx)
	if err != nil {
		return err
	}
	defer kept.release()
	return kept.keep(ctx, g)
}
