//go:build linux

package realtest

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/internal/chromiumtest"
	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// world is one test's own service, organisation and front.
type world struct {
	t            *testing.T
	organization *synth.Organization
	apis         *webextest.Server
	service      *service
	front        *front
	machines     []*machine
}

// newWorld starts everything but wxaudit. The log of the service and the
// exchanges are shown when the test fails.
func newWorld(t *testing.T, with settings) *world {
	t.Helper()
	needsService(t)
	dir := t.TempDir()
	w := &world{t: t, organization: synth.Clean()}
	w.apis = webextest.NewServer(w.organization)
	t.Cleanup(w.apis.Close)
	w.front = newFront(t, w.apis)
	log, err := os.Create(filepath.Join(dir, "service.log"))
	require.NoError(t, err)
	w.service = &service{t: t, dir: dir, origin: w.front.url(), scopes: readScopes(), log: log, port: freePort(t)}
	w.front.service = w.service
	w.service.set(with)
	w.service.start()
	t.Cleanup(func() {
		w.front.close()
		w.service.kill()
		if t.Failed() {
			t.Logf("the sign-in service:\n%s\nthe exchanges:\n%s", w.service.logged(), w.front.told())
		}
		log.Close()
	})
	return w
}

// withBrowser starts everything for a person who has a browser, and their machine.
func withBrowser(t *testing.T, with settings) (*world, *machine) {
	t.Helper()
	chromiumtest.Need(t)
	w := newWorld(t, with)
	return w, w.machine()
}

// readScopes are the scopes of everything that wxaudit reads.
func readScopes() []string {
	var all []string
	for _, e := range collect.Endpoints() {
		for _, s := range strings.Fields(e.Scope) {
			if s != "or" { // either will do
				all = append(all, s)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// freePort is a port that is nobody's but wxaudit's.
func freePort(t *testing.T) int {
	t.Helper()
	address, err := net.ResolveTCPAddr("tcp", listentest.Reserve(t))
	require.NoError(t, err)
	return address.Port
}
