//go:build linux

package realtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// startLogin begins a sign-in by browser.
func (m *machine) startLogin(args ...string) *process {
	m.t.Helper()
	args = append(append([]string{"login", "--token-store", "file"}, m.w.redirectPort()...), args...)
	return m.start(asClient(clientID, clientSecret), nil, args...)
}

// callback is the address that wxaudit listens at during a sign-in.
func (w *world) callback() string { return fmt.Sprintf("http://localhost:%d/callback", w.service.port) }

func atCallback(u *url.URL) bool { return u.Path == "/callback" }

// A person signs in with a browser, and everything that should have happened
// between the three has.
func TestLoginByCode(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	p := m.startLogin()
	address := m.browsed()
	b := newTab(t)
	b.signIn(address)
	b.at(atCallback)
	require.Contains(t, b.text("h1"), "You are signed in")
	require.Equal(t, 0, p.wait(), p.stderr.String())
	b.requireLocal()

	require.Regexp(t, fmt.Sprintf(`^http://localhost:%d/start/[A-Z2-7]{26}$`, w.service.port), address, "everybody can see it")
	ask := b.asked("/v1/authorize").Query()
	require.NotContains(t, p.stderr.String(), ask.Get("state"))
	require.Equal(t, "code", ask.Get("response_type"))
	require.Equal(t, "S256", ask.Get("code_challenge_method"))
	require.Equal(t, w.callback(), ask.Get("redirect_uri"))
	require.GreaterOrEqual(t, len(ask.Get("state")), 22, "128 bits at least")
	for _, scope := range strings.Fields(ask.Get("scope")) {
		require.Regexp(t, `[_:]read(_all)?$|^spark:(kms|xapi_statuses)$`, scope, "nothing is asked for that can change anything")
	}
	require.NotContains(t, ask.Get("scope"), "spark-compliance", "one token must not hold both roles")

	exchanges := w.front.seen((*exchange).isToken)
	require.Len(t, exchanges, 1)
	form := exchanges[0].Form
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	require.Equal(t, ask.Get("code_challenge"), base64.RawURLEncoding.EncodeToString(sum[:]))
	require.Equal(t, clientSecret, form.Get("client_secret"), "PKCE does not replace the secret")

	kept := m.stored("administrator")
	require.NotNil(t, kept)
	require.Equal(t, exchanges[0].Answer["refresh_token"], kept.Refresh)
	m.requirePrivate()
	m.must(0, nil, "whoami")
	m.audit()
	require.Len(t, w.front.seen((*exchange).isToken), 1, "there was no need to renew")
	require.Empty(t, w.apis.Forbidden())
}

// requirePrivate requires that nobody else can read what is kept.
func (m *machine) requirePrivate() {
	m.t.Helper()
	info, err := os.Stat(m.tokenDir())
	require.NoError(m.t, err)
	require.Equal(m.t, os.FileMode(0o700), info.Mode().Perm())
	entries, err := os.ReadDir(m.tokenDir())
	require.NoError(m.t, err)
	for _, e := range entries {
		info, err := e.Info()
		require.NoError(m.t, err)
		require.Equal(m.t, os.FileMode(0o600), info.Mode().Perm(), e.Name())
	}
}

// Where the browser is on another machine, the address that it ends at is pasted.
func TestLoginPasted(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	in, paste, err := os.Pipe()
	require.NoError(t, err)
	defer in.Close()
	defer paste.Close()
	args := append([]string{"login", "--no-browser", "--token-store", "file"}, w.redirectPort()...)
	p := m.start(asClient(clientID, clientSecret), in, args...)
	b := newTab(t)
	b.signIn(p.printed(w.front.url() + "/v1/authorize?"))
	fmt.Fprintln(paste, b.asked("/callback"))
	require.Equal(t, 0, p.wait(), p.stderr.String())
	require.NotNil(t, m.stored("administrator"))
	require.NoFileExists(t, m.opened(), "no browser was opened")
	m.must(0, nil, "whoami")
}

// printed waits for an address on the terminal that begins like that.
func (p *process) printed(prefix string) string {
	p.t.Helper()
	var address string
	eventually(p.t, "wxaudit prints an address "+prefix, func() bool {
		for _, word := range strings.Fields(p.stderr.String() + "\n" + p.stdout.String()) {
			if strings.HasPrefix(word, prefix) {
				address = word
			}
		}
		return address != ""
	})
	return address
}

// Whoever makes the browser come back with an answer of their own gets nowhere,
// and does not even disturb.
func TestLoginForged(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
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
	b.signIn(address)
	b.at(atCallback)
	require.Contains(t, b.text("h1"), "You are signed in")
	require.Equal(t, 0, p.wait(), p.stderr.String())
	require.Len(t, w.front.seen((*exchange).isToken), 1)
	require.NotNil(t, m.stored("administrator"))
}

// Somebody on the same computer reads the address in the list of processes, and
// is quicker than the browser that it was for: the sign-in ends, and the browser
// says so.
func TestLoginStolen(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	p := m.startLogin()
	address := m.browsed()
	thief := newTab(t)
	thief.open(address)
	thief.at(func(u *url.URL) bool { return "http://"+u.Host == w.front.url() })
	b := newTab(t)
	b.open(address)
	require.Contains(t, b.text("h1"), "already opened elsewhere")
	b.requireLocal()
	require.Equal(t, 3, p.wait(), p.stderr.String())
	require.Contains(t, p.stderr.String(), "opened a second time")
	require.Empty(t, w.front.seen((*exchange).isToken))
	require.Nil(t, m.stored("administrator"))
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
	require.Empty(t, w.front.seen((*exchange).isToken))
	require.Nil(t, m.stored("administrator"))
}

// Who says no is believed.
func TestLoginDenied(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	p := m.startLogin()
	b := newTab(t)
	b.open(m.browsed())
	b.click("sign-in")
	b.click("deny")
	b.at(atCallback)
	require.Contains(t, b.text("h1"), "denied")
	b.requireLocal()
	require.Equal(t, 3, p.wait())
	require.Contains(t, p.stderr.String(), "denied")
	require.Empty(t, w.front.seen((*exchange).isToken))
	require.Nil(t, m.stored("administrator"))
}

// A wrong secret is a mistake in the configuration, and is not shown.
func TestLoginWrongSecret(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
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

// deviceAddress waits for the address, with the code in it, at which a person
// approves of the device.
func (m *machine) deviceAddress(p *process) string {
	m.t.Helper()
	return p.printed(m.w.front.url() + "/device?user_code=")
}

// A machine without a browser signs in with somebody else's.
func TestLoginByDevice(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	p := m.start(asClient(clientID, clientSecret), nil, "login", "--device", "--token-store", "file")
	address := m.deviceAddress(p)
	polls := func() []exchange { return w.front.seen((*exchange).isToken) }
	eventually(t, "wxaudit is told to wait", func() bool {
		return len(polls()) > 1 && polls()[0].Status == http.StatusPreconditionRequired
	})
	newTab(t).approve(address)
	require.Equal(t, 0, p.wait(), p.stderr.String())

	for _, poll := range polls() {
		require.Equal(t, "/v1/device/token", poll.Path)
		require.Equal(t, clientSecret, poll.Basic)
		require.Empty(t, poll.Form.Get("client_secret"))
	}
	require.Equal(t, http.StatusOK, polls()[len(polls())-1].Status)
	require.NotNil(t, m.stored("administrator"))
	m.requirePrivate()
	m.must(0, nil, "whoami")
}

func TestLoginByDeviceDenied(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	p := m.start(asClient(clientID, clientSecret), nil, "login", "--device", "--token-store", "file")
	b := newTab(t)
	b.open(m.deviceAddress(p))
	b.click("continue")
	b.click("sign-in")
	b.click("deny")
	require.Equal(t, 3, p.wait())
	require.Contains(t, p.stderr.String(), "denied")
	require.Nil(t, m.stored("administrator"))
}

// The tokens of a service app are pasted once, and renewed from then on.
func TestLoginServiceApp(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	access, refresh := w.devicePair(serviceAppID, serviceSecret)
	answer := fmt.Sprintf(`{"access_token":%q,"expires_in":1209599,"refresh_token":%q,"refresh_token_expires_in":7775999,"token_type":"Bearer"}`, access, refresh)
	p := m.start(asClient(serviceAppID, serviceSecret), strings.NewReader(answer), "login", "--service-app", "--token-store", "file")
	require.Equal(t, 0, p.wait(), p.stderr.String())
	second := m.stored("administrator")
	require.NotNil(t, second)
	require.Equal(t, []string{refresh}, w.service.consumed(), "the pair is renewed at once, which proves the secret")
	m.age("administrator")
	m.audit()
	require.Equal(t, []string{refresh, second.Refresh}, w.service.consumed())
}

// Afterwards nothing is left of a sign-in.
func TestLogout(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
	m.login()
	m.must(0, nil, "logout")
	entries, err := os.ReadDir(m.tokenDir())
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	require.Empty(t, entries)
	p := m.must(3, nil, smallAudit()...)
	require.Contains(t, p.stderr.String(), "wxaudit login")
}
