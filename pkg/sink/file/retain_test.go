package file_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
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

// What nobody can remove is no reason to finish the run, and to write it, every night.
func TestAnOldFileThatStays(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(dir)
	o.Keep = 1
	s := newSink(t, o)
	send(t, s, events(runA, 0, 3))
	require.NoError(t, s.Finish(t.Context(), runA, 3))
	old := filepath.Join(dir, fileB)
	require.NoError(t, os.WriteFile(old, nil, 0o600))
	require.NoError(t, os.Chtimes(old, night, night))
	require.NoError(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	if os.WriteFile(filepath.Join(dir, "probe"), nil, 0o600) == nil {
		t.Skip("this user may remove everything")
	}
	err := s.Finish(t.Context(), runA, 3)
	require.ErrorContains(t, err, "write to "+dir+": everything is delivered, but an old file cannot be removed")
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Complete, kind)
}
