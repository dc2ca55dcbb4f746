package spool_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

func TestDeliverOldestFirst(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day2, 2, "a", "b")
	put(t, s, day1, 6, "a")
	to := fileReceiver{&receiver{}}
	var seen []spool.Tally
	o := options()
	o.Progress = func(t spool.Tally) { seen = append(seen, t) }
	tally, err := s.Deliver(t.Context(), "a", to, o)
	require.NoError(t, err)
	require.Equal(t, spool.Tally{Sent: 8, Acknowledged: 8}, tally)
	require.Equal(t, [][]string{ids(day1, 0, 1, 2, 3), ids(day1, 4, 5), ids(day2, 0, 1)}, to.calls, "no batch crosses runs")
	require.Equal(t, []string{day1, day2}, to.finished)
	second := to.batches[1]
	require.Equal(t, sink.Batch{Run: day1, Places: []int{4, 5}, Total: 6, Acknowledged: 4, Events: []sink.Event{event(day1, 4), event(day1, 5)}}, second)
	require.Equal(t, []spool.Tally{{Sent: 4, Acknowledged: 4, Left: 4}, {Sent: 6, Acknowledged: 6, Left: 2}, {Sent: 8, Acknowledged: 8}}, seen)
	require.Equal(t, []string{"set-aside", "spool", "spool/" + day2, "spool/" + day2 + "/b.ack", "spool/" + day2 + "/b.ndjson"}, tree(t, dir))

	tally, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Equal(t, spool.Tally{}, tally)
	_, err = s.Deliver(t.Context(), "b", to, options())
	require.NoError(t, err)
	require.Equal(t, empty, tree(t, dir))
}

func TestBatchesByBytes(t *testing.T) {
	t.Parallel()
	size := len(event(day1, 0).Payload())
	for bytes, want := range map[int][]int{1: {1, 1, 1, 1, 1, 1}, size: {1, 1, 1, 1, 1, 1}, 3*size - 1: {2, 2, 2}, 3 * size: {3, 3}, 0: {6}} {
		s, _ := open(t)
		put(t, s, day1, 6, "a")
		to := &receiver{limits: sink.Limits{Events: 100, Bytes: bytes}}
		_, err := s.Deliver(t.Context(), "a", to, options())
		require.NoError(t, err)
		var got []int
		for _, c := range to.calls {
			got = append(got, len(c))
		}
		require.Equal(t, want, got, bytes)
	}
}

// Each case delivers six events in batches of four, and then once more to a
// receiver that takes everything.
func TestWhatAReceiverAnswers(t *testing.T) {
	t.Parallel()
	no := errors.New("the receiver answered 503")
	reject := func(list ...int) (r []sink.Rejection) {
		for _, i := range list {
			r = append(r, sink.Rejection{Index: i, Reason: "bad field"})
		}
		return r
	}
	for name, tc := range map[string]struct {
		answer func(call int, b sink.Batch) (sink.Result, error)
		tally  spool.Tally
		err    string
		calls  [][]int
		aside  []int
		later  []int // sent by the second Deliver
	}{
		"rejected events are set aside, and the rest goes on": {
			answer: func(call int, _ sink.Batch) (sink.Result, error) {
				return sink.Result{Rejected: reject(call, 1-call)}, nil
			},
			tally: spool.Tally{Sent: 6, Acknowledged: 2, SetAside: 4},
			calls: [][]int{{0, 1, 2, 3}, {4, 5}}, aside: []int{0, 1, 4, 5},
		},
		"a permanent fault stops": {
			answer: func(call int, _ sink.Batch) (sink.Result, error) {
				if call == 1 {
					return sink.Result{Rejected: reject(0)}, sink.Fatal(errors.New("wrong token"))
				}
				return sink.Result{}, nil
			},
			tally: spool.Tally{Sent: 6, Acknowledged: 4, Left: 2}, err: "deliver to a: wrong token",
			calls: [][]int{{0, 1, 2, 3}, {4, 5}}, later: []int{4, 5},
		},
		"without time nothing is tried again": {
			answer: func(int, sink.Batch) (sink.Result, error) { return sink.Result{}, no },
			tally:  spool.Tally{Sent: 4, Left: 6}, err: "deliver to a: gave up: the receiver answered 503",
			calls: [][]int{{0, 1, 2, 3}}, later: span(0, 6),
		},
		"too large is halved": {
			answer: func(_ int, b sink.Batch) (sink.Result, error) {
				if len(b.Events) > 1 {
					return sink.Result{}, sink.Halve(errors.New("413"))
				}
				return sink.Result{}, nil
			},
			tally: spool.Tally{Sent: 4 + 2 + 2 + 2 + 4 + 2, Acknowledged: 6},
			calls: [][]int{{0, 1, 2, 3}, {0, 1}, {0}, {1}, {2, 3}, {2}, {3}, {4, 5}, {4}, {5}},
		},
		"a single event that is too large is set aside": {
			answer: func(_ int, b sink.Batch) (sink.Result, error) {
				if slices.ContainsFunc(b.Events, func(e sink.Event) bool { return e.ID == event(day1, 2).ID }) {
					return sink.Result{}, sink.Halve(errors.New("413"))
				}
				return sink.Result{}, nil
			},
			tally: spool.Tally{Sent: 4 + 2 + 2 + 1 + 1 + 2, Acknowledged: 5, SetAside: 1},
			calls: [][]int{{0, 1, 2, 3}, {0, 1}, {2, 3}, {2}, {3}, {4, 5}}, aside: []int{2},
		},
		"an index behind the end": {
			answer: func(int, sink.Batch) (sink.Result, error) { return sink.Result{Rejected: reject(0, 4)}, nil },
			tally:  spool.Tally{Sent: 4, Left: 6}, err: "the sink is faulty", calls: [][]int{{0, 1, 2, 3}}, later: span(0, 6),
		},
		"an index before the beginning": {
			answer: func(int, sink.Batch) (sink.Result, error) { return sink.Result{Again: []int{-1}}, nil },
			tally:  spool.Tally{Sent: 4, Left: 6}, err: "the sink is faulty", calls: [][]int{{0, 1, 2, 3}}, later: span(0, 6),
		},
		"rejected and again": {
			answer: func(int, sink.Batch) (sink.Result, error) {
				return sink.Result{Rejected: reject(1), Again: []int{1}}, nil
			},
			tally: spool.Tally{Sent: 4, Left: 6}, err: "the sink is faulty", calls: [][]int{{0, 1, 2, 3}}, later: span(0, 6),
		},
		"rejected twice": {
			answer: func(int, sink.Batch) (sink.Result, error) { return sink.Result{Rejected: reject(1, 1)}, nil },
			tally:  spool.Tally{Sent: 4, Left: 6}, err: "the sink is faulty", calls: [][]int{{0, 1, 2, 3}}, later: span(0, 6),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 6, "a")
			to := &receiver{answer: tc.answer}
			o := options()
			o.RetryFor = 0
			told := []string{}
			o.SetAside = func(run string, e sink.Event, reason string) {
				require.Equal(t, day1, run)
				require.NotEmpty(t, reason)
				told = append(told, e.ID)
			}
			tally, err := s.Deliver(t.Context(), "a", to, o)
			if tc.err == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tc.err)
			}
			require.Equal(t, tc.tally, tally)
			var calls [][]string
			for _, c := range tc.calls {
				calls = append(calls, ids(day1, c...))
			}
			require.Equal(t, calls, to.calls)
			require.ElementsMatch(t, ids(day1, tc.aside...), told)
			if len(tc.aside) > 0 {
				var got []string
				for id := range setAside(t, dir, "a", day1) {
					got = append(got, id)
				}
				require.ElementsMatch(t, ids(day1, tc.aside...), got)
			}

			again := &receiver{}
			tally, err = s.Deliver(t.Context(), "a", again, o)
			require.NoError(t, err)
			require.Equal(t, spool.Tally{Sent: len(tc.later), Acknowledged: len(tc.later)}, tally)
			require.Equal(t, ids(day1, tc.later...), again.offered())
			require.NotContains(t, strings.Join(tree(t, dir), " "), "spool/"+day1)
		})
	}
}

func TestDeliverRefuses(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	_, err := s.Deliver(t.Context(), "../a", &receiver{}, options())
	require.ErrorContains(t, err, "the name")
	_, err = s.Deliver(t.Context(), "a", &receiver{}, spool.Options{})
	require.ErrorContains(t, err, "no clock")
	put(t, s, day1, 1, "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	to := &receiver{}
	tally, err := s.Deliver(ctx, "a", to, options())
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, spool.Tally{Left: 1}, tally)
	require.Empty(t, to.calls)
}

// What was acknowledged while the context ended is recorded all the same.
func TestTheLastAcknowledgementCounts(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	put(t, s, day1, 6, "a")
	ctx, cancel := context.WithCancel(t.Context())
	to := &receiver{answer: func(int, sink.Batch) (sink.Result, error) { cancel(); return sink.Result{}, nil }}
	tally, err := s.Deliver(ctx, "a", to, options())
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, spool.Tally{Sent: 4, Acknowledged: 4, Left: 2}, tally)
}

// Sinks are drained at once, and two deliverers to one sink never send the same.
func TestConcurrentDeliverers(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	const n = 500
	to := map[string]*receiver{}
	for _, name := range []string{"a", "b"} {
		to[name] = &receiver{limits: sink.Limits{Events: 7, Bytes: 1 << 20}}
	}
	put(t, s, day1, n, "a", "b")
	put(t, s, day2, n, "a", "b")
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			other, err := spool.Open(dir)
			if err == nil {
				name := []string{"a", "b"}[i%2]
				_, err = other.Deliver(t.Context(), name, to[name], options())
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 3 {
		wg.Go(func() {
			run := fmt.Sprintf("%s%d", strings.TrimSuffix(day2, "2"), i+3)
			if err := s.Put(context.Background(), run, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, r := range to {
		require.Equal(t, append(ids(day1, span(0, n)...), ids(day2, span(0, n)...)...), r.offered())
	}
	require.Equal(t, empty, tree(t, dir))
}

// A run that cannot be read is said, and those behind it are delivered.
func TestARunThatCannotBeRead(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 3, "a")
	put(t, s, day2, 3, "a")
	path := filepath.Join(dir, "spool", day1, "a.ack")
	require.NoError(t, os.Remove(path))
	require.NoError(t, os.Mkdir(path, 0o700))
	to := &receiver{}
	_, err := s.Deliver(t.Context(), "a", to, options())
	require.ErrorContains(t, err, "a.ack is not a regular file")
	require.Equal(t, ids(day2, 0, 1, 2), to.offered())
}
