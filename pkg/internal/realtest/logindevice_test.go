//go:build linux

package realtest

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// deviceAddress waits for the address, with the code in it, at which a person
// approves of the device.
func (m *machine) deviceAddress(p *process) string {
	m.t.Helper()
	return p.printed(m.w.front.url() + "/device?user_code=")
}

// A machine without a browser signs in with somebody else's.
func TestLoginByDevice(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
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
	_, m := withBrowser(t, asWebex)
	p := m.start(asClient(clientID, clientSecret), nil, "login", "--device", "--token-store", "file")
	b := newTab(t)
	b.Open(m.deviceAddress(p))
	b.click("continue")
	b.click("sign-in")
	b.click("deny")
	require.Equal(t, 3, p.wait())
	require.Contains(t, p.stderr.String(), "denied")
	require.Nil(t, m.stored("administrator"))
}
