package spool_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// childEnv names what a child process does, which is this test binary once more.
const childEnv = "WXAUDIT_SPOOL_CHILD"

func TestMain(m *testing.M) {
	if does := os.Getenv(childEnv); does != "" {
		if err := child(does, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// perCrash is how many events the runs of the crash tests have.
const perCrash = 10_000

func child(does string, args []string) error {
	s, err := spool.Open(args[0])
	if err != nil {
		return err
	}
	switch does {
	case "put":
		return s.Put(context.Background(), day1, map[string]iter.Seq2[sink.Event, error]{"a": events(day1, perCrash), "b": events(day1, perCrash)})
	case "limited":
		return limited(s)
	case "restore":
		name := func() (string, error) { return spool.RunName(time.Now(), rand.Uint32()), nil }
		_, err := s.Restore(context.Background(), args[1], spool.Options{Now: time.Now, RetryFor: 20 * time.Second}, name)
		return err
	case "deliver":
		to := appender{path: filepath.Join(args[0], args[1]+".received")}
		_, err := s.Deliver(context.Background(), args[1], to, spool.Options{Now: time.Now, RetryFor: 20 * time.Second, Random: func() float64 { return 0 }})
		return err
	default:
		return errors.New("no such child")
	}
}

// appender is a receiver that no kill of the sender reaches: a file. It rejects
// some events, and does not take others at once.
type appender struct{ path string }

func poison(id string) bool { return strings.HasSuffix(id, "77") }

func (a appender) Limits() sink.Limits { return sink.Limits{Events: 50, Bytes: 1 << 20} }

func (a appender) Send(_ context.Context, b sink.Batch) (r sink.Result, err error) {
	f, err := os.OpenFile(a.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return r, err
	}
	defer f.Close()
	for i, e := range b.Events {
		switch {
		case poison(e.ID):
			r.Rejected = append(r.Rejected, sink.Rejection{Index: i, Reason: "poison"})
		case rand.IntN(2000) == 0:
			r.Again = append(r.Again, i)
		default:
			if _, err := io.WriteString(f, e.ID+"\n"); err != nil {
				return r, err
			}
		}
	}
	if rand.IntN(100) == 0 {
		return sink.Result{}, errors.New("the answer was lost")
	}
	return r, nil
}

func start(t *testing.T, does string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), childEnv+"="+does)
	cmd.Stderr = os.Stderr
	require.NoError(t, cmd.Start())
	return cmd
}

// killAt kills the child after a random while, and says whether it had ended well
// before.
func killAt(t *testing.T, cmd *exec.Cmd, most time.Duration) bool {
	t.Helper()
	timer := time.AfterFunc(5*time.Millisecond+rand.N(most), func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	var exit *exec.ExitError
	require.True(t, err == nil || errors.As(err, &exit) && exit.ExitCode() == -1, "%v", err)
	return err == nil
}

// Killed at any moment and started again, until it ends by itself: the run is
// there for all sinks or for none, every event arrives, and nothing stays behind.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	dir := t.TempDir()
	kills := 0
	for most := 40 * time.Millisecond; !killAt(t, start(t, "put", dir), most); most = most * 5 / 4 {
		kills++
		if _, err := os.Stat(filepath.Join(dir, "spool", day1)); err == nil {
			break // killed behind the rename
		}
	}
	s, err := spool.Open(dir)
	require.NoError(t, err)
	list, err := s.Pending()
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Len(t, tree(t, dir), 2+1+4, "temporary directories are swept")

	for _, b := range list {
		require.Equal(t, perCrash, b.Left)
		left := perCrash
		for most := 100 * time.Millisecond; ; most = most * 5 / 4 { // a slow machine must come to the end, too
			// Two at once: one delivers, the other waits and takes over.
			one, two := start(t, "deliver", dir, b.Sink), start(t, "deliver", dir, b.Sink)
			done := killAt(t, one, most)
			done = killAt(t, two, most) && done
			if done {
				break
			}
			kills++
			now, err := s.Pending()
			require.NoError(t, err)
			for _, n := range now {
				if n.Sink == b.Sink {
					require.LessOrEqual(t, n.Left, left, "what was acknowledged stays so")
					left = n.Left
				}
			}
		}
		received, err := os.ReadFile(filepath.Join(dir, b.Sink+".received"))
		require.NoError(t, err)
		arrived := map[string]int{}
		for _, id := range strings.Fields(string(received)) {
			arrived[id]++
		}
		aside := setAside(t, dir, b.Sink, day1)
		for i := range perCrash {
			id := event(day1, i).ID
			if poison(id) {
				require.Equal(t, "poison", aside[id])
				require.Zero(t, arrived[id])
			} else {
				require.NotZero(t, arrived[id], id)
				require.NotContains(t, aside, id)
			}
		}
		require.Len(t, aside, perCrash/100)
	}
	require.NotZero(t, kills)
	entries, err := os.ReadDir(filepath.Join(dir, "spool"))
	require.NoError(t, err)
	for _, e := range entries {
		require.Equal(t, ".lock", filepath.Ext(e.Name()), "the spool is empty")
	}
	t.Logf("%d kills", kills)
}

// Killed at any moment while it puts set-aside events back: afterwards each is in
// the spool or still set aside, and all arrive.
func TestRestoreKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
	s, dir := open(t)
	put(t, s, day1, 3000, "a")
	put(t, s, day2, 3000, "a")
	_, err := s.Deliver(t.Context(), "a", rejecting(span(0, 3000)...), options())
	require.NoError(t, err)
	kills := 0
	for most := 30 * time.Millisecond; !killAt(t, start(t, "restore", dir, "a"), most); most = most * 5 / 4 {
		kills++
	}
	require.NotZero(t, kills)
	list, err := s.Reasons("a")
	require.NoError(t, err)
	require.Empty(t, list)
	to := &receiver{limits: sink.Limits{Events: 1000}}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.NoError(t, err)
	arrived := map[string]bool{}
	for _, id := range to.offered() {
		arrived[id] = true
	}
	require.Len(t, arrived, 6000)
	t.Logf("%d kills, %d events", kills, len(to.offered()))
	_, err = spool.Open(dir)
	require.NoError(t, err)
	require.Equal(t, empty, tree(t, dir))
}
