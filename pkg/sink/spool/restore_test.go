package spool_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// rejecting is a receiver that will never take the events at these places of a batch.
func rejecting(places ...int) *receiver {
	return &receiver{limits: sink.Limits{Events: 100}, answer: func(_ int, b sink.Batch) (r sink.Result, _ error) {
		for _, i := range places {
			if i < len(b.Events) {
				r.Rejected = append(r.Rejected, sink.Rejection{Index: i, Reason: "bad field"})
			}
		}
		return r, nil
	}}
}

// names gives one name of a run after the other.
func names() func() (string, error) {
	n := uint32(100)
	return func() (string, error) {
		n++
		return spool.RunName(clock.AddDate(0, 0, 7), n), nil
	}
}

func TestSetAsideIsSentAgain(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 5, "a", "b")
	put(t, s, day2, 5, "a")
	for _, name := range []string{"a", "b"} {
		_, err := s.Deliver(t.Context(), name, rejecting(1, 3), options())
		require.NoError(t, err)
	}
	other, err := os.ReadFile(filepath.Join(dir, "set-aside", "b", day1+".ndjson"))
	require.NoError(t, err)

	got, err := s.Restore(t.Context(), "a", options(), names())
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Events: 4}, got)
	list, err := s.Pending()
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Equal(t, []int{2, 4, 0}, []int{list[0].Runs, list[0].Left, list[0].SetAside})

	// With the same ids, each run by itself, oldest first; and refused once more.
	to := rejecting(1)
	tally, err := s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Equal(t, [][]string{ids(day1, 1, 3), ids(day2, 1, 3)}, to.calls)
	require.Equal(t, spool.Tally{Sent: 4, Acknowledged: 2, SetAside: 2}, tally)
	require.Equal(t, "high", to.batches[0].Events[0].Severity)

	got, err = s.Restore(t.Context(), "a", options(), func() (string, error) {
		return spool.RunName(clock.AddDate(0, 0, 8), uint32(time.Now().Nanosecond())), nil
	})
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Events: 2}, got)
	to = &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Equal(t, []string{ids(day1, 3)[0], ids(day2, 3)[0]}, to.offered())

	got, err = s.Restore(t.Context(), "a", options(), names())
	require.NoError(t, err)
	require.Zero(t, got)
	require.Equal(t, []string{"set-aside", "set-aside/b", "set-aside/b/" + day1 + ".ndjson", "spool"}, tree(t, dir), "another sink's stay")
	now, err := os.ReadFile(filepath.Join(dir, "set-aside", "b", day1+".ndjson"))
	require.NoError(t, err)
	require.Equal(t, other, now)
}

// What could not be read when it was set aside cannot be sent, and stays, with
// the lines that nobody can read.
func TestWhatCannotBeSentAgainStays(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 6, "a")
	edit(t, filepath.Join(dir, "spool", day1, "a.ndjson"), func(b []byte) []byte {
		split(b)[2][9] = '#'
		return b
	})
	_, err := s.Deliver(t.Context(), "a", rejecting(0), options())
	require.NoError(t, err)
	path := filepath.Join(dir, "set-aside", "a", day1+".ndjson")
	edit(t, path, func(b []byte) []byte { return slices.Concat([]byte("what is this\n"), b, []byte(`{"index":4,"cou`)) })

	got, err := s.Restore(t.Context(), "a", options(), names())
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Events: 1, Kept: 2}, got)
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(string(kept), "\n"))
	require.True(t, strings.HasPrefix(string(kept), "what is this\n"+`{"index":2,"count":1,`), "%s", kept)
	require.FileExists(t, strings.TrimSuffix(path, ".ndjson")+".damaged")

	to := &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Equal(t, ids(day1, 0), to.offered())
	before := tree(t, dir)
	got, err = s.Restore(t.Context(), "a", options(), names())
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Kept: 2}, got)
	require.Equal(t, before, tree(t, dir))
}

// The settings of the sink were changed meanwhile: what is in other words stays set
// aside, where it keeps no delivery from ending.
func TestWhatTheSinkNoLongerUnderstandsStaysSetAside(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	both := func(yield func(sink.Event, error) bool) {
		for i, form := range []string{"ocsf", "cef", ""} {
			e := event(day1, i)
			e.Form = form
			if !yield(e, nil) {
				return
			}
		}
	}
	require.NoError(t, s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": both}))
	_, err := s.Deliver(t.Context(), "a", rejecting(0, 1, 2), options())
	require.NoError(t, err)

	o := options()
	o.Forms = []string{"cef"}
	got, err := s.Restore(t.Context(), "a", o, names())
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Events: 2, Foreign: 1}, got)
	to := &receiver{}
	tally, err := s.Deliver(t.Context(), "a", to, o)
	require.NoError(t, err)
	require.Zero(t, tally.Left)
	require.Equal(t, ids(day1, 1, 2), to.offered())
	before := tree(t, dir)
	got, err = s.Restore(t.Context(), "a", o, names())
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Foreign: 1}, got)
	require.Equal(t, before, tree(t, dir))

	o.Forms = []string{"ocsf"}
	got, err = s.Restore(t.Context(), "a", o, func() (string, error) { return spool.RunName(clock.AddDate(0, 0, 8), 1), nil })
	require.NoError(t, err)
	require.Equal(t, spool.Restored{Events: 1}, got)
	to = &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, o)
	require.NoError(t, err)
	require.Equal(t, ids(day1, 0), to.offered())
	require.Equal(t, empty, tree(t, dir))
}

// What was set aside of a run is sent again while the rest of the run waits, and
// then a line of that event is damaged: the run comes to its end all the same.
func TestARunEndsWithoutItsSetAsideFile(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 5, "a")
	_, err := s.Deliver(t.Context(), "a", &receiver{limits: sink.Limits{Events: 1}, answer: func(call int, _ sink.Batch) (sink.Result, error) {
		if call > 0 {
			return sink.Result{}, sink.Fatal(errors.New("closed"))
		}
		return sink.Result{Rejected: []sink.Rejection{{Index: 0, Reason: "bad field"}}}, nil
	}}, options())
	require.Error(t, err)
	_, err = s.Restore(t.Context(), "a", options(), names())
	require.NoError(t, err)
	require.NoDirExists(t, filepath.Join(dir, "set-aside", "a"))
	edit(t, filepath.Join(dir, "spool", day1, "a.ndjson"), func(b []byte) []byte {
		split(b)[0][9] = '#'
		return b
	})

	got := &receiver{}
	tally, err := s.Deliver(t.Context(), "a", got, options())
	require.NoError(t, err)
	require.Zero(t, tally.Left)
	require.ElementsMatch(t, ids(day1, 0, 1, 2, 3, 4), got.offered())
	require.Equal(t, []string{"set-aside", "set-aside/a", "set-aside/a/" + day1 + ".damaged", "spool"}, tree(t, dir))
	list, err := s.Pending()
	require.NoError(t, err)
	require.Empty(t, list)
}

func TestARestoreThatFails(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 5, "a")
	_, err := s.Deliver(t.Context(), "a", rejecting(1, 3), options())
	require.NoError(t, err)
	before := tree(t, dir)

	broken := errors.New("no name")
	got, err := s.Restore(t.Context(), "a", options(), func() (string, error) { return "", broken })
	require.ErrorIs(t, err, broken)
	require.Equal(t, spool.Restored{Kept: 2}, got)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.Restore(stopped, "a", options(), names())
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.Restore(t.Context(), "../a", options(), names())
	require.ErrorContains(t, err, "the name")
	require.Equal(t, before, tree(t, dir))

	o := options()
	o.RetryFor = 0
	_, err = s.Deliver(t.Context(), "a", &receiver{}, o)
	require.NoError(t, err)
	put(t, s, day2, 1, "a")
	busy := &receiver{answer: func(int, sink.Batch) (sink.Result, error) {
		_, err := s.Restore(t.Context(), "a", o, names())
		require.ErrorIs(t, err, spool.ErrBusy)
		require.ErrorIs(t, s.Forget(t.Context(), "a", o, func(spool.Dropped) {}), spool.ErrBusy)
		return sink.Result{}, nil
	}}
	_, err = s.Deliver(t.Context(), "a", busy, o)
	require.NoError(t, err)
	require.Len(t, busy.calls, 1)
	require.Equal(t, before, tree(t, dir))
}

// Killed behind the moment when the events are in the spool again and before they
// are taken from what was set aside: they are sent twice, and none is lost.
func TestARestoreThatIsKilled(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 5, "a")
	_, err := s.Deliver(t.Context(), "a", rejecting(1, 3), options())
	require.NoError(t, err)
	path := filepath.Join(dir, "set-aside", "a", day1+".ndjson")
	aside, err := os.ReadFile(path)
	require.NoError(t, err)
	name := names()
	_, err = s.Restore(t.Context(), "a", options(), name)
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, aside, 0o600))
	require.NoError(t, os.WriteFile(strings.TrimSuffix(path, ".ndjson")+".rest", aside[:9], 0o600))

	_, err = s.Restore(t.Context(), "a", options(), name)
	require.NoError(t, err)
	to := &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Equal(t, [][]string{ids(day1, 1, 3), ids(day1, 1, 3)}, to.calls)
	require.Equal(t, empty, tree(t, dir))
}

func TestReasons(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	list, err := s.Reasons("a")
	require.NoError(t, err)
	require.Empty(t, list)

	put(t, s, day1, 6, "a")
	edit(t, filepath.Join(dir, "spool", day1, "a.ndjson"), func(b []byte) []byte {
		split(b)[0][9] = '#'
		return b
	})
	to := &receiver{limits: sink.Limits{Events: 100}, answer: func(int, sink.Batch) (sink.Result, error) {
		return sink.Result{Rejected: []sink.Rejection{{Index: 0, Reason: "bad field"}, {Index: 2, Reason: "too old"}, {Index: 4, Reason: "bad field"}}}, nil
	}}
	o := options()
	o.Now = func() time.Time { return clock }
	_, err = s.Deliver(t.Context(), "a", to, o)
	require.NoError(t, err)
	list, err = s.Reasons("a")
	require.NoError(t, err)
	require.Len(t, list, 3)
	require.Equal(t, spool.Reason{Text: "bad field", Events: 2, Last: clock}, list[0])
	require.Equal(t, 1, list[1].Lost)
	require.Contains(t, list[1].Text, "cannot be read")
	require.Equal(t, spool.Reason{Text: "too old", Events: 1, Last: clock}, list[2])
}
