package main

import (
	"errors"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the browser is started with shows in the list of processes.
func TestTheBrowserIsStartedWithNothingOfWorth(t *testing.T) {
	d := newDesk(t)
	var started string
	d.browse = func(address string) error {
		started = address
		return d.fake.visit(address)
	}
	_, said := d.login(0)
	require.Regexp(t, `^http://localhost:[0-9]+/start/[A-Z2-7]{26}$`, started)
	require.Contains(t, said, started)
	for _, key := range []string{"state", "code_challenge"} {
		require.NotEmpty(t, d.fake.asked.Get(key))
		require.NotContains(t, started+said, d.fake.asked.Get(key))
	}
}

// Somebody else on this computer is quicker: no account of theirs is kept.
func TestTheSignInOfAThiefIsNotKept(t *testing.T) {
	d := newDesk(t)
	d.browse = func(address string) error {
		go func() {
			if _, err := sentOn(address); err != nil { // the thief
				return // and the test waits
			}
			resp, err := http.Get(address) // the person's browser
			if err == nil {
				resp.Body.Close()
			}
		}()
		return nil
	}
	_, said := d.login(3)
	require.Contains(t, said, "the address of the sign-in was opened a second time")
	require.Contains(t, said, "wxaudit login --no-browser")
	require.NoFileExists(t, filepath.Join(d.home, "wxaudit", "tokens", "administrator.json"))
}

func TestABrowserThatCannotBeOpened(t *testing.T) {
	d := newDesk(t)
	d.browse = func(address string) error {
		_ = d.fake.visit(address) // the person opens it
		return errors.New("no xdg-open")
	}
	_, said := d.login(0)
	require.Contains(t, said, "use --device or --no-browser")
}
