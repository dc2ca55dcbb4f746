package main

import (
	"os"
	"sync"

	"golang.org/x/term"
)

// terminal reads hidden lines from standard input.
type terminal struct {
	mu     sync.Mutex
	before *term.State // nil until the first hidden line
}

// readHidden reads a line without showing it.
func (t *terminal) readHidden() (string, error) {
	fd := int(os.Stdin.Fd())
	t.mu.Lock()
	if t.before == nil {
		t.before, _ = term.GetState(fd) // where that fails, so does the next
	}
	t.mu.Unlock()
	line, err := term.ReadPassword(fd)
	return string(line), err
}

// leave shows again what is typed: an interrupt ends the process while a hidden
// line is read, and the shell would stay mute. A terminal that was not touched is
// left alone, as it may be another process's by now.
func (t *terminal) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.before != nil {
		_ = term.Restore(int(os.Stdin.Fd()), t.before) // it may be gone
	}
}
