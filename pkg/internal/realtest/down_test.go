//go:build linux

package realtest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// startHeldLogin begins a sign-in by browser, which stands at the gate with the
// code that is to be exchanged for tokens.
func (m *machine) startHeldLogin() (*process, *gate) {
	m.t.Helper()
	p := m.startLogin()
	gate := m.w.front.hold(before, (*exchange).isToken)
	newTab(m.t).signIn(m.browsed())
	gate.wait(m.t)
	return p, gate
}

// The service dies with the code in its hands, and stays dead: nothing is kept,
// and the next sign-in works.
func TestServiceDownDuringLogin(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	p, gate := m.startHeldLogin()
	w.service.freeze()
	gate.release()
	w.service.kill()
	require.Equal(t, 3, p.wait(), p.stderr.String())
	require.Nil(t, m.stored("administrator"))

	w.service.start()
	m.login()
	m.must(0, nil, "whoami")
}

// It comes back in time: nobody notices.
func TestServiceRestartsDuringLogin(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	p, gate := m.startHeldLogin()
	w.service.kill()
	gate.release()
	w.service.start()
	require.Equal(t, 0, p.wait(), p.stderr.String())
	require.NotNil(t, m.stored("administrator"))
}

// The service dies with the refresh token in its hands: the pair that is kept
// stays as it is, and is good when the service is back.
func TestServiceDownDuringRenewal(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	m.age("administrator")
	first := m.stored("administrator")
	gate := w.front.hold(before, (*exchange).isRenewal)
	p := m.start(nil, nil, smallAudit()...)
	gate.wait(t)
	w.service.freeze()
	gate.release()
	w.service.kill()
	require.Equal(t, 3, p.wait(), p.stderr.String())
	require.Equal(t, first, m.stored("administrator"))

	w.service.start()
	m.audit()
	require.Equal(t, []string{first.Refresh}, w.service.consumed())
}

// The answer to a renewal is lost on the way, where the service takes a refresh
// token again: it is asked again.
func TestAnswerLost(t *testing.T) {
	t.Parallel()
	lax := asWebex
	lax.Rotate = false
	w, m := withBrowser(t, lax)
	m.login()
	m.age("administrator")
	w.front.cut(1, (*exchange).isRenewal)
	m.audit()
	require.Len(t, w.front.seen((*exchange).isRenewal), 2)
}

// Where it does not, the pair is gone, and wxaudit says what happened.
func TestAnswerLostForGood(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	m.age("administrator")
	w.front.cut(1, (*exchange).isRenewal)
	p := m.must(3, nil, smallAudit()...)
	require.Contains(t, p.stderr.String(), "wxaudit login")
	require.Contains(t, p.stderr.String(), "an earlier attempt had no answer")
	m.login()
	m.audit()
}
