package store

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// newFile is a store in a directory that is not there yet.
func newFile(t *testing.T) *File {
	t.Helper()
	return NewFile(filepath.Join(t.TempDir(), "wxaudit", "tokens", "administrator.json"), Options{})
}

// filled is a store with the first grant.
func filled(t *testing.T) *File {
	t.Helper()
	s := newFile(t)
	require.NoError(t, s.Put(t.Context(), sample(1)))
	return s
}

// only requires that a directory holds these names and no others.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		require.NotContains(t, e.Name(), canary)
		found = append(found, e.Name())
	}
	slices.Sort(names)
	require.Equal(t, names, found)
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Lstat(path)
	require.NoError(t, err)
	return info.Mode().Perm()
}

func needsModes(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there are no mode bits")
	}
}

func TestAFileIsKept(t *testing.T) {
	t.Parallel()
	s := newFile(t)
	dir := filepath.Dir(s.path)
	_, err := s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = s.Update(t.Context(), never(t))
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoError(t, s.Remove(t.Context()))
	require.NoDirExists(t, filepath.Dir(dir), "nothing was made to find out that there is nothing")

	require.NoError(t, s.Put(t.Context(), sample(1)))
	holds(t, s, 1)
	g, err := s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.Equal(t, sample(1), g)
		return sample(2), nil
	})
	require.NoError(t, err)
	require.Equal(t, sample(2), g)
	holds(t, s, 2)
	only(t, dir, "administrator.json", "administrator.lock")
	if runtime.GOOS != "windows" {
		require.Equal(t, fs.FileMode(0o600), mode(t, s.path))
		require.Equal(t, fs.FileMode(0o600), mode(t, s.lockPath()))
		require.Equal(t, fs.FileMode(0o700), mode(t, dir))
	}
	require.Equal(t, s.path, s.Place())

	require.NoError(t, s.Remove(t.Context()))
	only(t, dir)
	require.NoError(t, s.Remove(t.Context()))
	_, err = s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
}

func TestNothingCanBeMade(t *testing.T) {
	t.Parallel()
	s := newFile(t)
	parent := filepath.Dir(filepath.Dir(s.path))
	require.NoError(t, os.WriteFile(parent, []byte("a file in the way"), 0o600))
	_, err := s.UpdateFrom(t.Context(), sample(1), never(t))
	fails(t, err, auth.Unavailable, "no tokens can be kept in "+s.path)
	require.True(t, isUnwritable(err))
	err = s.Put(t.Context(), sample(1))
	fails(t, err, auth.Unavailable)
	_, err = s.Load(t.Context())
	require.True(t, unreachable(err), "%v", err)
}

func TestTheContextEnds(t *testing.T) {
	t.Parallel()
	t.Run("before", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Update(ctx, never(t))
		fails(t, err, auth.Canceled)
		fails(t, s.Put(ctx, sample(2)), auth.Canceled)
		fails(t, s.Remove(ctx), auth.Canceled)
		holds(t, s, 1)
	})
	t.Run("during a change that comes to nothing", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(ctx context.Context, _ auth.Grant) (auth.Grant, error) {
			cancel()
			return auth.Grant{}, ctx.Err()
		})
		require.ErrorIs(t, err, context.Canceled)
		holds(t, s, 1)
		only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
	})
	t.Run("when there is a new pair", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(context.Context, auth.Grant) (auth.Grant, error) {
			cancel()
			return sample(2), nil
		})
		require.NoError(t, err)
		holds(t, s, 2)
	})
	t.Run("while somebody else has the lock", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := filled(t)
			lock, err := acquire(t.Context(), s.lockPath())
			require.NoError(t, err)
			defer lock.release()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			_, err = s.Update(ctx, never(t))
			fails(t, err, auth.Unavailable, "another wxaudit has held the lock "+s.lockPath())
			require.False(t, isUnwritable(err))
			holds(t, s, 1) // a reader needs no lock

			ctx, cancel = context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err = s.Update(ctx, never(t))
			fails(t, err, auth.Canceled, "interrupted")
		})
	})
}
