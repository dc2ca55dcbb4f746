package spool_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

func lines(b []byte) iter.Seq[[]byte] { return bytes.Lines(b) }

func TestPutForAllSinks(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 3, "splunk", "file")
	require.Equal(t, []string{
		"set-aside", "spool", "spool/" + day1, "spool/" + day1 + "/file.ack", "spool/" + day1 + "/file.ndjson",
		"spool/" + day1 + "/splunk.ack", "spool/" + day1 + "/splunk.ndjson",
	}, tree(t, dir))

	b, err := os.ReadFile(filepath.Join(dir, "spool", day1, "file.ndjson"))
	require.NoError(t, err)
	i := 0
	for line := range lines(b) {
		var e sink.Event
		require.NoError(t, json.Unmarshal(line, &e))
		require.Equal(t, event(day1, i), e, "byte for byte")
		i++
	}
	require.Equal(t, 3, i)
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range append(tree(t, dir), "spool/.put.lock") {
		info, err := os.Stat(filepath.Join(dir, name))
		require.NoError(t, err)
		want := fs.FileMode(0o600)
		if info.IsDir() {
			want = 0o700
		}
		require.Equal(t, want, info.Mode().Perm(), name)
	}
}

func TestPutForNone(t *testing.T) {
	t.Parallel()
	broken := errors.New("the report broke off")
	of := func(list ...sink.Event) iter.Seq2[sink.Event, error] {
		return func(yield func(sink.Event, error) bool) {
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
	type seqs = map[string]iter.Seq2[sink.Event, error]
	for name, tc := range map[string]struct {
		run  string
		fill seqs
		want string
	}{
		"the second sequence breaks off": {day1, seqs{"a": events(day1, 5), "b": func(yield func(sink.Event, error) bool) {
			_ = yield(event(day1, 0), nil) && yield(sink.Event{}, broken)
		}}, "for b: the report broke off"},
		"no payload":        {day1, seqs{"a": of(sink.Event{})}, "event 0: it must have either a body or a text"},
		"two payloads":      {day1, seqs{"a": of(sink.Event{Text: "x", Body: json.RawMessage("{}")})}, "either a body or a text"},
		"no JSON":           {day1, seqs{"a": of(event(day1, 0), sink.Event{Body: json.RawMessage("{")})}, "event 1: its body is not one line of JSON"},
		"two lines":         {day1, seqs{"a": of(sink.Event{Body: json.RawMessage("{\n}")})}, "one line of JSON"},
		"too large":         {day1, seqs{"a": of(sink.Event{Text: strings.Repeat("x", 16<<20)})}, "are the most"},
		"a run with a path": {"../x", seqs{"a": events(day1, 1)}, `the run: the name "../x" must`},
		"a run like a lock": {"a.lock", seqs{"a": events(day1, 1)}, "the run: the name"},
		"no run":            {"", seqs{"a": events(day1, 1)}, "the run: the name"},
		"a sink with a dot": {day1, seqs{".a": events(day1, 1)}, "the sink: the name"},
		"a device":          {day1, seqs{"Nul": events(day1, 1)}, "reserved"},
		"case alone":        {day1, seqs{"A": events(day1, 1), "a": events(day1, 1)}, "the sinks A and a differ only in case"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			err := s.Put(t.Context(), tc.run, tc.fill)
			require.ErrorContains(t, err, "write the events to the spool: ")
			require.ErrorContains(t, err, tc.want)
			require.Equal(t, empty, tree(t, dir))
		})
	}
	s, dir := open(t)
	require.NoError(t, s.Put(t.Context(), day1, nil))
	require.Equal(t, empty, tree(t, dir))
}

func TestPutIsStopped(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Put(ctx, day1, map[string]iter.Seq2[sink.Event, error]{"a": func(yield func(sink.Event, error) bool) {
		for i := 0; yield(event(day1, i), nil); i++ {
			if i == 3 {
				cancel()
			}
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, empty, tree(t, dir))
}

func TestARunIsPutOnce(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 3, "a")
	before := tree(t, dir)
	err := s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"b": events(day1, 1)})
	require.ErrorIs(t, err, fs.ErrExist)
	require.Equal(t, before, tree(t, dir))

	// What was set aside under this name would count for the new events.
	to := &receiver{answer: func(_ int, b sink.Batch) (sink.Result, error) {
		return sink.Result{Rejected: []sink.Rejection{{Index: 0, Reason: "no"}}}, nil
	}}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	err = s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": events(day1, 1)})
	require.ErrorIs(t, err, fs.ErrExist)
	put(t, s, day1, 1, "b")
}

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

func TestPending(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	list, err := s.Pending()
	require.NoError(t, err)
	require.Empty(t, list)

	put(t, s, day2, 4, "gone", "splunk")
	put(t, s, day1, 6, "splunk")
	to := &receiver{answer: func(call int, _ sink.Batch) (sink.Result, error) {
		if call > 0 {
			return sink.Result{}, sink.Fatal(errors.New("closed"))
		}
		return sink.Result{Rejected: []sink.Rejection{{Index: 1, Reason: "no"}}}, nil
	}}
	_, err = s.Deliver(t.Context(), "splunk", to, options())
	require.Error(t, err)
	list, err = s.Pending()
	require.NoError(t, err)
	for i := range list {
		require.WithinDuration(t, time.Now(), list[i].Oldest, time.Hour)
		list[i].Oldest = time.Time{}
	}
	require.Equal(t, []spool.Backlog{
		{Sink: "gone", Runs: 1, Left: 4},
		{Sink: "splunk", Runs: 2, Left: 6, SetAside: 1},
	}, list)
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

func TestRunName(t *testing.T) {
	t.Parallel()
	a := spool.RunName(clock, 0xabc)
	require.Equal(t, "20260304T050607000000Z-00000abc", a)
	require.NoError(t, spool.CheckName(a))
	require.Less(t, a, spool.RunName(clock.Add(time.Microsecond), 0), "names sort by age")
	require.Equal(t, a, spool.RunName(clock.In(time.FixedZone("", 3600)), 0xabc))
}
