//go:build linux

package syslogtest_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/receivertest"
)

// patience is how long a test waits for what must come. Nothing is asserted of
// how long it took.
const patience = 60 * time.Second

// record is a message as a receiver understood it.
type record struct {
	Priority string `json:"pri"`
	Time     string `json:"time"`
	Host     string `json:"host"`
	App      string `json:"app"`
	Proc     string `json:"proc"`
	ID       string `json:"id"`
	Message  string `json:"msg"`
}

// daemon is a receiver that runs as a process of its own.
type daemon struct {
	t       *testing.T
	dir     string
	address string
	command func() *exec.Cmd
	cmd     *exec.Cmd
	done    chan struct{}
}

// server is what a daemon is told: where its certificate is, whom it trusts, and
// whether it wants a certificate of the sender.
type server struct {
	dir, port, ca, cert, key string
	mutual                   bool
}

// product is a daemon and how it is set up.
type product struct {
	name    string
	lacks   func() string // what is missing and how to get it
	command func(t *testing.T, s server) func() *exec.Cmd
}

// needs skips the test when the product is missing, or fails it where all of them
// have to be there.
func (p product) needs(t *testing.T) {
	t.Helper()
	lack := p.lacks()
	realpart.Need(t, lack == "", lack)
}

// run starts a receiver on this computer.
func (p product) run(t *testing.T, a *receivertest.Authority, mutual bool) *daemon {
	t.Helper()
	p.needs(t)
	d := &daemon{t: t, dir: t.TempDir(), address: listentest.Reserve(t)}
	_, port, err := net.SplitHostPort(d.address)
	require.NoError(t, err)
	cert, key := a.Files(receivertest.ValidUntil, "127.0.0.1")
	d.command = p.command(t, server{d.dir, port, a.File, cert, key, mutual})
	d.start()
	t.Cleanup(func() {
		d.kill()
		if t.Failed() {
			text, _ := os.ReadFile(filepath.Join(d.dir, "log"))
			t.Logf("%s said:\n%s", p.name, text)
		}
	})
	return d
}

func (d *daemon) start() {
	d.t.Helper()
	log, err := os.OpenFile(filepath.Join(d.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(d.t, err)
	defer log.Close()
	_ = os.Remove(filepath.Join(d.dir, "pid")) // a killed process leaves it
	d.cmd, d.done = d.command(), make(chan struct{})
	d.cmd.Stdout, d.cmd.Stderr = log, log
	d.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(d.t, d.cmd.Start())
	go func(cmd *exec.Cmd, done chan struct{}) {
		_ = cmd.Wait()
		close(done)
	}(d.cmd, d.done)
	d.eventually("it listens", func() bool {
		c, err := net.Dial("tcp", d.address)
		if err == nil {
			c.Close()
		}
		return err == nil
	})
}

func (d *daemon) kill() {
	if d.cmd != nil {
		_ = d.cmd.Process.Kill()
		<-d.done
		d.cmd = nil
		d.endLine()
	}
}

// endLine ends the half line that a killed process may have left: the next one
// would write on there, and what it writes first would be lost in it.
func (d *daemon) endLine() {
	out, err := os.OpenFile(filepath.Join(d.dir, "out"), os.O_RDWR|os.O_APPEND, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	require.NoError(d.t, err)
	defer out.Close()
	text, err := io.ReadAll(out)
	require.NoError(d.t, err)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		_, err = out.WriteString("\n")
		require.NoError(d.t, err)
	}
}

// records are the messages that were written so far. Half a line of a killed
// process is left out.
func (d *daemon) records() []record {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, "out"))
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(d.t, err)
	}
	var all []record
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r record
		if json.Unmarshal(lines.Bytes(), &r) == nil {
			all = append(all, r)
		}
	}
	require.NoError(d.t, lines.Err())
	return all
}

// received waits until so many messages are written.
func (d *daemon) received(n int) []record {
	d.t.Helper()
	d.eventually(fmt.Sprintf("%d messages are written", n), func() bool { return len(d.records()) >= n })
	return d.records()
}

func (d *daemon) eventually(what string, ok func() bool) {
	d.t.Helper()
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			d.t.Fatalf("never: %s; %d messages are there", what, len(d.records()))
		}
		time.Sleep(20 * time.Millisecond)
	}
}
