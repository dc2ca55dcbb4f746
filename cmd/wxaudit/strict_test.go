package main

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is written to nobody ends with 3: no mistake in the command line, and no
// success.
func TestAFullDiskIsNoMistakeOfTheUser(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full: ", err)
	}
	defer full.Close()
	for _, args := range [][]string{{"version"}, {"checks", "list"}, {"controls"}, {"schema"}, {"policy", "check", "../../fixtures/clinic-policy.yaml"},
		{"run", "--fixtures", "../../fixtures/clean"}} {
		cmd := exec.Command("wxaudit", args...)
		cmd.Stdout = full
		said := &bytes.Buffer{}
		cmd.Stderr = said
		require.Error(t, cmd.Run(), args)
		require.Equal(t, exitUnfinished, cmd.ProcessState.ExitCode(), args)
		require.Contains(t, said.String(), "no space left on device", args)
		require.NotContains(t, said.String(), "--help", args)
	}
}

// A reader that goes away (| head) does not end the program before its files are
// written and its events delivered.
func TestAReaderThatGoesAwayEndsNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	events := dir + "/events"
	require.NoError(t, os.Mkdir(events, 0o700))
	for _, args := range [][]string{
		{"run", "--fixtures", "../../fixtures/clinic", "--format", "json", "--output", "csv=" + dir + "/report.csv",
			"--state-dir", dir + "/state", "--sink", "type=file,path=" + events},
		{"schema", "policy"},
	} {
		cmd := exec.Command("wxaudit", args...)
		said := &bytes.Buffer{}
		cmd.Stderr = said
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		require.NoError(t, out.Close())
		require.Error(t, cmd.Wait())
		require.Equal(t, exitUnfinished, cmd.ProcessState.ExitCode(), said)
		if args[0] == "run" {
			require.Contains(t, said.String(), "broken pipe")
			continue
		}
		require.Empty(t, said.String(), "whoever reads has read enough")
	}
	require.FileExists(t, dir+"/report.csv")
	left, err := os.ReadDir(events)
	require.NoError(t, err)
	require.NotEmpty(t, left, "the events were delivered")
}

// A server may send a body where none belongs. The standard library writes the
// beginning of such a body to its own log, which must reach nobody.
func TestABodyThatNobodyAskedForIsNotLogged(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	var asked atomic.Int32
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				for line, err := in.ReadString('\n'); err == nil && line != "\r\n"; line, err = in.ReadString('\n') {
				}
				answer := "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n" + `{"title":"canary, Jane"}`
				if asked.Add(1) > 1 {
					answer = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
				}
				_, _ = conn.Write([]byte(answer))
				_, _ = in.ReadString('\n') // until the client hangs up
			}()
		}
	}()
	cmd := exec.Command("wxaudit", "run", "-v")
	url := "http://" + listener.Addr().String()
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "WXAUDIT_ACCESS_TOKEN=token", "WXAUDIT_API_URL="+url)
	said, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(said), "401 unauthorized")
	require.NotContains(t, string(said), "canary")
	require.NotContains(t, string(said), "Unsolicited")
}
