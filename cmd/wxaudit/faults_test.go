package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// environment points the program at a test server.
func environment(s *webextest.Server) map[string]string {
	return map[string]string{
		"WXAUDIT_ACCESS_TOKEN":   webextest.Token,
		"WXAUDIT_API_URL":        s.URL,
		"WXAUDIT_IDBROKER_URL":   s.URL,
		"WXAUDIT_CONTROLHUB_URL": s.URL,
		"WXAUDIT_PSEUDONYM_KEY":  "the same key on every run",
	}
}

// Throttling, broken gateways and cut connections cost time and nothing else.
func TestFaultsChangeNoByte(t *testing.T) {
	for name, organization := range map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calm, calmServer := liveReport(t, organization())
			require.Empty(t, calmServer.Faults())
			rough, roughServer := liveReport(t, organization(), webextest.Faults(2026, 0.08))
			require.Equal(t, calm, rough)
			for _, kind := range []string{"429", "502", "503", "cut"} {
				require.NotZero(t, roughServer.Faults()[kind], "the server made no fault of kind %s", kind)
			}
		})
	}
}

// liveReport runs the program against a server and returns its JSON report.
func liveReport(t *testing.T, o *synth.Organization, options ...webextest.Option) (string, *webextest.Server) {
	t.Helper()
	server := webextest.NewServer(o, options...)
	t.Cleanup(server.Close)
	sys, stdout, stderr := testSystem(o.Now, environment(server), "run", "--format", "json")
	code := run(context.Background(), sys)
	require.Contains(t, []int{1, 4}, code, stderr.String())
	require.Empty(t, server.Forbidden(), "something other than GET was sent")
	require.Empty(t, o.Violations())
	require.NotEmpty(t, server.Requests())
	return stdout.String(), server
}
