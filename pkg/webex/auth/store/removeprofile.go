package store

import "context"

// RemoveProfile removes all that is kept of one profile, of both kinds.
func RemoveProfile(ctx context.Context, dir, profile string, o Options) error {
	if err := CheckProfile(profile); err != nil {
		return err
	}
	return removeName(ctx, dir, profile, o)
}
