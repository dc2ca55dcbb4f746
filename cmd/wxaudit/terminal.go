package main

import (
	"bufio"
	"os"
	"sync"

	"golang.org/x/term"
)

// terminal reads hidden lines from a terminal.
type terminal struct {
	file *os.File
	in   *bufio.Reader

	mu     sync.Mutex
	before *term.State // nil until the first hidden line
}

func newTerminal(f *os.File) *terminal {
	return &terminal{file: f, in: bufio.NewReader(f)}
}

// readHidden reads a line without showing it. The terminal is raw meanwhile:
// otherwise it cuts lines at 4095 bytes and says nothing, and an address with a
// code can be longer.
func (t *terminal) readHidden() (string, error) {
	fd := int(t.file.Fd())
	t.mu.Lock()
	if t.before == nil {
		t.before, _ = term.GetState(fd) // where that fails, so does the next
	}
	t.mu.Unlock()
	cooked, err := term.MakeRaw(fd)
	if err != nil {
		return "", err
	}
	defer func() { _ = term.Restore(fd, cooked) }() // it may be gone
	return hiddenLine(t.in)
}

// leave shows again what is typed: a signal ends the process while a hidden line
// is read, and the shell would stay mute. A terminal that was not touched is left
// alone, as it may be another process's by now.
func (t *terminal) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.before != nil {
		_ = term.Restore(int(t.file.Fd()), t.before) // it may be gone
	}
}
