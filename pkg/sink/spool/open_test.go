package spool_test

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

func TestOpenSaysWhyNot(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		prepare func(t *testing.T, dir string) error
		want    string
	}{
		"no state directory": {func(_ *testing.T, dir string) error { return os.Remove(dir) }, "open the state directory"},
		"a file":             {func(_ *testing.T, dir string) error { return os.WriteFile(filepath.Join(dir, "spool"), nil, 0o600) }, "spool is not a directory"},
		"a link": {func(t *testing.T, dir string) error {
			return os.Symlink(t.TempDir(), filepath.Join(dir, "set-aside"))
		}, "set-aside is a symbolic link; put a directory in its place"},
		"a link as a lock": {func(t *testing.T, dir string) error {
			return errors.Join(os.Mkdir(filepath.Join(dir, "spool"), 0o700), os.Symlink(filepath.Join(t.TempDir(), "x"), filepath.Join(dir, "spool", ".put.lock")))
		}, ".put.lock is not a regular file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "state")
			require.NoError(t, os.Mkdir(dir, 0o700))
			require.NoError(t, tc.prepare(t, dir))
			_, err := spool.Open(dir)
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, dir)
		})
	}
}

func TestOpenClosesADirectoryToOthers(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "spool"), 0o755))
	_, err := spool.Open(dir)
	require.NoError(t, err)
	info, err := os.Stat(filepath.Join(dir, "spool"))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o700), info.Mode().Perm())
}

func TestLinksInTheSpoolAreRefused(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	elsewhere := t.TempDir()
	require.NoError(t, os.Symlink(elsewhere, filepath.Join(dir, "spool", day1)))
	_, err := s.Pending()
	require.ErrorContains(t, err, "is a symbolic link")
	_, err = s.Deliver(t.Context(), "a", &receiver{}, options())
	require.ErrorContains(t, err, "is a symbolic link")
	require.ErrorIs(t, s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": events(day1, 1)}), fs.ErrExist)
	require.Empty(t, tree(t, elsewhere))

	require.NoError(t, os.Remove(filepath.Join(dir, "spool", day1)))
	put(t, s, day1, 1, "a")
	require.NoError(t, os.Symlink(elsewhere, filepath.Join(dir, "set-aside", "a")))
	to := &receiver{answer: func(int, sink.Batch) (sink.Result, error) {
		return sink.Result{Rejected: []sink.Rejection{{Index: 0, Reason: "no"}}}, nil
	}}
	tally, err := s.Deliver(t.Context(), "a", to, options())
	require.ErrorContains(t, err, "is a symbolic link")
	require.Equal(t, spool.Tally{Sent: 1, Left: 1}, tally)
	require.Empty(t, tree(t, elsewhere))
}

func TestLeftoversAreSwept(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 3, "a")
	want := tree(t, dir)
	leave := func(path string) {
		path = filepath.Join(dir, "spool", path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte("x"), 0o600))
	}
	leave(".tmp-123/a.ndjson")
	leave(day1 + "/b.ack")
	leave(day2 + "/b.ack")

	// Not while somebody writes.
	other := flock.New(filepath.Join(dir, "spool", ".put.lock"))
	ok, err := other.TryRLock()
	require.NoError(t, err)
	require.True(t, ok)
	_, err = spool.Open(dir)
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(dir, "spool", ".tmp-123", "a.ndjson"))
	require.NoError(t, other.Close())

	_, err = spool.Open(dir)
	require.NoError(t, err)
	require.Equal(t, want, tree(t, dir))
}

// A run that is being written outlives every Open of others.
func TestOpenSparesARunBeingWritten(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	require.NoError(t, s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": func(yield func(sink.Event, error) bool) {
		for i := range 10 {
			_, err := spool.Open(dir)
			if !yield(event(day1, i), err) {
				return
			}
		}
	}}))
	tally, err := s.Deliver(t.Context(), "a", &receiver{}, options())
	require.NoError(t, err)
	require.Equal(t, 10, tally.Acknowledged)
}

func TestNoPermission(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write anywhere")
	}
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	_, err := spool.Open(dir)
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, "make the directory "+filepath.Join(dir, "spool")+": no permission")
}
