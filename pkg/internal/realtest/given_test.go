//go:build linux

package realtest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex"
)

// A container is given the same pair every night. What came of it is kept
// beside, as each refresh token is good for once.
func TestGivenTokens(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	brief := asWebex
	brief.AccessTTL = 2
	w := newWorld(t, brief)
	m := w.machine()
	access, refresh := w.devicePair(clientID, clientSecret)
	given := append(asClient(clientID, clientSecret), "WXAUDIT_ACCESS_TOKEN="+access, "WXAUDIT_REFRESH_TOKEN="+refresh)
	for night := range 3 {
		// Nobody knows when a token that was given ends.
		eventually(t, "the access tokens end", func() bool { return !w.anyActive() })
		code, p := m.run(given, smallAudit()...)
		require.Contains(t, []int{0, 1, 4}, code, p.stderr.String())
		require.Len(t, w.service.consumed(), night+1)
	}
	m.requirePrivate()
}

// anyActive says whether an access token is left that is good.
func (w *world) anyActive() bool {
	for _, e := range w.service.journal() {
		if e.Change == "upsert" && e.Model == "AccessToken" && w.service.active(e.id()) {
			return true
		}
	}
	return false
}

// So is a secret that an orchestrator mounts, which is a link into a directory
// that it exchanges.
func TestMountedSecret(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	brief := asWebex
	brief.AccessTTL = 2
	w := newWorld(t, brief)
	m := w.machine()
	access, refresh := w.devicePair(clientID, clientSecret)
	mount := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(mount, "..data"), 0o700))
	secret := fmt.Sprintf(`{"access_token":%q,"refresh_token":%q}`, access, refresh)
	require.NoError(t, os.WriteFile(filepath.Join(mount, "..data", "pair.json"), []byte(secret), 0o400))
	require.NoError(t, os.Symlink(filepath.Join("..data", "pair.json"), filepath.Join(mount, "pair.json")))
	for night := range 2 {
		eventually(t, "the access tokens end", func() bool { return !w.anyActive() })
		args := append(smallAudit(), "--token-file", filepath.Join(mount, "pair.json"))
		code, p := m.run(asClient(clientID, clientSecret), args...)
		require.Contains(t, []int{0, 1, 4}, code, p.stderr.String())
		require.Len(t, w.service.consumed(), night+1)
	}
	left, err := os.ReadFile(filepath.Join(mount, "pair.json"))
	require.NoError(t, err)
	require.Equal(t, secret, string(left), "the mount is somebody else's")
}

// An interrupt in the middle of a renewal waits for the pair, and keeps it.
func TestInterruptedWhileRenewing(t *testing.T) {
	t.Parallel()
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
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
	needs(t, chromium)
	w := newWorld(t, asWebex)
	m := w.machine()
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
