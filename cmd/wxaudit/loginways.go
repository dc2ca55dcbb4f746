package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"wxaudit/pkg/webex/auth"
)

// openerWait is how long the opener of the browser may take to fail.
const openerWait = time.Second

// signInByBrowser opens the browser of this computer and waits for it to come
// back.
func signInByBrowser(ctx context.Context, sys *system, service *auth.Service, request auth.CodeRequest, port int) (auth.Grant, error) {
	callback, err := auth.Listen(ctx, port)
	if err != nil {
		return auth.Grant{}, unfinished(err, "end the other program, or register http://localhost:PORT/callback with another port and name it: --redirect-port PORT; or use --no-browser")
	}
	request.RedirectURI = callback.RedirectURI()
	login, err := service.BeginCode(request)
	if err != nil {
		callback.Close()
		return auth.Grant{}, err
	}
	// What a browser is started with can be seen by everybody on this computer.
	start := callback.StartURL(login)
	fmt.Fprintf(sys.stderr, "The browser opens to sign in. If it does not, open this address once, in a browser on this computer:\n\n  %s\n\n", start)
	opened := make(chan error, 1)
	go func() { opened <- sys.openBrowser(start) }()
	// Where there is no browser that shows at once; some openers return only when
	// the browser is closed.
	select {
	case err := <-opened:
		if err != nil {
			fmt.Fprintln(sys.stderr, "wxaudit: note: no browser could be opened; on a server use --device or --no-browser")
		}
	case <-time.After(openerWait):
	case <-ctx.Done():
	}
	return callback.Wait(ctx, login)
}

// signInByPaste prints the address and takes what the browser ends at, wherever
// that browser is.
func signInByPaste(ctx context.Context, sys *system, service *auth.Service, request auth.CodeRequest) (auth.Grant, error) {
	login, err := service.BeginCode(request)
	if err != nil {
		return auth.Grant{}, err
	}
	fmt.Fprintf(sys.stderr, `Open this address in a browser and sign in:

  %s

The browser ends at an address that begins with %s
and may say that it cannot be reached. Copy that address and paste it here (it is not shown):
`, login.URL(), request.RedirectURI)
	for left := pastes; ; left-- {
		redirect, err := readHidden(ctx, sys)
		if err != nil {
			return auth.Grant{}, err
		}
		grant, err := login.Finish(ctx, redirect)
		if left == 1 || !sys.stdinTerminal || !wrongPaste(err) {
			return grant, err
		}
		fmt.Fprintf(sys.stderr, "wxaudit: %v; paste it again:\n", err)
	}
}

// pastes is how often a person may paste.
const pastes = 3

// wrongPaste tells that the sign-in is still open for the right text.
func wrongPaste(err error) bool {
	ae, ok := errors.AsType[*auth.Error](err)
	return ok && (ae.Kind == auth.WrongState || ae.Kind == auth.Malformed && ae.Status == 0)
}

// showDevicePrompt says what to do in the other browser.
func showDevicePrompt(sys *system, p auth.DevicePrompt) {
	fmt.Fprintf(sys.stderr, "Open %s in any browser and enter the code\n\n  %s\n\n", p.VerificationURI, p.UserCode)
	if p.VerificationURIComplete != "" {
		fmt.Fprintf(sys.stderr, "or open %s\n", p.VerificationURIComplete)
	}
	fmt.Fprintf(sys.stderr, "Waiting until %s …\n", p.ExpiresAt.Local().Format("15:04:05"))
}

// readHidden reads a line from standard input, without showing it where that is
// a terminal.
func readHidden(ctx context.Context, sys *system) (string, error) {
	line, err := interruptible(ctx, func() (string, error) {
		if sys.stdinTerminal {
			return sys.readHidden()
		}
		line, err := bufio.NewReader(io.LimitReader(sys.stdin, maxSmall)).ReadString('\n')
		if errors.Is(err, io.EOF) && strings.TrimSpace(line) != "" {
			err = nil
		}
		return line, err
	})
	return strings.TrimSpace(line), err
}

// interruptible reads standard input until ctx ends: a pipe may never.
func interruptible(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := read()
		got <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", &auth.Error{Kind: auth.Canceled}
	case a := <-got:
		if errors.Is(a.err, errInterrupted) {
			return "", &exitError{code: exitInterrupted, err: errInterrupted}
		}
		if a.err != nil {
			return "", &auth.Error{Kind: auth.Malformed, Detail: "nothing was pasted"}
		}
		return a.text, nil
	}
}
