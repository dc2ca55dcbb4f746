package spool_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// forget drops what there is of a sink, and returns what it was told, without the
// time, which is that of the file.
func forget(t *testing.T, s *spool.Spool, name string) (all []spool.Dropped) {
	t.Helper()
	require.NoError(t, s.Forget(t.Context(), name, options(), func(d spool.Dropped) {
		d.Written = d.Written.Truncate(0)
		all = append(all, d)
	}))
	return all
}

// once takes one batch and then has enough.
func once() *receiver {
	return &receiver{answer: func(call int, _ sink.Batch) (sink.Result, error) {
		if call > 0 {
			return sink.Result{}, sink.Fatal(errors.New("closed"))
		}
		return sink.Result{}, nil
	}}
}

func TestASinkIsForgotten(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 5, "a", "b")
	_, err := s.Deliver(t.Context(), "a", rejecting(1, 3), options())
	require.NoError(t, err)
	put(t, s, day2, 4, "a")
	before, err := s.Pending()
	require.NoError(t, err)

	all := forget(t, s, "a")
	require.Len(t, all, 2)
	require.Equal(t, spool.Dropped{Run: day1, SetAside: 2}, all[0])
	require.Equal(t, day2, all[1].Run)
	require.Equal(t, 4, all[1].Left)
	require.False(t, all[1].Written.IsZero())
	after, err := s.Pending()
	require.NoError(t, err)
	require.Equal(t, before[1:], after, "what is another sink's stays")
	require.Equal(t, []string{"set-aside", "spool", "spool/" + day1, "spool/" + day1 + "/b.ack", "spool/" + day1 + "/b.ndjson"}, tree(t, dir))
	require.Empty(t, forget(t, s, "a"))
	require.Len(t, forget(t, s, "b"), 1)
	require.Equal(t, empty, tree(t, dir))
}

// What was acknowledged is not dropped, and what somebody took away is.
func TestForgettingCountsWhatWasLeft(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 6, "a")
	put(t, s, day2, 6, "a")
	_, err := s.Deliver(t.Context(), "a", once(), options())
	require.Error(t, err)
	require.NoError(t, os.Remove(filepath.Join(dir, "spool", day2, "a.ndjson")))
	list, err := s.Pending()
	require.NoError(t, err)
	require.Equal(t, []int{2, 8}, []int{list[0].Runs, list[0].Left}, "both are listed")
	all := forget(t, s, "a")
	require.Len(t, all, 2)
	require.Equal(t, 2, all[0].Left)
	require.Equal(t, spool.Dropped{Run: day2, Left: 6}, all[1])
	require.Equal(t, empty, tree(t, dir))
}

func TestForgettingThatStops(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 2, "a")
	put(t, s, day2, 2, "a")
	ctx, cancel := context.WithCancel(t.Context())
	var all []spool.Dropped
	err := s.Forget(ctx, "a", options(), func(d spool.Dropped) {
		all = append(all, d)
		cancel()
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, all, 1)
	require.Equal(t, []string{"set-aside", "spool", "spool/" + day2, "spool/" + day2 + "/a.ack", "spool/" + day2 + "/a.ndjson"}, tree(t, dir))
	require.ErrorContains(t, s.Forget(t.Context(), "", options(), nil), "the name")
}
