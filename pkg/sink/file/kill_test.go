package file_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/file"
)

const killed = 4000 // events

// TestMain is the process that is killed, when it is told where to write.
func TestMain(m *testing.M) {
	path := os.Getenv("WXAUDIT_TEST_WRITER")
	if path == "" {
		os.Exit(m.Run())
	}
	o := options(path)
	if strings.HasSuffix(path, ".ndjson") {
		o.Append, o.RotateBytes, o.RotateEvery = true, 50_000, time.Nanosecond
		o.Now = time.Now
	}
	s, err := file.New(o)
	if err != nil {
		panic(err)
	}
	var first int
	fmt.Sscan(os.Getenv("WXAUDIT_TEST_FIRST"), &first)
	for ; first < killed; first += 10 {
		_, err := s.Send(context.Background(), events(runA, first, first+10))
		if err != nil {
			panic(err)
		}
		fmt.Println(first + 10) // acknowledged
	}
	os.Exit(0)
}

// write runs a process until it has acknowledged some batches and was killed,
// and returns the number of acknowledged events.
func write(t *testing.T, path string, first, batches int) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "WXAUDIT_TEST_WRITER="+path, fmt.Sprint("WXAUDIT_TEST_FIRST=", first))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	acked := first
	for told := bufio.NewScanner(out); told.Scan(); {
		_, err := fmt.Sscan(told.Text(), &acked)
		require.NoError(t, err)
		if batches--; batches == 0 {
			require.NoError(t, cmd.Process.Kill())
		}
	}
	_ = cmd.Wait()
	return acked
}

func TestKilledWhileItWrites(t *testing.T) {
	t.Parallel()
	for _, grows := range []bool{false, true} {
		t.Run(fmt.Sprint("grows ", grows), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := dir
			if grows {
				path = filepath.Join(dir, "f.ndjson")
			}
			acked, rounds := 0, 0
			for acked < killed {
				acked = write(t, path, acked, 10+rand.IntN(60))
				rounds++
			}
			require.Greater(t, rounds, 3)
			if !grows {
				require.NoError(t, newSink(t, options(dir)).Finish(t.Context(), runA, 0))
				require.Equal(t, lines(0, killed), read(t, dir, fileA), "each exactly once, in order")
				return
			}
			files, err := filepath.Glob(path + "*")
			require.NoError(t, err)
			require.Greater(t, len(files), 2)
			times := map[string]int{}
			for _, f := range files {
				for line := range strings.Lines(read(t, f)) {
					times[line]++
				}
			}
			for n := range killed {
				require.Positive(t, times[string(event(n).Payload())+"\n"], "event %d", n)
			}
		})
	}
}

var _ sink.Finisher = (*file.Sink)(nil)
