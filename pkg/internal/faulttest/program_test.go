//go:build linux

package faulttest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for what must come.
const patience = 2 * time.Minute

func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// built is the command, built once for all tests.
var built struct {
	once sync.Once
	dir  string
	err  error
	out  []byte
}

// program is the path of the built command.
func program(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "wxaudit-fault-"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", filepath.Join(built.dir, "wxaudit"), "wxaudit/cmd/wxaudit")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		built.out, built.err = build.CombinedOutput()
	})
	require.NoError(t, built.err, string(built.out))
	return filepath.Join(built.dir, "wxaudit")
}

// process is one run of the command.
type process struct {
	t              *testing.T
	args           []string
	cmd            *exec.Cmd
	stdout, stderr bytes.Buffer // read only after it has ended
	ended          chan struct{}
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{t: t, args: args, ended: make(chan struct{})}
	p.cmd = exec.Command(program(t), args...)
	p.cmd.Dir = t.TempDir()
	p.cmd.Env = []string{"HOME=" + p.cmd.Dir, "TMPDIR=" + p.cmd.Dir, "PATH=/usr/bin:/bin"}
	p.cmd.Stdout, p.cmd.Stderr = &p.stdout, &p.stderr
	require.NoError(t, p.cmd.Start())
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() { p.kill() })
	return p
}

// wait waits for the end and returns the exit code; -1 for a signal.
func (p *process) wait() int {
	p.t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		p.kill()
		p.t.Fatalf("wxaudit %s did not end:\n%s", strings.Join(p.args, " "), p.stderr.String())
		return 0
	}
}

// kill ends the process with SIGKILL, and tells whether it was still there.
func (p *process) kill() bool {
	err := p.cmd.Process.Kill()
	<-p.ended
	return !errors.Is(err, os.ErrProcessDone) && !p.cmd.ProcessState.Exited()
}
