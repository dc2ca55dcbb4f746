// Command wxaudit audits a Cisco Webex organisation against a HIPAA checklist,
// reading only. See README.md for its use and docs/ARCHITECTURE.md for its
// parts.
//
// Exit codes: 0 nothing failed and nothing is unknown; 1 something failed;
// 2 usage or configuration; 3 the audit could not be finished, or not everything
// was delivered; 4 nothing failed, but something is unknown; 130 interrupted.
package main

import (
	"context"
	"crypto/rand"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // time zones of the policy, where the machine has none

	"github.com/cli/browser"
	"golang.org/x/term"
)

func main() {
	leaveNoCore()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second signal ends what does not listen to the first
	sys := thisSystem()
	code := run(ctx, sys)
	stop()
	sys.leave()
	os.Exit(code)
}

// thisSystem is the one place that touches the process.
func thisSystem() *system {
	// net/http writes what a server sent unasked to the standard logger: a piece
	// of a body, which may hold anything.
	log.SetOutput(io.Discard)
	// A reader that goes away (| head) ends the writing, and not the program, which
	// has events to deliver.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	t := newTerminal(os.Stdin)
	getenv := takeEnvironment()
	return &system{
		args:           os.Args[1:],
		stdin:          os.Stdin,
		stdout:         os.Stdout,
		stderr:         os.Stderr,
		getenv:         getenv,
		configDir:      os.UserConfigDir,
		stateHome:      func() (string, error) { return userStateHome(getenv) },
		hostname:       os.Hostname,
		now:            time.Now,
		random:         rand.Reader,
		readHidden:     t.readHidden,
		leave:          t.leave,
		openBrowser:    openBrowser,
		stdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		stdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		stderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		width:          columns(os.Stdout),
		stderrWidth:    columns(os.Stderr),
		version:        buildVersion(),
	}
}

// columns is the width of a terminal, or 0 when it is not known.
func columns(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// openBrowser opens the user's browser. What that prints is none of ours.
func openBrowser(url string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(url)
}
