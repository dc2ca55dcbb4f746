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

func TestRunName(t *testing.T) {
	t.Parallel()
	a := spool.RunName(clock, 0xabc)
	require.Equal(t, "20260304T050607000000Z-00000abc", a)
	require.NoError(t, spool.CheckName(a))
	require.Less(t, a, spool.RunName(clock.Add(time.Microsecond), 0), "names sort by age")
	require.Equal(t, a, spool.RunName(clock.In(time.FixedZone("", 3600)), 0xabc))
}
