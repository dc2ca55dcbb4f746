package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// system is everything outside the program that a command may use, so that a
// test can be the outside.
type system struct {
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	readHidden     func() (string, error) // a line from the terminal, not shown
	leave          func()                 // puts the terminal back
	openBrowser    func(url string) error
	getenv         func(string) string
	configDir      func() (string, error) // the user's configuration directory
	stateHome      func() (string, error) // the user's directory for our state
	hostname       func() (string, error)
	now            func() time.Time
	random         io.Reader
	stdinTerminal  bool
	stdoutTerminal bool
	stderrTerminal bool
	width          int // columns of stdout; 0 when it is not known
	stderrWidth    int // the same of stderr
	version        string
	requests       float64 // a second, at most; 0 means the client's default
}

// run is the program: it returns the exit code and has no other way out.
func run(ctx context.Context, sys *system) int {
	code := exitOK
	root := newRoot(sys, &code)
	root.SetArgs(sys.args)
	root.SetOut(sys.stdout)
	root.SetErr(sys.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return code
	}
	if _, told := errors.AsType[*exitError](err); !told && errors.Is(err, syscall.EPIPE) {
		return exitUnfinished // whoever read has read enough, and knows it
	}
	ee := ending(err, "see "+asked(root, sys.args)+" --help")
	if ctx.Err() != nil && ee.code != exitUsage {
		ee = interrupted(ee)
	}
	fmt.Fprintf(sys.stderr, "wxaudit: error: %v\n", ee.err)
	if ee.hint != "" {
		fmt.Fprintf(sys.stderr, "wxaudit: hint: %s\n", ee.hint)
	}
	return ee.code
}

// ending is the error as the end of the program. What chose no exit code is cobra's
// and a misuse of the command line, unless something could not be written.
func ending(err error, hint string) *exitError {
	var ee *exitError
	var pe *fs.PathError
	switch {
	case errors.As(err, &ee):
		return ee
	case errors.As(err, &pe) && pe.Op == "write":
		return unfinished(err, "")
	default:
		return usage(err, hint)
	}
}

// interrupted is the end of a command that somebody stopped.
func interrupted(ee *exitError) *exitError {
	if ee.done {
		return &exitError{code: exitInterrupted, err: errors.New("interrupted while events were delivered"), hint: ee.hint}
	}
	return &exitError{code: exitInterrupted, err: errInterrupted}
}

// asked names the command that the arguments meant, as far as they are clear.
func asked(root *cobra.Command, args []string) string {
	if cmd, _, err := root.Find(args); err == nil {
		return cmd.CommandPath()
	}
	return root.CommandPath()
}
