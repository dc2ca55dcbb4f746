package spool_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

func TestFinishKeepsTheRun(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 6, "a")
	to := fileReceiver{&receiver{finish: func(string) error { return sink.Fatal(errors.New("no place for the file")) }}}
	tally, err := s.Deliver(t.Context(), "a", to, options())
	require.ErrorContains(t, err, "run "+day1+": it cannot be finished: no place for the file")
	require.Equal(t, spool.Tally{Sent: 6, Acknowledged: 6}, tally)
	list, err := s.Pending()
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, 1, list[0].Runs)

	to = fileReceiver{&receiver{}}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Empty(t, to.calls, "nothing is sent twice")
	require.Equal(t, []string{day1}, to.finished)
	require.Equal(t, empty, tree(t, dir))
}

// What one run cannot be finished for is no reason to keep back the others.
func TestARunThatCannotBeFinished(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault error
		want  string
		left  int
		runs  []string // in the spool, then
		sent  []string
	}{
		"a file stands in its way":         {sink.Fatal(errors.New("in the way")), "it cannot be finished: in the way", 0, []string{day1}, ids(day1, 0, 1, 2)},
		"it is, but an old one could not":  {sink.Finished(errors.New("an old file")), "an old file", 0, nil, ids(day1, 0, 1, 2)},
		"what was taken is gone each time": {sink.StartOver(errors.New("gone")), "it cannot be finished: gone", 3, []string{day1}, ids(day1, 0, 1, 2, 0, 1, 2)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			put(t, s, day1, 3, "a")
			put(t, s, day2, 4, "a")
			to := fileReceiver{&receiver{finish: func(run string) error {
				if run == day1 {
					return tc.fault
				}
				return nil
			}}}
			o := options()
			o.Progress = func(now spool.Tally) { require.GreaterOrEqual(t, now.Left, 0) }
			tally, err := s.Deliver(t.Context(), "a", to, o)
			require.ErrorContains(t, err, "run "+day1+": "+tc.want)
			require.Equal(t, tc.left, tally.Left)
			require.ElementsMatch(t, append(ids(day2, 0, 1, 2, 3), tc.sent...), to.offered())
			var left []string
			for _, run := range []string{day1, day2} {
				if _, err := os.Stat(filepath.Join(dir, "spool", run)); err == nil {
					left = append(left, run)
				}
			}
			require.Equal(t, tc.runs, left)
		})
	}
}

// A crash between the removal of the events and that of their acknowledgement.
func TestACrashWhileARunIsRemoved(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 4, "a")
	_, err := s.Deliver(t.Context(), "a", fileReceiver{&receiver{finish: func(string) error { return sink.Fatal(errors.New("full")) }}}, options())
	require.ErrorContains(t, err, "full")
	require.NoError(t, os.Remove(filepath.Join(dir, "spool", day1, "a.ndjson")))
	list, err := s.Pending()
	require.NoError(t, err)
	require.Empty(t, list)
	to := &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	require.Empty(t, to.calls)
	require.Equal(t, empty, tree(t, dir))
}

// Events that somebody removed, or that a repair of the disk took, are not
// finished: what is left of them is spoken of until somebody gives them up.
func TestEventsThatAreGone(t *testing.T) {
	t.Parallel()
	s, dir := open(t)
	put(t, s, day1, 4, "a")
	put(t, s, day2, 3, "a")
	require.NoError(t, os.Remove(filepath.Join(dir, "spool", day1, "a.ndjson")))
	for range 2 {
		s, err := spool.Open(dir)
		require.NoError(t, err)
		_, err = s.Deliver(t.Context(), "a", &receiver{}, options())
		require.ErrorContains(t, err, "is gone, with 4 events that nobody has taken")
	}
	require.NoError(t, os.Remove(filepath.Join(dir, "spool", day1, "a.ack")))
	_, err := s.Deliver(t.Context(), "a", &receiver{}, options())
	require.NoError(t, err)
	require.Equal(t, empty, tree(t, dir))
}
