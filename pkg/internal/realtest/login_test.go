//go:build linux

package realtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
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

// signsIn has the person of a sign-in by browser say yes, and requires that both
// the page and wxaudit say that they are signed in.
func (b *tab) signsIn(address string, p *process) {
	b.t.Helper()
	b.signIn(address)
	b.at(atCallback)
	require.Contains(b.t, b.text("h1"), "You are signed in")
	require.Equal(b.t, 0, p.wait(), p.stderr.String())
}

// requireNothing requires that nothing came of a sign-in: no request for tokens,
// and none that are kept.
func (m *machine) requireNothing() {
	m.t.Helper()
	require.Empty(m.t, m.w.front.seen((*exchange).isToken))
	require.Nil(m.t, m.stored("administrator"))
}

// callback is the address that wxaudit listens at during a sign-in.
func (w *world) callback() string { return fmt.Sprintf("http://localhost:%d/callback", w.service.port) }

func atCallback(u *url.URL) bool { return u.Path == "/callback" }

// A person signs in with a browser, and everything that should have happened
// between the three has.
func TestLoginByCode(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	p := m.startLogin()
	address := m.browsed()
	b := newTab(t)
	b.signsIn(address, p)
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
	w, m := withBrowser(t, asWebex)
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

// The tokens of a service app are pasted once, and renewed from then on.
func TestLoginServiceApp(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
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
	_, m := withBrowser(t, asWebex)
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
