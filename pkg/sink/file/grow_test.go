package file_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink/file"
)

func TestAFileThatGrows(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f.ndjson")
	s := newSink(t, growing(path))
	send(t, s, events(runA, 0, 10))
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	send(t, s, events(runB, 10, 20))
	send(t, newSink(t, growing(path)), events(runB, 20, 30))
	require.Equal(t, lines(0, 30), read(t, path))
	only(t, filepath.Dir(path), "f.ndjson")
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	}
}

func TestHalfALineDoesNotRunIntoTheNext(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f.ndjson")
	require.NoError(t, os.WriteFile(path, []byte(lines(0, 3)+`{"n":3,"pa`), 0o600))
	send(t, newSink(t, growing(path)), events(runA, 3, 5))
	require.Equal(t, lines(0, 3)+`{"n":3,"pa`+"\n"+lines(3, 5), read(t, path))
}

func TestRotation(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "f.ndjson")
	now := night
	o := growing(path)
	o.Now = func() time.Time { return now }
	o.RotateBytes, o.Keep = 1000, 2
	s := newSink(t, o)
	rotated := func() []string {
		all, err := filepath.Glob(filepath.Join(dir, "f.ndjson.*"))
		require.NoError(t, err)
		return all
	}
	send(t, s, events(runA, 0, 10)) // about 200 bytes
	require.Empty(t, rotated())
	if runtime.GOOS != "windows" {
		require.NoError(t, os.Chmod(path, 0o664))
	}
	send(t, s, events(runA, 20, 40)) // more than fits
	require.Equal(t, []string{path + ".20260302T020000Z"}, rotated())
	require.Equal(t, lines(0, 10), read(t, rotated()[0]))
	require.Equal(t, lines(20, 40), read(t, path))
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o640), info.Mode().Perm(), "who could read the old one")
	}

	now = now.Add(time.Minute)
	send(t, s, events(runA, 40, 50))
	require.Len(t, rotated(), 1, "whoever follows the file has time to notice the new one")

	for n := range 4 {
		now = now.Add(2 * time.Minute)
		send(t, s, events(runA, 100*n, 100*n+20))
		require.NoError(t, s.Finish(t.Context(), runA, 0))
	}
	require.Equal(t, []string{path + ".20260302T020700Z", path + ".20260302T020900Z"}, rotated())
	matches, err := filepath.Glob(filepath.Join(dir, "*.ndjson"))
	require.NoError(t, err)
	require.Equal(t, []string{path}, matches, "nothing that looks for *.ndjson reads a file twice")

	now = now.Add(-time.Hour) // a clock that goes back stops nothing
	send(t, s, events(runA, 0, 30))
	require.FileExists(t, path+".20260302T010900Z")
}

func TestTwoRenamesInOneSecond(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f.ndjson")
	o := growing(path)
	o.RotateBytes, o.RotateEvery = 1, time.Nanosecond
	ticks := time.Duration(0)
	o.Now = func() time.Time { ticks++; return night.Add(ticks * 1000) }
	s := newSink(t, o)
	for n := range 4 {
		send(t, s, events(runA, n, n+1))
	}
	for n, name := range []string{path + ".20260302T020000Z", path + ".20260302T020000Z-1", path + ".20260302T020000Z-2", path} {
		require.Equal(t, lines(n, n+1), read(t, name))
	}
}

// follower reads a file as log agents do: it goes on with the file it has open
// until that one was renamed and is at its end, then opens the new one.
type follower struct {
	path string
	file *os.File
	got  strings.Builder
}

func (f *follower) poll(t *testing.T) {
	t.Helper()
	for {
		if f.file == nil {
			var err error
			if f.file, err = os.Open(f.path); os.IsNotExist(err) {
				return
			}
			require.NoError(t, err)
		}
		open, err := f.file.Stat()
		require.NoError(t, err)
		named, err := os.Stat(f.path)
		moved := err != nil || !os.SameFile(open, named)
		_, err = io.Copy(&f.got, f.file)
		require.NoError(t, err)
		if !moved {
			return
		}
		require.NoError(t, f.file.Close())
		f.file = nil
	}
}

func TestAFollowerLosesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("what is open cannot be renamed there")
	}
	path := filepath.Join(t.TempDir(), "f.ndjson")
	o := growing(path)
	now := night
	o.Now = func() time.Time { return now }
	o.RotateBytes = 4000
	s := newSink(t, o)
	f := &follower{path: path}
	const total = 3000
	for n := 0; n < total; n += 30 {
		send(t, s, events(runA, n, n+30))
		now = now.Add(50 * time.Second)
		if n%60 == 0 { // less often than every batch, within RotateEvery
			f.poll(t)
		}
	}
	f.poll(t)
	require.Equal(t, lines(0, total), f.got.String())
	rotated, err := filepath.Glob(path + ".*")
	require.NoError(t, err)
	require.Greater(t, len(rotated), 10)
}

// Sinks that know nothing of each other append to one file and rename it.
func TestTwoWriters(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f.ndjson")
	o := growing(path)
	o.RotateBytes, o.RotateEvery = 20_000, time.Nanosecond
	var mu sync.Mutex
	now := night
	o.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
	var busy sync.WaitGroup
	const writers, each = 4, 200
	for w := range writers {
		s := newSink(t, o)
		busy.Go(func() {
			for n := w * each; n < (w+1)*each; n += 10 {
				if _, err := s.Send(t.Context(), events(runA, n, n+10)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	busy.Wait()
	files, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.Greater(t, len(files), 1)
	var got []string
	for _, f := range files {
		got = append(got, strings.SplitAfter(read(t, f), "\n")...)
	}
	got = slices.DeleteFunc(got, func(l string) bool { return l == "" })
	want := strings.SplitAfter(strings.TrimSuffix(lines(0, writers*each), "\n"), "\n")
	want[len(want)-1] += "\n"
	require.ElementsMatch(t, want, got)
}

// A name is that of a finished or renamed file only if the sink would give it.
func FuzzNames(f *testing.F) {
	for _, s := range []string{fileA, "wxaudit-findings-to-keep.ndjson", "f.ndjson.20260302T020000Z-1", "f.ndjson.20261302T020000Z", "f.ndjson", "", "f.ndjson.20260302T020000Z-0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if file.OfRun(name) {
			require.Equal(t, filepath.Base(name), name)
			require.Regexp(t, `^wxaudit-findings-[0-9]{8}T[0-9]{6,12}Z-[0-9a-f]{8}\.ndjson$`, name)
		}
		if at, ok := file.RotatedAt("f.ndjson", name); ok {
			require.Equal(t, filepath.Base(name), name)
			require.True(t, strings.HasPrefix(name, fmt.Sprintf("f.ndjson.%s", at.Format("20060102T150405Z"))), name)
			require.False(t, strings.HasSuffix(name, ".ndjson"))
		}
	})
}
