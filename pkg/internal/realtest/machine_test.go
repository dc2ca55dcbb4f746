//go:build linux

package realtest

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/buffertest"
)

// machine is a computer on which somebody uses wxaudit: a home directory, an
// environment, and a browser that says where it is sent. When the test ends, no
// secret may lie about on it.
type machine struct {
	t    *testing.T
	w    *world
	dir  string
	env  []string
	work string // where commands run

	mu   sync.Mutex
	runs []*process
}

// opener stands for xdg-open: it notes the address, and what else is on its
// command line.
const opener = "#!/bin/sh\nprintf '%%s\\n' \"$*\" > '%[1]s.new' && mv '%[1]s.new' '%[1]s'\n"

func (w *world) machine() *machine {
	w.t.Helper()
	m := &machine{t: w.t, w: w, dir: w.t.TempDir()}
	for _, sub := range []string{"home", "config", "bin", "work", "out", "tmp"} {
		require.NoError(w.t, os.Mkdir(filepath.Join(m.dir, sub), 0o700))
	}
	m.work = filepath.Join(m.dir, "work")
	script := fmt.Sprintf(opener, m.opened())
	require.NoError(w.t, os.WriteFile(filepath.Join(m.dir, "bin", "xdg-open"), []byte(script), 0o700))
	m.env = []string{
		"HOME=" + filepath.Join(m.dir, "home"), "XDG_CONFIG_HOME=" + filepath.Join(m.dir, "config"),
		"TMPDIR=" + filepath.Join(m.dir, "tmp"),
		"PATH=" + filepath.Join(m.dir, "bin") + ":/usr/bin:/bin",
		"WXAUDIT_API_URL=" + w.front.url(), "WXAUDIT_IDBROKER_URL=" + w.front.url(), "WXAUDIT_CONTROLHUB_URL=" + w.front.url(),
	}
	w.machines = append(w.machines, m)
	w.t.Cleanup(func() {
		m.stop()
		if w.t.Failed() {
			m.tell()
			return
		}
		require.Empty(w.t, w.leaks(m), "secrets lie about")
	})
	return m
}

// opened is the file in which xdg-open leaves the address.
func (m *machine) opened() string { return filepath.Join(m.dir, "opened") }

// browsed waits for wxaudit to open the browser, and returns the address.
func (m *machine) browsed() string {
	m.t.Helper()
	var address string
	eventually(m.t, "wxaudit opens the browser", func() bool {
		text, err := os.ReadFile(m.opened())
		address = strings.TrimSpace(string(text))
		return err == nil
	})
	require.NoError(m.t, os.Remove(m.opened()))
	return address
}

// asClient is the environment in which wxaudit is told its client.
func asClient(id, secret string) []string {
	return []string{"WXAUDIT_CLIENT_ID=" + id, "WXAUDIT_CLIENT_SECRET=" + secret}
}

// process is one run of wxaudit.
type process struct {
	t              *testing.T
	args           []string
	cmd            *exec.Cmd
	stdout, stderr buffertest.Buffer
	ended          chan struct{}
}

// start starts wxaudit. Stdin may be nil.
func (m *machine) start(env []string, stdin io.Reader, args ...string) *process {
	m.t.Helper()
	return m.startAs(exec.Command(wxaudit(m.t), args...), env, stdin, args)
}

func (m *machine) startAs(cmd *exec.Cmd, env []string, stdin io.Reader, args []string) *process {
	m.t.Helper()
	p := &process{t: m.t, args: args, cmd: cmd, ended: make(chan struct{})}
	cmd.Dir, cmd.Env, cmd.Stdin = m.work, append(append([]string{}, m.env...), env...), stdin
	cmd.Stdout, cmd.Stderr = &p.stdout, &p.stderr
	cmd.WaitDelay = 5 * time.Second // for what a child of it may hold open
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	require.NoError(m.t, cmd.Start())
	m.mu.Lock()
	m.runs = append(m.runs, p)
	m.mu.Unlock()
	go func() {
		_ = cmd.Wait()
		close(p.ended)
	}()
	return p
}

// wait waits for the end and returns the exit code; -1 for a signal.
func (p *process) wait() int {
	p.t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(2 * patience):
		_ = p.cmd.Process.Kill()
		p.t.Fatalf("wxaudit %s does not end; standard error:\n%s", strings.Join(p.args, " "), p.stderr.String())
		return 0
	}
}

// kill ends the process with no chance to tidy up.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// run runs wxaudit to its end.
func (m *machine) run(env []string, args ...string) (code int, p *process) {
	m.t.Helper()
	p = m.start(env, nil, args...)
	return p.wait(), p
}

// must runs wxaudit and requires an exit code.
func (m *machine) must(code int, env []string, args ...string) *process {
	m.t.Helper()
	got, p := m.run(env, args...)
	require.Equal(m.t, code, got, "wxaudit %s\n%s", strings.Join(args, " "), p.stderr.String())
	return p
}

// audit runs a small audit, and requires that it was carried through.
func (m *machine) audit(args ...string) *process {
	m.t.Helper()
	code, p := m.run(nil, append(smallAudit(), args...)...)
	require.Contains(m.t, []int{0, 1, 4}, code, p.stderr.String())
	return p
}

// smallAudit is an audit of about ten requests, to two services.
func smallAudit() []string { return []string{"run", "-v", "--only", "identity.sso-enforced"} }

// login signs in by device grant.
func (m *machine) login(args ...string) {
	m.t.Helper()
	p := m.start(asClient(clientID, clientSecret), nil, append([]string{"login", "--device", "--token-store", "file"}, args...)...)
	newTab(m.t).approve(m.deviceAddress(p))
	require.Equal(m.t, 0, p.wait(), p.stderr.String())
}

// loginAgain signs in as quickly as it goes: with tokens that are pasted.
func (m *machine) loginAgain() {
	m.t.Helper()
	access, refresh := m.w.devicePair(clientID, clientSecret)
	pasted := strings.NewReader(access + "\n" + refresh + "\n")
	p := m.start(asClient(clientID, clientSecret), pasted, "login", "--service-app", "--token-store", "file")
	require.Equal(m.t, 0, p.wait(), p.stderr.String())
}

// stop ends the processes that are left.
func (m *machine) stop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.runs {
		p.kill()
	}
}

// tell writes what every process said to the log of the test.
func (m *machine) tell() {
	for _, p := range m.runs {
		m.t.Logf("wxaudit %s -> %v\nstandard output:\n%s\nstandard error:\n%s",
			strings.Join(p.args, " "), p.cmd.ProcessState, p.stdout.String(), p.stderr.String())
	}
}

// redirectPort is the flag for the port that the client has registered.
func (w *world) redirectPort() []string {
	return []string{"--redirect-port", strconv.Itoa(w.service.port)}
}

// tokenDir is where the token files are.
func (m *machine) tokenDir() string { return filepath.Join(m.dir, "config", "wxaudit", "tokens") }

// pair is what a token file holds, as far as the tests look at it.
type pair struct {
	Access, Refresh string
}

// stored reads the token file of a profile; nil when there is none. It must be
// whole whenever it is looked at.
func (m *machine) stored(profile string) *pair {
	m.t.Helper()
	text, err := os.ReadFile(filepath.Join(m.tokenDir(), profile+".json"))
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(m.t, err)
	var file struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
	}
	require.NoError(m.t, json.Unmarshal(text, &file), "%s", text)
	require.NotEmpty(m.t, file.Access)
	require.NotEmpty(m.t, file.Refresh)
	return &pair{file.Access, file.Refresh}
}
