package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/require"
)

// Between opening and locking, whoever had the lock may have removed its file.
func TestALockThatIsNotCurrent(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.lock")
	l := flock.New(path)
	require.False(t, isCurrent(l, path))
	ok, err := l.TryLock()
	require.NoError(t, err)
	require.True(t, ok)
	defer l.Close()
	require.True(t, isCurrent(l, path))
	require.NoError(t, os.Rename(path, path+".gone")) // so that its number is not given out again
	require.False(t, isCurrent(l, path))
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.False(t, isCurrent(l, path))

	current, err := acquire(t.Context(), path)
	require.NoError(t, err, "the other one keeps nobody out")
	require.True(t, isCurrent(current.lock, path))
	require.NoError(t, current.remove())
	require.NoError(t, current.remove(), "it is gone already")
	require.NoFileExists(t, path)
}

// Who waited for a lock that was removed does not hold the one that is there.
func TestARemovedLockKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := filled(t)
		first, err := acquire(t.Context(), s.lockPath())
		require.NoError(t, err)
		got := make(chan *held)
		go func() {
			lock, err := acquire(t.Context(), s.lockPath())
			require.NoError(t, err)
			got <- lock
		}()
		time.Sleep(time.Second)
		require.NoError(t, first.remove())
		first.release()
		second := <-got
		defer second.release()
		require.True(t, isCurrent(second.lock, s.lockPath()))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = acquire(ctx, s.lockPath())
		require.Error(t, err)
	})
}
