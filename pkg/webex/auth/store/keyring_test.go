package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"wxaudit/pkg/webex/auth"
)

func TestAKeyringKeeps(t *testing.T) {
	t.Parallel()
	b, s := newBox(t)
	_, err := s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = s.Update(t.Context(), never(t))
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoError(t, s.Remove(t.Context()))
	require.NoDirExists(t, filepath.Dir(s.lock))

	require.NoError(t, s.Put(t.Context(), large(1)))
	for n := 2; n < 6; n++ {
		holdsLarge(t, s, n-1)
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(n), nil })
		require.NoError(t, err)
		require.Len(t, b.items, 5, "a pointer and one generation of pieces")
	}
	holdsLarge(t, s, 5)
	_, err = s.UpdateFrom(t.Context(), sample(9), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.True(t, large(5).Equal(g))
		return g, nil
	})
	require.NoError(t, err)
	for account, text := range b.items {
		require.True(t, account == "administrator" || strings.HasPrefix(account, "administrator.a."), account)
		require.NotContains(t, text, canary)
	}
	require.FileExists(t, s.lock)
	require.NoError(t, s.Remove(t.Context()))
	require.Empty(t, b.items)
	require.NoFileExists(t, s.lock)
	require.Equal(t, "the keyring (wxaudit, administrator)", s.Place())
}

func TestTheSystemsKeyring(t *testing.T) {
	if os.Getenv(realKeyring) != "" {
		t.Skip("it is the real one")
	}
	require.NoError(t, Available(t.Context(), Options{}))
	s := NewKeyring("trial", Options{Lock: filepath.Join(t.TempDir(), "trial.lock")})
	require.NoError(t, s.Put(t.Context(), large(1)))
	holdsLarge(t, s, 1)
	_, err := keyring.Get("wxaudit", "trial")
	require.NoError(t, err)
	require.NoError(t, s.Remove(t.Context()))
	_, err = keyring.Get("wxaudit", "trial")
	require.ErrorIs(t, err, keyring.ErrNotFound)

	keyring.MockInitWithError(errors.New("dead " + canary))
	defer keyring.MockInit()
	fails(t, Available(t.Context(), Options{}), auth.Unavailable, "there is no keyring that can be used")
}

// Whoever is killed between two calls to the keyring leaves the old pair or the
// new one, and nothing that a removal does not find.
func TestKilledBetweenTwoCalls(t *testing.T) {
	t.Parallel()
	for stop := 1; ; stop++ {
		b, s := newBox(t)
		require.NoError(t, s.Put(t.Context(), large(1)))
		b.calls, b.stop = 0, stop
		called := false
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
			called = true
			return large(2), nil
		})
		done := err == nil && b.calls < stop
		if err != nil && called {
			fails(t, err, auth.NotKept)
		} else if err != nil {
			fails(t, err, auth.Unavailable)
		}
		b.stop = 0
		g, err := s.Load(t.Context())
		require.NoError(t, err, "after %d calls", stop)
		require.True(t, large(1).Equal(g) || called && large(2).Equal(g))
		_, err = s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(3), nil })
		require.NoError(t, err)
		holdsLarge(t, s, 3)

		b.calls, b.stop = 0, stop
		err = s.Remove(t.Context())
		b.stop = 0
		if err != nil {
			fails(t, err, auth.Unavailable)
			require.NoError(t, s.Remove(t.Context()))
		}
		require.Empty(t, b.items, "after %d calls", stop)
		if done {
			require.Greater(t, stop, 15)
			return
		}
	}
}

// A reader that a writer overtakes starts anew.
func TestAReaderIsOvertaken(t *testing.T) {
	t.Parallel()
	_, s := newBox(t)
	require.NoError(t, s.Put(t.Context(), large(0)))
	var all sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := s.Load(context.Background()); err != nil && !strings.Contains(err.Error(), "changes all the time") {
					t.Error(err)
				}
			}
		})
	}
	for n := range 50 {
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(n), nil })
		require.NoError(t, err)
	}
	close(stop)
	all.Wait()
	holdsLarge(t, s, 49)
}
