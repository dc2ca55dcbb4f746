package main

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"wxaudit/pkg/webex/webextest/synth"
)

// pseudoTerminal opens a terminal, and the other end of it.
func pseudoTerminal(t *testing.T) (user, program *os.File) {
	t.Helper()
	user, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("there are no pseudo terminals here")
	}
	t.Cleanup(func() { _ = user.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(user.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(user.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = program.Close() })
	return user, program
}

func echoes(t *testing.T, terminal *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	require.NoError(t, err)
	return state.Lflag&unix.ECHO != 0
}

// atATerminal starts wxaudit login with a terminal, and waits until it reads a
// hidden line.
func atATerminal(t *testing.T, program *os.File, env ...string) (cmd *exec.Cmd, said *bufio.Reader, prompt string) {
	t.Helper()
	cmd = exec.Command("wxaudit", "login", "--no-browser", "--token-store", "file")
	cmd.Stdin = program
	out, err := cmd.StderrPipe()
	require.NoError(t, err)
	cmd.Env = append(append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "WXAUDIT_CLIENT_ID=C-fake", "WXAUDIT_CLIENT_SECRET=canary"), env...)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	said = bufio.NewReader(out)
	prompt = heard(t, said, "it is not shown):\n")
	require.Eventually(t, func() bool { return !echoes(t, program) }, time.Minute, 5*time.Millisecond, "it reads")
	return cmd, said, prompt
}

// heard reads what a program says up to a text.
func heard(t *testing.T, said *bufio.Reader, end string) string {
	t.Helper()
	text := ""
	for !strings.HasSuffix(text, end) {
		line, err := said.ReadString('\n')
		text += line
		require.NoError(t, err, text)
	}
	return text
}

// Ctrl-C at a hidden line must not leave a shell that shows nothing.
func TestAnInterruptAtAHiddenLineLeavesTheTerminalAsItWas(t *testing.T) {
	for name, interrupt := range map[string]func(*exec.Cmd, *os.File) error{
		"a signal": func(cmd *exec.Cmd, _ *os.File) error { return cmd.Process.Signal(os.Interrupt) },
		"the key": func(_ *exec.Cmd, user *os.File) error {
			_, err := user.WriteString("half a line\x03")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			user, program := pseudoTerminal(t)
			require.True(t, echoes(t, program))
			cmd, _, _ := atATerminal(t, program)
			require.NoError(t, interrupt(cmd, user))
			_ = cmd.Wait()
			require.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
			require.True(t, echoes(t, program))
		})
	}
}

// A terminal cuts lines at 4095 bytes unless it is raw. The person pastes the
// wrong text first.
func TestALongAddressIsPasted(t *testing.T) {
	user, program := pseudoTerminal(t)
	o := synth.Clean()
	fake := newSignInFake(t, o)
	var env []string
	for name, text := range fake.environment() {
		env = append(env, name+"="+text)
	}
	cmd, said, prompt := atATerminal(t, program, env...)
	_, err := user.WriteString("http://localhost:8976/callback?code=canary-code&state=another\r")
	require.NoError(t, err)
	require.Contains(t, heard(t, said, "paste it again:\n"), "the answer to another sign-in")
	require.Eventually(t, func() bool { return !echoes(t, program) }, time.Minute, 5*time.Millisecond, "it reads")
	address := regexp.MustCompile(`http://\S+/v1/authorize\S+`).FindString(prompt)
	asked, err := url.Parse(address)
	require.NoError(t, err)
	fake.mu.Lock()
	fake.challenge = asked.Query().Get("code_challenge")
	fake.mu.Unlock()
	long := "http://localhost:8976/callback?more=" + strings.Repeat("0123456789", 900) + "&code=canary-code&state=" + asked.Query().Get("state") + "\r"
	_, err = user.WriteString(long)
	require.NoError(t, err)
	rest, err := io.ReadAll(said)
	require.NoError(t, err)
	_ = cmd.Wait()
	require.Equal(t, 0, cmd.ProcessState.ExitCode(), "%s", rest)
	require.Contains(t, string(rest), "signed in as profile administrator")
	require.True(t, echoes(t, program))
	require.NotContains(t, prompt+string(rest), "canary")
}
