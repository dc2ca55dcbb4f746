package spool_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// clock is when the audit of every test was made.
var clock = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

const day1, day2 = "20260304T050607000000Z-00000001", "20260305T050607000000Z-00000002"

func event(run string, i int) sink.Event {
	id := fmt.Sprintf("%s/%d", run, i)
	return sink.Event{
		ID: id, Kind: sink.Finding, Time: clock, Severity: "high", Finding: fmt.Sprint("wxa1-", i), Run: run,
		Organization: "Northgate", Message: "a <b> & c", Body: json.RawMessage(`{"id": "` + id + `", "text":"<&>"}`),
	}
}

func events(run string, n int) iter.Seq2[sink.Event, error] {
	return func(yield func(sink.Event, error) bool) {
		for i := range n {
			if !yield(event(run, i), nil) {
				return
			}
		}
	}
}

func ids(run string, indexes ...int) []string {
	var list []string
	for _, i := range indexes {
		list = append(list, event(run, i).ID)
	}
	return list
}

func span(from, to int) []int {
	var list []int
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

// receiver is a sink that takes everything unless answer says otherwise.
type receiver struct {
	limits sink.Limits
	answer func(call int, b sink.Batch) (sink.Result, error)
	finish func(run string) error

	mu       sync.Mutex
	calls    [][]string // ids of each batch that was offered
	at       []time.Time
	batches  []sink.Batch
	finished []string
}

func (r *receiver) Limits() sink.Limits {
	if r.limits == (sink.Limits{}) {
		return sink.Limits{Events: 4, Bytes: 1 << 20}
	}
	return r.limits
}

func (r *receiver) Send(_ context.Context, b sink.Batch) (sink.Result, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []string
	for _, e := range b.Events {
		list = append(list, e.ID)
	}
	r.calls, r.at, r.batches = append(r.calls, list), append(r.at, time.Now()), append(r.batches, b)
	if r.answer == nil {
		return sink.Result{}, nil
	}
	return r.answer(len(r.calls)-1, b)
}

func (r *receiver) offered() (list []string) {
	for _, c := range r.calls {
		list = append(list, c...)
	}
	return list
}

// file is a receiver that wants to know when a run is over.
type fileReceiver struct{ *receiver }

func (f fileReceiver) Finish(_ context.Context, run string, _ int) error {
	f.finished = append(f.finished, run)
	if f.receiver.finish != nil {
		return f.receiver.finish(run)
	}
	return nil
}

func open(t testing.TB) (*spool.Spool, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := spool.Open(dir)
	require.NoError(t, err)
	return s, dir
}

func put(t testing.TB, s *spool.Spool, run string, n int, names ...string) {
	t.Helper()
	fill := map[string]iter.Seq2[sink.Event, error]{}
	for _, name := range names {
		fill[name] = events(run, n)
	}
	require.NoError(t, s.Put(t.Context(), run, fill))
}

func options() spool.Options {
	return spool.Options{Now: time.Now, RetryFor: time.Minute}
}

// tree lists what lies below a directory, locks aside.
func tree(t testing.TB, dir string) []string {
	t.Helper()
	list := []string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(dir, path)
		if err != nil || relErr != nil || rel == "." || filepath.Ext(rel) == ".lock" {
			return err
		}
		list = append(list, filepath.ToSlash(rel))
		return nil
	}))
	return list
}

var empty = []string{"set-aside", "spool"}

// setAside reads the events that were set aside, by their reason.
func setAside(t testing.TB, dir, name, run string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "set-aside", name, run+".ndjson"))
	require.NoError(t, err)
	got := map[string]string{}
	for line := range lines(b) {
		var l struct {
			Index, Count int
			Reason       string
			Event        *sink.Event
		}
		require.NoError(t, json.Unmarshal(line, &l))
		key := fmt.Sprintf("%d+%d", l.Index, l.Count)
		if l.Event != nil {
			require.Equal(t, 1, l.Count)
			key = l.Event.ID
		}
		require.NotContains(t, got, key, "set aside twice")
		got[key] = l.Reason
	}
	return got
}
