package main

import (
	"context"

	"wxaudit/pkg/webex/auth"
	"wxaudit/pkg/webex/auth/store"
)

// givenStore keeps the successors of tokens from the environment, where there is
// a place for them.
func givenStore(ctx context.Context, sys *system, seed auth.Grant) auth.Store {
	name := store.GivenName(seed)
	return store.NewGiven(seed, overlay(ctx, sys)(name), storeOptions(sys))
}

// mountedStore keeps those of tokens in a file that somebody else keeps.
func mountedStore(ctx context.Context, sys *system, f tokenFile, client auth.Client) auth.Store {
	parse := func(data []byte) (auth.Grant, error) {
		g, err := auth.ParseGiven(data)
		if err == nil && g.Client.ID == "" {
			g.Client = client
		}
		return g, err
	}
	return store.NewMounted(f.path, parse, overlay(ctx, sys), storeOptions(sys))
}

// overlay makes the store of a name beside the profiles; nil where there is no
// place for it. The successors of other seeds go when they have ended.
func overlay(ctx context.Context, sys *system) func(name string) store.Overlay {
	return func(name string) store.Overlay {
		dir, err := tokenDir(sys)
		if err != nil {
			return nil
		}
		store.SweepGiven(ctx, dir, name, sys.now(), storeOptions(sys))
		return store.NewFile(store.Path(dir, name), storeOptions(sys))
	}
}
