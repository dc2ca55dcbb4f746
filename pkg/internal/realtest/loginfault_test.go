//go:build linux

package realtest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever makes the browser come back with an answer of their own gets nowhere,
// and does not even disturb.
func TestLoginForged(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	p := m.startLogin()
	address := m.browsed()
	for _, forged := range []string{"code=forged-code-of-an-attacker&state=guessed", "error=access_denied&state=guessed", "code=forged-code-of-an-attacker", ""} {
		resp, err := back.Get(w.callback() + "?" + forged)
		require.NoError(t, err)
		page, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, http.StatusBadRequest, resp.StatusCode, forged)
		require.NotContains(t, string(page), "You are signed in")
	}
	require.Empty(t, w.front.seen((*exchange).isToken), "no forged code is sent on")

	b := newTab(t)
	b.signsIn(address, p)
	require.Len(t, w.front.seen((*exchange).isToken), 1)
	require.NotNil(t, m.stored("administrator"))
}

// Somebody on the same computer reads the address in the list of processes, and
// is quicker than the browser that it was for: the sign-in ends, and the browser
// says so.
func TestLoginStolen(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	p := m.startLogin()
	address := m.browsed()
	thief := newTab(t)
	thief.Open(address)
	thief.at(func(u *url.URL) bool { return "http://"+u.Host == w.front.url() })
	b := newTab(t)
	b.Open(address)
	require.Contains(t, b.text("h1"), "already opened elsewhere")
	b.requireLocal()
	require.Equal(t, 3, p.wait(), p.stderr.String())
	require.Contains(t, p.stderr.String(), "opened a second time")
	m.requireNothing()
}

// A pasted answer to another sign-in is not taken.
func TestLoginPastedWrongState(t *testing.T) {
	t.Parallel()
	w := newWorld(t, asWebex)
	m := w.machine()
	args := append([]string{"login", "--no-browser", "--token-store", "file"}, w.redirectPort()...)
	pasted := strings.NewReader(w.callback() + "?code=forged-code-of-an-attacker&state=guessed\n")
	p := m.start(asClient(clientID, clientSecret), pasted, args...)
	require.Equal(t, 3, p.wait(), p.stderr.String())
	require.Contains(t, p.stderr.String(), "another sign-in")
	require.NotContains(t, p.stderr.String(), "forged-code-of-an-attacker")
	m.requireNothing()
}

// Who says no is believed.
func TestLoginDenied(t *testing.T) {
	t.Parallel()
	_, m := withBrowser(t, asWebex)
	p := m.startLogin()
	b := newTab(t)
	b.Open(m.browsed())
	b.click("sign-in")
	b.click("deny")
	b.at(atCallback)
	require.Contains(t, b.text("h1"), "denied")
	b.requireLocal()
	require.Equal(t, 3, p.wait())
	require.Contains(t, p.stderr.String(), "denied")
	m.requireNothing()
}

// A wrong secret is a mistake in the configuration, and is not shown.
func TestLoginWrongSecret(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	args := append([]string{"login", "--token-store", "file"}, w.redirectPort()...)
	p := m.start(asClient(clientID, "canary-wrong-secret"), nil, args...)
	b := newTab(t)
	b.signIn(m.browsed())
	b.at(atCallback)
	require.Contains(t, b.text("h1"), "failed")
	require.Equal(t, 2, p.wait(), p.stderr.String())
	require.NotContains(t, p.stderr.String(), "canary-wrong-secret")
	require.Nil(t, m.stored("administrator"))
}
