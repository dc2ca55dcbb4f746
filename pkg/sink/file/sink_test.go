package file_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/file"
)

var night = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

func options(path string) file.Options {
	return file.Options{Path: path, Now: func() time.Time { return night }}
}

func growing(path string) file.Options {
	o := options(path)
	o.Append = true
	return o
}

func newSink(t testing.TB, o file.Options) *file.Sink {
	t.Helper()
	s, err := file.New(o)
	require.NoError(t, err)
	return s
}

func event(n int) sink.Event {
	return sink.Event{ID: fmt.Sprint(n), Body: fmt.Appendf(nil, `{"n":%d,"pad":"%s"}`, n, strings.Repeat("x", n%200))}
}

// events is a batch of those from the first up to the last, without it.
func events(run string, first, last int) sink.Batch {
	b := sink.Batch{Run: run, Total: last}
	for n := first; n < last; n++ {
		b.Places, b.Events = append(b.Places, n), append(b.Events, event(n))
	}
	return b
}

func send(t testing.TB, s *file.Sink, b sink.Batch) {
	t.Helper()
	result, err := s.Send(t.Context(), b)
	require.NoError(t, err)
	require.Empty(t, result)
}

// lines are what a file should hold of these events.
func lines(first, last int) string {
	var b strings.Builder
	for n := first; n < last; n++ {
		b.Write(event(n).Payload())
		b.WriteByte('\n')
	}
	return b.String()
}

func read(t testing.TB, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(b)
}

const (
	runA  = "20260301T020000000000Z-0000000a"
	runB  = "20260302T020000000000Z-0000000b"
	fileA = "wxaudit-findings-" + runA + ".ndjson"
	fileB = "wxaudit-findings-" + runB + ".ndjson"
)

func TestAFileForEachRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newSink(t, options(dir))
	send(t, s, events(runA, 0, 10))
	send(t, s, events(runA, 10, 25))
	only(t, dir, "."+fileA+".tmp")
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	require.Equal(t, lines(0, 25), read(t, dir, fileA))
	send(t, s, events(runB, 0, 3))
	require.NoError(t, s.Finish(t.Context(), runB, 0))
	require.Equal(t, lines(0, 3), read(t, dir, fileB))
	for range 2 { // once more changes nothing
		require.NoError(t, s.Finish(t.Context(), runA, 0))
	}
	require.Equal(t, lines(0, 25), read(t, dir, fileA))
	if runtime.GOOS == "windows" {
		return
	}
	only(t, dir, "latest", fileA, fileB)
	link, err := os.Readlink(filepath.Join(dir, "latest"))
	require.NoError(t, err)
	require.Equal(t, fileB, link, "the older run does not take it back")
	info, err := os.Stat(filepath.Join(dir, fileA))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

// Whatever was flushed stays, what was cut off goes, and what is sent again is
// not there twice.
func TestARunIsContinued(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	temp := filepath.Join(dir, "."+fileA+".tmp")
	send(t, newSink(t, options(dir)), events(runA, 0, 10))
	require.NoError(t, os.WriteFile(temp, []byte(lines(0, 12)+`{"n":12,"pa`), 0o600))
	s := newSink(t, options(dir))
	send(t, s, events(runA, 10, 20))
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	require.Equal(t, lines(0, 20), read(t, dir, fileA))

	// The acknowledgement was lost, and the last batch comes again.
	s = newSink(t, options(dir))
	send(t, s, events(runA, 15, 20))
	require.Equal(t, lines(0, 20), read(t, temp))
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	require.Equal(t, lines(0, 20), read(t, dir, fileA))
}

func TestLatestIsReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Symlink("gone", filepath.Join(dir, "latest")); err != nil {
		t.Skip("this user may not make links")
	}
	s := newSink(t, options(dir))
	send(t, s, events(runA, 0, 2))
	require.NoError(t, s.Finish(t.Context(), runA, 0))
	require.Equal(t, lines(0, 2), read(t, dir, "latest"))
}

// What was written while the clock ran ahead is newest for no longer than that.
func TestLatestAfterTheClockWentBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ahead := "wxaudit-findings-20270301T020000000000Z-0000000c.ndjson"
	require.NoError(t, os.WriteFile(filepath.Join(dir, ahead), nil, 0o600))
	if err := os.Symlink(ahead, filepath.Join(dir, "latest")); err != nil {
		t.Skip("this user may not make links")
	}
	s := newSink(t, options(dir))
	send(t, s, events(runB, 0, 2))
	require.NoError(t, s.Finish(t.Context(), runB, 2))
	require.Equal(t, lines(0, 2), read(t, dir, "latest"))
	send(t, s, events(runA, 2, 3)) // delivered late
	require.NoError(t, s.Finish(t.Context(), runA, 1))
	require.Equal(t, lines(0, 2), read(t, dir, "latest"))
}

func TestRetention(t *testing.T) {
	t.Parallel()
	day := func(n int) string {
		return fmt.Sprintf("wxaudit-findings-202602%02dT020000000000Z-00000000.ndjson", n)
	}
	others := []string{"notes.ndjson", "wxaudit-findings-to-keep.ndjson", day(1) + ".gz", "." + day(1) + ".tmp"}
	for name, tc := range map[string]struct {
		keep    int
		keepFor time.Duration
		want    []string
	}{
		"without bound":      {0, 0, []string{day(1), day(2), day(3), day(4), fileA}},
		"by count":           {3, 0, []string{day(3), day(4), fileA}},
		"by age":             {0, 26*24*time.Hour + time.Hour, []string{day(4), fileA}},
		"by both":            {2, 365 * 24 * time.Hour, []string{day(4), fileA}},
		"never the newest":   {1, time.Nanosecond, []string{fileA}},
		"more than there is": {99, 0, []string{day(1), day(2), day(3), day(4), fileA}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, other := range others {
				require.NoError(t, os.WriteFile(filepath.Join(dir, other), nil, 0o600))
			}
			for n := 1; n <= 4; n++ {
				path := filepath.Join(dir, day(n))
				require.NoError(t, os.WriteFile(path, nil, 0o600))
				at := time.Date(2026, 2, n, 2, 0, 0, 0, time.UTC)
				require.NoError(t, os.Chtimes(path, at, at))
			}
			o := options(dir)
			o.Keep, o.KeepFor = tc.keep, tc.keepFor
			s := newSink(t, o)
			send(t, s, events(runA, 0, 1))
			require.NoError(t, s.Finish(t.Context(), runA, 0))
			for _, other := range others {
				require.FileExists(t, filepath.Join(dir, other))
			}
			var got []string
			for _, n := range append([]string{day(1), day(2), day(3), day(4)}, fileA) {
				if _, err := os.Stat(filepath.Join(dir, n)); err == nil {
					got = append(got, n)
				}
			}
			require.Equal(t, tc.want, got)
		})
	}
}

func TestALineBreakIsRejected(t *testing.T) {
	t.Parallel()
	for _, o := range []file.Options{options(t.TempDir()), growing(filepath.Join(t.TempDir(), "f.ndjson"))} {
		b := events(runA, 0, 2)
		b.Events[0].Body = []byte("{\n}")
		result, err := newSink(t, o).Send(t.Context(), b)
		require.NoError(t, err)
		require.Equal(t, []sink.Rejection{{Index: 0, Reason: "the event is not one line of text"}}, result.Rejected)
	}
}

// requirePermanent requires an error that needs a person.
func requirePermanent(t *testing.T, err error, want string) {
	t.Helper()
	require.ErrorContains(t, err, want)
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Permanent, kind, "%v", err)
}

func TestAFinishedFileIsNotReplaced(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newSink(t, options(dir))
	send(t, s, events(runA, 0, 1))
	require.NoError(t, os.WriteFile(filepath.Join(dir, fileA), []byte("other"), 0o600))
	requirePermanent(t, s.Finish(t.Context(), runA, 0), "move it away")
	require.Equal(t, "other", read(t, dir, fileA))
}

func TestACancelledWriteIsTriedAgain(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newSink(t, options(t.TempDir()))
	_, err := s.Send(ctx, events(runA, 0, 1))
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, s.Finish(ctx, runA, 0), context.Canceled)
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Passing, kind)
}
