package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	var ee *exitError
	if !errors.As(err, &ee) {
		// What cobra itself refuses is a misuse of the command line.
		ee = usage(err, "see "+asked(root, sys.args)+" --help")
	}
	if ctx.Err() != nil && ee.code != exitUsage {
		ee = interrupted(ee)
	}
	fmt.Fprintf(sys.stderr, "wxaudit: error: %v\n", ee.err)
	if ee.hint != "" {
		fmt.Fprintf(sys.stderr, "wxaudit: hint: %s\n", ee.hint)
	}
	return ee.code
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
