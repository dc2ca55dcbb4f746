package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// child is what a process that a test starts does. Its exit code says how it
// went.
func child(mode string) int {
	s := NewFile(os.Getenv("WXAUDIT_TEST_FILE"), Options{})
	switch mode {
	case "renew":
		times, _ := strconv.Atoi(os.Getenv("WXAUDIT_TEST_TIMES"))
		fmt.Println("ready")
		for range times {
			if _, err := s.Update(context.Background(), renewAt(os.Getenv("WXAUDIT_TEST_URL"))); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
		return 0
	case "limited":
		return limited(s)
	default:
		return 2
	}
}

// start prepares a child.
func startChild(t *testing.T, mode string, s *File, url string, times int) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "WXAUDIT_TEST_CHILD="+mode, "WXAUDIT_TEST_FILE="+s.path,
		"WXAUDIT_TEST_URL="+url, "WXAUDIT_TEST_TIMES="+strconv.Itoa(times))
	cmd.Stderr = os.Stderr
	return cmd
}

// Goroutines and processes update at once, and each refresh token is used once.
func TestNoPairIsLostInACrowd(t *testing.T) {
	t.Parallel()
	const processes, goroutines, each = 8, 20, 3
	service := newRotation(t)
	s := newFile(t)
	require.NoError(t, s.Put(t.Context(), sample(0)))
	var all sync.WaitGroup
	for range processes {
		cmd := startChild(t, "renew", s, service.URL, each)
		all.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Error(err)
			}
		})
	}
	readers, stop := context.WithCancel(t.Context())
	for range 4 {
		go func() {
			for readers.Err() == nil {
				if _, err := s.Load(context.Background()); err != nil && readers.Err() == nil {
					t.Error(err)
				}
			}
		}()
	}
	for range goroutines {
		mine := NewFile(s.path, Options{})
		all.Go(func() {
			for range each {
				if _, err := mine.Update(context.Background(), renewAt(service.URL)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	stop()
	n, reused := service.issued()
	require.Zero(t, reused)
	require.Equal(t, (processes+goroutines)*each, n)
	holds(t, s, n)
	only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
}

// A process that is killed at any instant leaves the old pair or the new one,
// whole, and at most one temporary file that the next one sweeps.
func TestKilledDuringUpdates(t *testing.T) {
	t.Parallel()
	kills := 100
	if testing.Short() {
		kills = 10
	}
	service := newRotation(t)
	s := newFile(t)
	require.NoError(t, s.Put(t.Context(), sample(0)))
	swept, behind := 0, 0
	for i := range kills {
		path := fmt.Sprintf("/%d", i)
		cmd := startChild(t, "renew", s, service.URL+path, 1<<30)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		_, err = out.Read(make([]byte, 1))
		require.NoError(t, err)
		time.Sleep(time.Duration(rand.Int64N(int64(25 * time.Millisecond))))
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait()
		service.end(path)
		n, reused := service.issued()
		require.Zero(t, reused)
		g, err := s.Load(t.Context())
		require.NoError(t, err)
		// The newest pair is in the store, or its answer was under way.
		if !g.Equal(sample(n)) {
			require.True(t, g.Equal(sample(n-1)), "neither the old pair nor the new one")
			service.goOn(n - 1)
			behind++
		}
		require.LessOrEqual(t, len(s.leftovers()), 1)
		swept += len(s.leftovers())
	}
	require.NotZero(t, swept, "no process was killed in the middle")
	t.Logf("%d of %d were killed with a temporary file, %d between the answer and the file", swept, kills, behind)
	_, err := s.Update(t.Context(), renewAt(service.URL))
	require.NoError(t, err)
	only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
}

// What a Source does with a File, in one piece.
func TestASourceOverAFile(t *testing.T) {
	t.Parallel()
	service := newRotation(t)
	s := newFile(t)
	require.NoError(t, s.Put(t.Context(), sample(0)))
	now := func() time.Time { return start.Add(14 * 24 * time.Hour) } // the access tokens have ended
	var all sync.WaitGroup
	for range 10 {
		source := auth.NewSource(NewFile(s.path, Options{}), renewer(service.URL), auth.SourceOptions{Now: now})
		all.Go(func() {
			if _, err := source.Token(); err == nil {
				t.Error("an ended token was given out")
			}
		})
	}
	all.Wait()
	n, reused := service.issued()
	require.Zero(t, reused)
	holds(t, s, n)
}

type renewer string

func (r renewer) Renew(ctx context.Context, g auth.Grant) (auth.Grant, error) {
	return renewAt(string(r))(ctx, g)
}
