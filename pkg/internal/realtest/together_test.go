//go:build linux

package realtest

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// opens tells each time that somebody opens a file.
func opens(t *testing.T, path string) <-chan struct{} {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC | syscall.IN_NONBLOCK)
	require.NoError(t, err)
	_, err = syscall.InotifyAddWatch(fd, path, syscall.IN_OPEN)
	require.NoError(t, err)
	f := os.NewFile(uintptr(fd), "inotify")
	t.Cleanup(func() { f.Close() })
	told := make(chan struct{}, 10000)
	go func() {
		b := make([]byte, 64*syscall.SizeofInotifyEvent)
		for {
			n, err := f.Read(b)
			if err != nil {
				return
			}
			for range n / syscall.SizeofInotifyEvent { // events of a file have no name
				told <- struct{}{}
			}
		}
	}()
	return told
}

// Two runs want to renew the same pair at the same time, where a refresh token
// that is used twice ends everything. One renews; the other takes what it got.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	tries := opens(t, filepath.Join(m.tokenDir(), "administrator.lock"))
	for round := range rounds(50) {
		m.age("administrator")
		first := m.stored("administrator")
		gate := w.front.hold(before, (*exchange).isRenewal)
		for len(tries) > 0 {
			<-tries
		}
		two := []*process{m.start(nil, nil, smallAudit()...), m.start(nil, nil, smallAudit()...)}
		gate.wait(t)
		// The one that renews has the lock; the other comes for it.
		eventually(t, "both want the lock", func() bool { return len(tries) >= 2 })
		gate.release()
		for _, p := range two {
			require.Contains(t, []int{0, 1, 4}, p.wait(), "round %d: %s", round, p.stderr.String())
		}
		used := w.service.consumed()
		require.Len(t, used, round+1, "exactly one renewal a round")
		require.Equal(t, first.Refresh, used[round])
		kept := m.stored("administrator")
		require.NotContains(t, used, kept.Refresh)
		require.True(t, w.service.active(kept.Access))
	}
	m.must(0, nil, "whoami")
}
