//go:build linux

package realtest

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
)

// unlimited runs a command whose core file may be as large as it likes.
func unlimited(name string, args ...string) *exec.Cmd {
	return exec.Command("/bin/sh", append([]string{"-c", `ulimit -c unlimited && exec "$0" "$@"`, name}, args...)...)
}

// leavesCores says whether a program that is made to crash leaves a core file
// where it runs. It does not where the system hands them to a program, or has
// them somewhere else, or forbids them.
func leavesCores(t *testing.T) bool {
	t.Helper()
	dir := t.TempDir()
	sleep := unlimited("sleep", "600")
	sleep.Dir = dir
	require.NoError(t, sleep.Start())
	eventually(t, "sleep runs", func() bool {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", sleep.Process.Pid))
		return err != nil || strings.TrimSpace(string(line)) == "sleep"
	})
	_ = sleep.Process.Signal(syscall.SIGABRT)
	_ = sleep.Wait()
	return len(names(t, dir)) > 0
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// A crash while tokens are in memory leaves none of them anywhere: no core file,
// though another program would leave one, and nothing in the traceback. What the
// processes said is searched when the test ends.
func TestNoCore(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	cores := leavesCores(t)
	w := newWorld(t, asWebex)
	m := w.machine()
	m.login()
	m.age("administrator") // so that the client's secret is in use, too
	gate := w.front.hold(after, (*exchange).isAPI)
	crashed := map[syscall.Signal]*process{}
	for _, signal := range []syscall.Signal{syscall.SIGABRT, syscall.SIGQUIT, syscall.SIGSEGV} {
		p := m.startAs(unlimited(wxaudit(t), smallAudit()...), []string{"GOTRACEBACK=crash"}, nil, smallAudit())
		gate.wait(t)
		require.NoError(t, p.cmd.Process.Signal(signal))
		crashed[signal] = p
	}
	for signal, p := range crashed {
		require.Equal(t, -1, p.wait(), "it died of the signal %s", signal)
		require.Contains(t, p.stderr.String(), "goroutine ", "there is a traceback to be searched")
	}
	require.Empty(t, names(t, m.work))
	if !cores {
		t.Skip("no program leaves core files here; the traceback was searched")
	}
}
