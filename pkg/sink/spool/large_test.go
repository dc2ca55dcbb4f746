package spool_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// takesOnly is a receiver for which every batch is too large that holds another
// event than these.
func takesOnly(good ...string) *receiver {
	known := map[string]bool{}
	for _, id := range good {
		known[id] = true
	}
	return &receiver{answer: func(_ int, b sink.Batch) (sink.Result, error) {
		for _, e := range b.Events {
			if !known[e.ID] {
				return sink.Result{}, sink.Halve(errors.New("answered 413"))
			}
		}
		return sink.Result{}, nil
	}}
}

// A proxy with a small limit refuses everything: that is no fault of the events.
// But events that are too large do not keep the others back.
func TestEverythingIsTooLarge(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		runs  map[string]int
		to    *receiver
		want  spool.Tally // without what was sent
		fails string
	}{
		"all of one run": {
			runs: map[string]int{day1: 40}, to: takesOnly(),
			want:  spool.Tally{Left: 40},
			fails: "deliver to a: the receiver refuses every event as too large, which is more likely a matter of its settings than of the events: answered 413",
		},
		"of one run after the other": {
			runs: map[string]int{day1: 10, day2: 10}, to: takesOnly(),
			want:  spool.Tally{SetAside: 10, Left: 10},
			fails: "more likely a matter of its settings",
		},
		"all that is there":    {runs: map[string]int{day1: 15}, to: takesOnly(), want: spool.Tally{SetAside: 15}},
		"all but the last":     {runs: map[string]int{day1: 15}, to: takesOnly(ids(day1, 14)...), want: spool.Tally{Acknowledged: 1, SetAside: 14}},
		"all behind the first": {runs: map[string]int{day1: 40}, to: takesOnly(ids(day1, 0)...), want: spool.Tally{Acknowledged: 1, SetAside: 39}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := open(t)
			for run, n := range tc.runs {
				put(t, s, run, n, "a")
			}
			got, err := s.Deliver(t.Context(), "a", tc.to, options())
			if tc.fails == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tc.fails)
				kind, _ := sink.KindOf(err)
				require.Equal(t, sink.Permanent, kind)
			}
			got.Sent = 0
			require.Equal(t, tc.want, got)
			list, err := s.Pending()
			require.NoError(t, err)
			require.Len(t, list, 1)
			require.Equal(t, []int{tc.want.Left, tc.want.SetAside}, []int{list[0].Left, list[0].SetAside})
		})
	}
}
