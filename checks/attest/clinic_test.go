package attest_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/checks"
	"wxaudit/checks/attest"
	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

const shippedRegister = "../../fixtures/clinic-attestations.yaml"

// clinic reads the organisation that the shipped register is about.
func clinic(t *testing.T) (*snapshot.Snapshot, time.Time) {
	t.Helper()
	o := synth.Clinic()
	s := webextest.NewServer(o)
	t.Cleanup(s.Close)
	live, err := webex.NewLive(webex.LiveOptions{
		URLs: s.URLs(), Token: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: webextest.Token}), Allow: collect.Allowed,
		Rate: 1e6, FirstBackoff: time.Millisecond, MaxRetryAfter: 10 * time.Millisecond, Now: func() time.Time { return o.Now },
	})
	require.NoError(t, err)
	snap, err := collect.Run(t.Context(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: live}), Now: o.Now, Key: []byte("test key"), ContactCenter: o.HasContactCenter(),
	})
	require.NoError(t, err)
	return snap, o.Now
}

// TestClinic judges the clinic by its register, from the answers of Webex on:
// everything is decided, and nothing without the register.
func TestClinic(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(shippedRegister)
	require.NoError(t, err)
	entries, err := policy.ParseRegister("clinic-attestations.yaml", data, policy.Statements(checks.All()), nil)
	require.NoError(t, err)
	snap, now := clinic(t)
	want := map[string]finding.Status{
		"attest.products-covered":               finding.Fail, // Vidcast
		"attest.vendor-hitrust":                 finding.Warn, // an announcement
		"attest.phi-risk-register":              finding.Fail, // fax
		"attest.policies-and-documentation":     finding.Warn, // not reviewed since a change
		"attest.workforce":                      finding.Warn, // training
		"attest.incident-and-contingency":       finding.Fail, // an entry that is over
		"attest.downstream-business-associates": finding.Fail, // a tunnel
	}
	for _, c := range attest.All() {
		in := &check.Input{Snapshot: snap, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(c.Params), Attestations: entries}
		o := engine.Evaluate(c, in)
		status, faulty := want[c.ID]
		if !faulty {
			status = finding.Pass
		}
		require.Equal(t, status, o.Status, "%s: %s", c.ID, o.Message)
		in.Attestations = nil
		require.Equal(t, finding.Unknown, engine.Evaluate(c, in).Status, c.ID)
	}
}
