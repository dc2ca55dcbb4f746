package webextest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/cc"
	"wxaudit/checks/devices"
	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// centerAndDevices reads an organisation over HTTP and judges its Contact
// Center and its devices, with the word of somebody for what Webex does not
// show.
func centerAndDevices(t *testing.T, o *synth.Organization) map[string]check.Outcome {
	t.Helper()
	server := webextest.NewServer(o)
	t.Cleanup(server.Close)
	s, err := collect.Run(t.Context(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: live(t, server, o.Now)}), Now: o.Now, Key: key,
		ContactCenter: true,
	})
	require.NoError(t, err)
	today := finding.DayOf(o.Now, time.UTC)
	byID := map[string]check.Outcome{}
	for _, c := range append(cc.All(), devices.All()...) {
		byID[c.ID] = engine.Evaluate(c, &check.Input{
			Snapshot: s, Now: o.Now, Today: today, Params: check.Defaults(c.Params),
			Attestations: []check.Attestation{{Statement: cc.Retention.ID, Answer: "yes", SignedOn: today.Plus(-30), Proof: check.ProofStated,
				Details: map[string]any{"recording_allowed": true, "days": 2192, "schedules_reviewed": true}}},
			Others: map[string]check.Outcome{"ai.vendor-coverage": {Status: finding.Fail}},
		})
	}
	return byID
}

func TestCenterAndDevicesOfClean(t *testing.T) {
	t.Parallel()
	clean := centerAndDevices(t, synth.Clean())
	for id, want := range map[string]finding.Status{
		"cc.recording-controls": finding.NotApplicable, "cc.ai-features": finding.NotApplicable, "cc.sensitive-variables": finding.NotApplicable,
		"devices.unmaintained": finding.Pass, "devices.config-hardening": finding.Pass, "devices.mobile-app-lock": finding.Pass,
	} {
		require.Equal(t, want, clean[id].Status, "%s: %s", id, clean[id].Message)
	}
}

func TestCenterAndDevicesOfTheClinic(t *testing.T) {
	t.Parallel()
	clinic := centerAndDevices(t, synth.Clinic())
	for id, want := range map[string]map[finding.Status]int{
		"cc.recording-controls":    {finding.Warn: 2, finding.Pass: 7, finding.NotApplicable: 1},
		"cc.ai-features":           {finding.Fail: 2, finding.Pass: 11},
		"cc.sensitive-variables":   {finding.Fail: 1, finding.Warn: 1, finding.Pass: 1},
		"devices.unmaintained":     {finding.Fail: 1, finding.Warn: 1, finding.Unknown: 1, finding.Pass: 3},
		"devices.config-hardening": {finding.Warn: 1, finding.Pass: 4},
		"devices.mobile-app-lock":  {finding.Pass: 1},
	} {
		have := map[finding.Status]int{}
		for _, f := range clinic[id].Findings {
			have[f.Status]++
		}
		require.Equal(t, want, have, "%s: %s", id, clinic[id].Message)
	}
}
