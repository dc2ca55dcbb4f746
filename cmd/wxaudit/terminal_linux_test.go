package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
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

// Ctrl-C at a hidden line must not leave a shell that shows nothing.
func TestAnInterruptAtAHiddenLineLeavesTheTerminalAsItWas(t *testing.T) {
	_, program := pseudoTerminal(t)
	require.True(t, echoes(t, program))
	cmd := exec.Command("wxaudit", "login", "--no-browser", "--token-store", "file")
	cmd.Stdin = program
	said, err := cmd.StderrPipe()
	require.NoError(t, err)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "WXAUDIT_CLIENT_ID=C-fake", "WXAUDIT_CLIENT_SECRET=canary")
	require.NoError(t, cmd.Start())
	text, buf := "", make([]byte, 4096)
	for !strings.Contains(text, "it is not shown") {
		n, err := said.Read(buf)
		require.NoError(t, err, text)
		text += string(buf[:n])
	}
	require.Eventually(t, func() bool { return !echoes(t, program) }, time.Minute, 5*time.Millisecond, "it reads")
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	_ = cmd.Wait()
	require.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
	require.True(t, echoes(t, program))
}
