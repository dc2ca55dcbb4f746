package file_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/file"
	"wxaudit/pkg/sink/spool"
)

// killedSink is a file sink whose process ends after some batches of ten, the name
// of the finished file being the last.
type killedSink struct {
	*file.Sink
	batches int
}

func (s *killedSink) Limits() sink.Limits { return sink.Limits{Events: 10} }

func (s *killedSink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	if s.batches--; s.batches < 0 {
		return sink.Result{}, sink.Fatal(errors.New("killed"))
	}
	return s.Sink.Send(ctx, b)
}

func (s *killedSink) Finish(context.Context, string, int) error {
	return sink.Fatal(errors.New("killed"))
}

// What was written of a run is of no use where nobody reads it: in the directory
// that the sink had before, or nowhere. All of the run is in the file that appears.
func TestAFileThatIsNotThereAnyMore(t *testing.T) {
	t.Parallel()
	remove := func(t *testing.T, path, _ string) string {
		require.NoError(t, os.Remove(path))
		return filepath.Dir(path)
	}
	for name, tc := range map[string]struct {
		batches int
		change  func(t *testing.T, path, other string) (dir string)
		sent    int
	}{
		"as it was":                     {2, func(_ *testing.T, path, _ string) string { return filepath.Dir(path) }, 20},
		"another directory":             {2, func(_ *testing.T, _, other string) string { return other }, 60},
		"another directory, at the end": {4, func(_ *testing.T, _, other string) string { return other }, 40},
		"moved to the other directory": {2, func(t *testing.T, path, other string) string {
			require.NoError(t, os.Rename(path, filepath.Join(other, filepath.Base(path))))
			return other
		}, 20},
		"removed":            {2, remove, 60},
		"removed at the end": {4, remove, 40},
		"cut": {4, func(t *testing.T, path, _ string) string {
			require.NoError(t, os.Truncate(path, 100))
			return filepath.Dir(path)
		}, 40},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, other := t.TempDir(), t.TempDir()
			s, err := spool.Open(t.TempDir())
			require.NoError(t, err)
			all := events(runA, 0, 40).Events
			require.NoError(t, s.Put(t.Context(), runA, map[string]iter.Seq2[sink.Event, error]{"f": func(yield func(sink.Event, error) bool) {
				for _, e := range all {
					if !yield(e, nil) {
						return
					}
				}
			}}))
			o := spool.Options{Now: time.Now}
			_, err = s.Deliver(t.Context(), "f", &killedSink{newSink(t, options(dir)), tc.batches}, o)
			require.ErrorContains(t, err, "killed")

			dir = tc.change(t, filepath.Join(dir, "."+fileA+".tmp"), other)
			told := 0
			o.Waiting = func(error, time.Duration) { told++ }
			tally, err := s.Deliver(t.Context(), "f", newSink(t, options(dir)), o)
			require.NoError(t, err)
			require.Zero(t, tally.Left)
			require.Equal(t, lines(0, 40), read(t, dir, fileA), "each exactly once, in order")
			if tc.sent > 20 {
				require.Equal(t, 1, told)
			}
			require.Equal(t, tc.sent, tally.Sent)
		})
	}
}
