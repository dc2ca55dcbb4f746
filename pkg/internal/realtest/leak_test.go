//go:build linux

package realtest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// watch reads the command lines of all processes until it is stopped. Anybody on
// the machine can.
type watch struct {
	lines map[string]bool
	stop  chan struct{}
	done  chan struct{}
}

func watchProcesses() *watch {
	w := &watch{lines: map[string]bool{}, stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for {
			select {
			case <-w.stop:
				return
			case <-time.After(2 * time.Millisecond):
				w.look()
			}
		}
	}()
	return w
}

func (w *watch) look() {
	paths, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range paths {
		if line, err := os.ReadFile(path); err == nil {
			w.lines[string(line)] = true
		}
	}
}

func (w *watch) end() map[string]bool {
	close(w.stop)
	<-w.done
	return w.lines
}

// Everything that wxaudit does is done once, as loudly as it can be; then all
// that it left is searched. What every other test left is searched as well.
func TestNoSecretLiesAbout(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	seen := watchProcesses()
	out := filepath.Join(m.dir, "out")
	recording := filepath.Join(out, "recording")

	p := m.startLogin()
	b := newTab(t)
	b.signIn(m.browsed())
	b.at(atCallback)
	page := b.text("h1")
	require.Equal(t, 0, p.wait(), p.stderr.String())
	m.must(0, nil, "whoami")
	m.must(0, nil, "preflight", "-v", "--only", "identity")
	m.must(0, nil, "preflight", "-v", "--only", "identity", "--format", "json", "--profile", "administrator")
	m.age("administrator")
	m.audit("--output", "json="+filepath.Join(out, "r.json"), "--output", "ndjson="+filepath.Join(out, "r.ndjson"))
	m.must(0, nil, "record", "-v", "--max-requests", "20", "--to", recording)
	m.must(4, nil, "run", "-v", "--fixtures", recording)
	kept := m.stored("administrator")
	given := []string{"WXAUDIT_ACCESS_TOKEN=" + kept.Access, "WXAUDIT_REFRESH_TOKEN=" + kept.Refresh}
	m.run(append(given, asClient(clientID, clientSecret)...), append(smallAudit(), "--profile", "administrator")...)
	_, err := w.renew(kept.Refresh) // somebody else
	require.NoError(t, err)
	m.age("administrator")
	m.must(3, nil, smallAudit()...)
	m.must(0, nil, "logout")
	m.run(asClient(clientID, "canary-wrong-secret"), "login", "--service-app")

	lines := seen.end()
	require.NotEmpty(t, lines)
	for _, secret := range append(w.canaries(), "canary-wrong-secret") {
		require.NotContains(t, page, secret)
		for line := range lines {
			require.NotContains(t, line, secret)
		}
	}
}

// The search finds what there is to be found.
func TestSearchFinds(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	access, refresh := w.devicePair(clientID, clientSecret)
	require.Empty(t, w.leaks(m))
	planted := filepath.Join(m.dir, "home", "core")
	for _, secret := range []string{access, refresh, clientSecret, serviceSecret} {
		require.NoError(t, os.WriteFile(planted, []byte("\x00\x01"+secret+"\x00"), 0o600))
		require.Equal(t, []string{planted + " holds " + secret}, w.leaks(m))
	}
	require.NoError(t, os.Remove(planted))
}
