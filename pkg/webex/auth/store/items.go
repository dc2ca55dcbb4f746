package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"

	"wxaudit/pkg/webex/auth"
)

// service is the name under which everything of ours is in the keyring.
const service = "wxaudit"

// items is a keyring: small texts by account.
type items interface {
	Set(service, account, text string) error
	Get(service, account string) (string, error)
	Delete(service, account string) error
}

// systemItems is the keyring of the operating system: Credential Manager,
// Keychain, or the Secret Service of the session.
type systemItems struct{}

func (systemItems) Set(service, account, text string) error {
	return keyring.Set(service, account, text)
}
func (systemItems) Get(service, account string) (string, error) {
	return keyring.Get(service, account)
}
func (systemItems) Delete(service, account string) error { return keyring.Delete(service, account) }

// defaultCallTimeout bounds a call to the keyring. The Secret Service waits for
// somebody at the screen to unlock it, and at night nobody comes.
const defaultCallTimeout = 10 * time.Second

// What a keyring may answer beside an item. The texts of the libraries are not
// used: they are those of other programs.
var (
	errNoItem   = errors.New("there is no such item")
	errLocked   = errors.New("the keyring is locked, and nobody unlocked it in time")
	errTooBig   = errors.New("the keyring takes no item of that size")
	errNoAnswer = errors.New("there is no keyring that can be used")
)

// ring calls a keyring, each time for a bounded time.
type ring struct {
	items   items
	timeout time.Duration
	absent  bool
}

func newRing(o Options) ring {
	r := ring{items: systemItems{}, timeout: o.CallTimeout, absent: noSession(runtime.GOOS, o.Getenv)}
	if r.timeout <= 0 {
		r.timeout = defaultCallTimeout
	}
	return r
}

// noSession tells that there is no session bus, and so no Secret Service. It is
// not asked then, because its library would start a bus of its own
// (dbus-launch) that nobody ends.
func noSession(system string, getenv func(string) string) bool {
	switch system {
	case "windows", "darwin":
		return false
	}
	if getenv == nil || getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return false
	}
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(fmt.Sprintf("/run/user/%d/%s", os.Getuid(), name)); err == nil {
			return false
		}
	}
	return true
}

// call waits for f until the context or the time ends. F goes on then, and what
// it returns is dropped.
func (r ring) call(ctx context.Context, f func() (string, error)) (string, error) {
	if ctx.Err() != nil {
		return "", ended(ctx)
	}
	if r.absent {
		return "", errNoAnswer
	}
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := f()
		done <- result{text, err}
	}()
	timer := time.NewTimer(r.timeout)
	defer timer.Stop()
	select {
	case got := <-done:
		return got.text, answer(got.err)
	case <-timer.C:
		return "", errLocked
	case <-ctx.Done():
		return "", ended(ctx)
	}
}

// answer puts a library's error into our words.
func answer(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return errNoItem
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errTooBig
	default:
		return errNoAnswer
	}
}

func (r ring) set(ctx context.Context, account, text string) error {
	_, err := r.call(ctx, func() (string, error) { return "", r.items.Set(service, account, text) })
	return err
}

func (r ring) get(ctx context.Context, account string) (string, error) {
	return r.call(ctx, func() (string, error) { return r.items.Get(service, account) })
}

// remove removes an item; that there is none is no error.
func (r ring) remove(ctx context.Context, account string) error {
	_, err := r.call(ctx, func() (string, error) { return "", r.items.Delete(service, account) })
	if errors.Is(err, errNoItem) {
		return nil
	}
	return err
}

// keyringFault says what a keyring's answer means for the user.
func keyringFault(err error) error {
	if _, ours := errors.AsType[*auth.Error](err); ours {
		return err
	}
	return fault(auth.Unavailable, err, "the tokens in the keyring cannot be reached")
}
