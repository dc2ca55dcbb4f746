//go:build linux

package realtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/internal/chromiumtest"
	"wxaudit/pkg/webex"
)

// nights runs an audit three times with the same tokens, which are not to be
// had anew: each time the access token has ended.
func (m *machine) nights(first string, env []string, args ...string) {
	m.t.Helper()
	m.w.service.expire(first)
	for night := range 3 {
		code, p := m.run(env, append(smallAudit(), args...)...)
		require.Contains(m.t, []int{0, 1, 4}, code, p.stderr.String())
		require.Len(m.t, m.w.service.consumed(), night+1)
		kept, err := filepath.Glob(filepath.Join(m.tokenDir(), "given-*.json"))
		require.NoError(m.t, err)
		require.Len(m.t, kept, 1)
		m.age(strings.TrimSuffix(filepath.Base(kept[0]), ".json"))
	}
	m.requirePrivate()
}

// A container is given the same pair every night. What came of it is kept
// beside, as each refresh token is good for once.
func TestGivenTokens(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	access, refresh := w.devicePair(clientID, clientSecret)
	given := append(asClient(clientID, clientSecret), "WXAUDIT_ACCESS_TOKEN="+access, "WXAUDIT_REFRESH_TOKEN="+refresh)
	w.machine().nights(access, given)
}

// So is a secret that an orchestrator mounts, which is a link into a directory
// that it exchanges.
func TestMountedSecret(t *testing.T) {
	t.Parallel()
	chromiumtest.Need(t)
	w := newWorld(t, asWebex)
	access, refresh := w.devicePair(clientID, clientSecret)
	mount := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(mount, "..data"), 0o700))
	secret := fmt.Sprintf(`{"access_token":%q,"refresh_token":%q}`, access, refresh)
	require.NoError(t, os.WriteFile(filepath.Join(mount, "..data", "pair.json"), []byte(secret), 0o400))
	require.NoError(t, os.Symlink(filepath.Join("..data", "pair.json"), filepath.Join(mount, "pair.json")))
	w.machine().nights(access, asClient(clientID, clientSecret), "--token-file", filepath.Join(mount, "pair.json"))
	left, err := os.ReadFile(filepath.Join(mount, "pair.json"))
	require.NoError(t, err)
	require.Equal(t, secret, string(left), "the mount is somebody else's")
}

// An interrupt in the middle of a renewal waits for the pair, and keeps it.
func TestInterruptedWhileRenewing(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	m.age("administrator")
	first := m.stored("administrator")
	gate := w.front.hold(after, (*exchange).isRenewal)
	p := m.start(nil, nil, smallAudit()...)
	gate.wait(t)
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGINT))
	gate.release()
	require.Equal(t, 130, p.wait(), p.stderr.String())
	require.Equal(t, []string{first.Refresh}, w.service.consumed())
	require.NotEqual(t, first.Refresh, m.stored("administrator").Refresh)
	m.audit()
	require.Len(t, w.service.consumed(), 1)
}

// Two people sign in side by side, and each is asked only for what is theirs.
func TestTwoProfiles(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	m.login("--profile", "compliance-officer")
	admin, officer := m.stored("administrator"), m.stored("compliance-officer")
	w.front.forget()
	code, p := m.run(nil, "run", "-v", "--only", "messaging.space-exposure")
	require.Contains(t, []int{0, 1, 4}, code, p.stderr.String())
	askedBy := map[string]int{}
	for _, x := range w.front.seen((*exchange).isAPI) {
		askedBy[x.Bearer]++
		if x.Bearer == officer.Access {
			require.True(t, collect.Allowed(webex.Officer, x.Path), x.Path)
		}
	}
	require.NotZero(t, askedBy[admin.Access])
	require.NotZero(t, askedBy[officer.Access])
	require.Len(t, askedBy, 2)
}

// The first pair of a service app is used up when it is taken. An interrupt at
// that moment does not lose the second.
func TestInterruptedServiceApp(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	access, refresh := w.devicePair(serviceAppID, serviceSecret)
	gate := w.front.hold(after, (*exchange).isRenewal)
	p := m.start(asClient(serviceAppID, serviceSecret), strings.NewReader(access+"\n"+refresh+"\n"), "login", "--service-app", "--token-store", "file")
	gate.wait(t)
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGINT))
	gate.release()
	p.wait()
	require.NotNil(t, m.stored("administrator"), p.stderr.String())
	m.must(0, nil, "whoami")
}
