package auth_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestARenewalThatFails(t *testing.T) {
	t.Parallel()
	unavailable := &auth.Error{Kind: auth.Unavailable, Detail: "no answer"}
	revoked := &auth.Error{Kind: auth.InvalidGrant, Detail: "revoked"}

	t.Run("early", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(4*time.Minute), auth.SourceOptions{})
		w.rotor.fail = unavailable
		for range 5 {
			require.Equal(t, "access-0", w.token(t))
		}
		require.Equal(t, 1, w.rotor.calls)
		require.Equal(t, []string{"the tokens could not be renewed, and the present ones are used: no answer"}, w.warnings())
		w.pass(time.Minute) // it may have passed
		w.rotor.fail = nil
		require.Equal(t, "access-1", w.token(t))
	})
	t.Run("early, for good, and then the token ends", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(4*time.Minute), auth.SourceOptions{})
		w.rotor.fail = revoked
		require.Equal(t, "access-0", w.token(t))
		w.pass(10 * time.Minute)
		for range 5 {
			_, err := w.Token()
			require.Same(t, revoked, err)
		}
		require.Equal(t, 1, w.rotor.calls)
	})
	t.Run("for the refresh token's sake", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.RefreshExpiry = sourceStart.Add(24 * time.Hour) }, auth.SourceOptions{})
		w.rotor.fail = unavailable
		require.Equal(t, "access-0", w.token(t))
		w.pass(time.Hour)
		require.Equal(t, "access-0", w.token(t))
		require.Equal(t, 1, w.rotor.calls)
		require.Equal(t, []string{
			"the tokens could not be renewed, and the present ones are used: no answer",
			"the sign-in ends on 2026-03-02; sign in again before",
		}, w.warnings())
	})
	t.Run("needed", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.fail = unavailable
		for range 5 {
			_, err := w.Token()
			require.Same(t, unavailable, err)
		}
		require.Equal(t, 1, w.rotor.calls)
		w.pass(time.Minute)
		_, err := w.Token()
		require.Error(t, err)
		require.Equal(t, 2, w.rotor.calls)
		w.rotor.fail = nil
		w.pass(time.Minute)
		require.Equal(t, "access-1", w.token(t))
		require.Empty(t, w.warnings())
	})
	t.Run("needed, with nothing to renew with", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(func(g *auth.Grant) { g.Refresh, g.AccessExpiry = "", sourceStart }, auth.SourceOptions{})
		_, err := w.Token()
		require.ErrorContains(t, err, "nothing to renew it with")
		require.Zero(t, w.rotor.calls)
	})
	t.Run("because of the clock", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.life = -time.Second
		for range 3 {
			_, err := w.Token()
			require.ErrorContains(t, err, "is the clock of this machine right?")
		}
		require.Equal(t, 1, w.rotor.calls)
	})
	t.Run("because somebody went away", func(t *testing.T) {
		t.Parallel()
		w := newSourceWorld(ending(0), auth.SourceOptions{})
		w.rotor.fail = &auth.Error{Kind: auth.Canceled, Detail: "it was given up"}
		_, err := w.Token()
		require.Error(t, err)
		w.rotor.fail = nil
		require.Equal(t, "access-1", w.token(t))
	})
}

// What could not be kept is used, and kept later if that is possible; the used-up
// refresh token in the store is not sent again.
func TestAPairThatCouldNotBeKept(t *testing.T) {
	t.Parallel()
	w := newSourceWorld(ending(0), auth.SourceOptions{})
	w.shelf.full = true
	require.Equal(t, "access-1", w.token(t))
	require.Equal(t, []string{"the shelf is full; they last as long as this run, and the next one needs another sign-in"}, w.warnings())
	w.pass(14 * 24 * time.Hour)
	require.Equal(t, "access-2", w.token(t))
	w.pass(time.Hour)
	renewed, err := w.Refused(t.Context(), "access-2")
	require.NoError(t, err)
	require.True(t, renewed)
	require.Equal(t, "access-3", w.token(t))
	require.Equal(t, auth.Secret("refresh-0"), w.shelf.g.Refresh)
	w.shelf.full = false
	w.pass(14 * 24 * time.Hour)
	require.Equal(t, "access-4", w.token(t))
	require.Equal(t, auth.Secret("refresh-4"), w.shelf.g.Refresh)
	require.Equal(t, "client", w.shelf.g.Client.ID)
}

func TestTheSourceGivesUp(t *testing.T) {
	t.Parallel()
	t.Run("on a store that is held", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := newSourceWorld(ending(0), auth.SourceOptions{})
			w.shelf.wait = make(chan struct{})
			begun := time.Now()
			_, err := w.Token()
			require.ErrorContains(t, err, "the lock is held")
			require.Equal(t, 2*time.Minute, time.Since(begun))
		})
	})
	t.Run("when the run ends", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			w := newSourceWorld(ending(0), auth.SourceOptions{Context: ctx})
			hold := make(chan struct{})
			w.rotor.during = func() { <-hold }
			first, second := make(chan error, 1), make(chan error, 1)
			go func() { _, err := w.Token(); first <- err }()
			synctest.Wait()
			go func() { _, err := w.Token(); second <- err }()
			synctest.Wait()
			cancel()
			err := <-second // it does not wait for the first
			e, ok := errors.AsType[*auth.Error](err)
			require.True(t, ok)
			require.Equal(t, auth.Canceled, e.Kind)
			require.ErrorIs(t, err, context.Canceled)
			_, err = w.Refused(ctx, "access-0")
			require.ErrorIs(t, err, context.Canceled)
			_, err = w.Grant(t.Context())
			require.NoError(t, err)
			close(hold)
			require.NoError(t, <-first)
			require.Equal(t, auth.Secret("access-1"), w.shelf.g.Access, "what came of it is kept")
		})
	})
}
