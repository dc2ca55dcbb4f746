package file_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Files that were written while the clock ran ahead look newer than all that come
// after them. Nobody has read the last one yet.
func TestWhatWasJustFinishedStays(t *testing.T) {
	t.Parallel()
	ahead := time.Now().AddDate(1, 0, 0)
	write := func(t *testing.T, path string) {
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		require.NoError(t, os.Chtimes(path, ahead, ahead))
	}
	t.Run("run by run", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		write(t, filepath.Join(dir, fileB))
		o := options(dir)
		o.Keep = 1
		s := newSink(t, o)
		send(t, s, events(runA, 0, 3))
		require.NoError(t, s.Finish(t.Context(), runA, 3))
		require.Equal(t, lines(0, 3), read(t, dir, fileA))
	})
	t.Run("growing", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "f.ndjson")
		write(t, path+".20270302T020700Z")
		o := growing(path)
		o.RotateBytes, o.Keep = 10, 1
		o.Now = func() time.Time { return time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC) }
		s := newSink(t, o)
		send(t, s, events(runA, 0, 3))
		send(t, s, events(runA, 3, 6))
		require.NoError(t, s.Finish(t.Context(), runA, 6))
		require.Equal(t, lines(0, 3), read(t, path+".20260302T020000Z"))
		require.Equal(t, lines(3, 6), read(t, path))
	})
}
