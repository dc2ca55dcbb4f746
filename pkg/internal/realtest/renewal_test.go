//go:build linux

package realtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// age makes the pair that is kept one of a month ago, whose access token has
// ended by the book. What the tokens are stays as it is.
func (m *machine) age(profile string) {
	m.t.Helper()
	m.rewrite(profile, func(file map[string]any) {
		file["access_expires_at"] = time.Now().Add(-time.Hour).UTC().Truncate(time.Second)
		file["renewed_at"] = time.Now().Add(-15 * 24 * time.Hour).UTC().Truncate(time.Second)
	})
}

// settle makes the pair that is kept one of yesterday, so that a refusal may be
// due to its age.
func (m *machine) settle(profile string) {
	m.t.Helper()
	m.rewrite(profile, func(file map[string]any) {
		file["renewed_at"] = time.Now().Add(-24 * time.Hour).UTC().Truncate(time.Second)
	})
}

func (m *machine) rewrite(profile string, change func(map[string]any)) {
	m.t.Helper()
	path := filepath.Join(m.tokenDir(), profile+".json")
	text, err := os.ReadFile(path)
	require.NoError(m.t, err)
	var file map[string]any
	require.NoError(m.t, json.Unmarshal(text, &file))
	change(file)
	text, err = json.Marshal(file)
	require.NoError(m.t, err)
	require.NoError(m.t, os.WriteFile(path, text, 0o600))
}

// A token that ended is renewed by the run that needs it, and the new pair is
// on disk before the first request carries it.
func TestRunRenews(t *testing.T) {
	t.Parallel()
	brief := asWebex
	brief.AccessTTL = 8
	w, m := withBrowser(t, brief)
	m.login()
	first := m.stored("administrator")
	eventually(t, "the access token ends", func() bool { return !w.service.active(first.Access) })
	w.service.set(asWebex)

	gate := w.front.hold(before, (*exchange).isAPI)
	p := m.start(nil, nil, smallAudit()...)
	used := gate.wait(t).Bearer
	kept := m.stored("administrator")
	require.Equal(t, used, kept.Access, "the pair is kept before it is used")
	require.NotEqual(t, first.Refresh, kept.Refresh)
	gate.release()
	require.Contains(t, []int{0, 1, 4}, p.wait(), p.stderr.String())
	require.Equal(t, []string{first.Refresh}, w.service.consumed())
	m.requirePrivate()
}

// A killed process that has begun to use the new pair has lost nothing.
func TestKilledAfterRenewal(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	m.age("administrator")
	gate := w.front.hold(before, (*exchange).isAPI)
	p := m.start(nil, nil, smallAudit()...)
	gate.wait(t)
	p.kill()
	gate.release()
	m.audit()
	require.Len(t, w.service.consumed(), 1)
}

// Somebody stole a refresh token and uses it after wxaudit did: the service ends
// the sign-in, and wxaudit says so.
func TestStolenRefreshTokenUsedLast(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	stolen := m.stored("administrator").Refresh
	m.age("administrator")
	m.audit()
	_, err := w.renew(stolen)
	requireCode(t, err, "invalid_grant")
	m.settle("administrator")
	m.requireSignedOut()
}

// Or before wxaudit did: then the thief's pair ends as well.
func TestStolenRefreshTokenUsedFirst(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	thief, err := w.renew(m.stored("administrator").Refresh)
	require.NoError(t, err)
	m.age("administrator")
	m.requireSignedOut()
	require.False(t, w.service.active(thief.AccessToken))
}

// requireSignedOut requires that a run, and another after it, says to sign in
// again.
func (m *machine) requireSignedOut() {
	m.t.Helper()
	for range 2 {
		p := m.must(3, nil, smallAudit()...)
		require.Contains(m.t, p.stderr.String(), "wxaudit login")
		require.Empty(m.t, p.stdout.String())
	}
}

// A token that is taken back in the middle of a run is renewed once, and the
// run goes on as if nothing had been.
func TestRefusedInTheMiddle(t *testing.T) {
	t.Parallel()
	w, m := withBrowser(t, asWebex)
	m.login()
	quiet := m.audit("--format", "json")
	m.settle("administrator")
	first := m.stored("administrator")
	w.front.forget()

	gate := w.front.hold(before, func(x *exchange) bool { return x.isAPI() && x.Path != "/v1/people/me" })
	p := m.start(nil, nil, append(smallAudit(), "--format", "json")...)
	gate.wait(t)
	w.service.expire(first.Access)
	gate.release()
	require.Equal(t, quiet.cmd.ProcessState.ExitCode(), p.wait(), p.stderr.String())
	require.Equal(t, []string{first.Refresh}, w.service.consumed(), "one renewal")
	require.Equal(t, verdicts(t, quiet), verdicts(t, p))
}

// verdicts are the statuses of the checks in a JSON report, and its gaps.
func verdicts(t *testing.T, p *process) any {
	t.Helper()
	var report struct {
		Checks []struct{ ID, Status string } `json:"checks"`
		Gaps   []struct{ Section, Reason string }
	}
	require.NoError(t, json.Unmarshal([]byte(p.stdout.String()), &report), p.stdout.String())
	require.NotEmpty(t, report.Checks)
	return report
}

// The refresh token would end soon: it is used, which extends it.
func TestRenewsEarly(t *testing.T) {
	t.Parallel()
	soon := asWebex
	soon.RefreshTTL = 10 * 24 * 3600
	w, m := withBrowser(t, soon)
	m.login()
	first := m.stored("administrator")

	// A service that does not extend: there is a warning, here and in the report.
	const warning = "warning: profile administrator: the sign-in ends on"
	m.settle("administrator")
	p := m.audit("--format", "json")
	require.Equal(t, []string{first.Refresh}, w.service.consumed())
	require.Contains(t, p.stderr.String(), warning)
	days, told := signIn(t, p)
	require.Equal(t, 9, days)
	require.Contains(t, told, "sign in again")

	w.service.set(asWebex)
	m.settle("administrator")
	p = m.audit("--format", "json")
	require.Len(t, w.service.consumed(), 2)
	require.NotContains(t, p.stderr.String(), warning)
	days, told = signIn(t, p)
	require.Equal(t, 89, days)
	require.Empty(t, told)
}

// signIn is what a JSON report says of the one that read.
func signIn(t *testing.T, p *process) (days int, warning string) {
	t.Helper()
	var report struct {
		Run struct {
			SignIns []struct {
				DaysLeft int `json:"days_left"`
				Warning  string
			} `json:"sign_ins"`
		}
	}
	require.NoError(t, json.Unmarshal([]byte(p.stdout.String()), &report))
	require.Len(t, report.Run.SignIns, 1)
	return report.Run.SignIns[0].DaysLeft, report.Run.SignIns[0].Warning
}
