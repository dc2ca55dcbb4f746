package spool_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// large gives events of three kilobytes, as those of OCSF are.
func large(n int) iter.Seq2[sink.Event, error] {
	body := json.RawMessage(`{"text":"` + strings.Repeat("x", 3000) + `"}`)
	return func(yield func(sink.Event, error) bool) {
		for i := range n {
			if !yield(sink.Event{ID: fmt.Sprint(i), Kind: sink.Finding, Time: clock, Body: body}, nil) {
				return
			}
		}
	}
}

var ordinary = sink.Limits{Events: 500, Bytes: 1 << 20}

func BenchmarkPut(b *testing.B) {
	s, _ := open(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		require.NoError(b, s.Put(b.Context(), spool.RunName(clock, uint32(i)), map[string]iter.Seq2[sink.Event, error]{"a": large(10_000)}))
	}
	b.ReportMetric(float64(b.N)*10_000/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkDeliver(b *testing.B) {
	s, _ := open(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		require.NoError(b, s.Put(b.Context(), spool.RunName(clock, uint32(i)), map[string]iter.Seq2[sink.Event, error]{"a": large(10_000)}))
		b.StartTimer()
		tally, err := s.Deliver(b.Context(), "a", discard{}, spool.Options{Now: time.Now})
		require.NoError(b, err)
		require.Equal(b, 10_000, tally.Acknowledged)
	}
	b.ReportMetric(float64(b.N)*10_000/b.Elapsed().Seconds(), "events/s")
}

// discard takes everything.
type discard struct{}

func (discard) Limits() sink.Limits { return ordinary }

func (discard) Send(context.Context, sink.Batch) (sink.Result, error) { return sink.Result{}, nil }

// TestMemoryDoesNotGrow writes and delivers 24 MB with no more than a batch held.
func TestMemoryDoesNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	s, _ := open(t)
	var before, peak uint64
	measure := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before = measure()
	const n = 8_000
	require.NoError(t, s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": func(yield func(sink.Event, error) bool) {
		i := 0
		for e, err := range large(n) {
			if i++; i%2000 == 0 {
				peak = max(peak, measure())
			}
			if !yield(e, err) {
				return
			}
		}
	}}))
	sent := 0
	o := options()
	o.Progress = func(t spool.Tally) {
		if t.Sent-sent >= 2000 {
			sent = t.Sent
			peak = max(peak, measure())
		}
	}
	_, err := s.Deliver(t.Context(), "a", discard{}, o)
	require.NoError(t, err)
	require.Less(t, peak, before+8<<20)
}
