package store

import (
	"context"
	"errors"
)

// RemoveProfile removes all that is kept of one profile, of both kinds.
func RemoveProfile(ctx context.Context, dir, profile string, o Options) error {
	file, ring, err := both(dir, profile, o)
	if err != nil {
		return err
	}
	return errors.Join(ring.removeIfThere(ctx), file.Remove(ctx))
}
