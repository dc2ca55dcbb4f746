package main

import (
	"iter"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// Whoever takes the last sink away is told what still waits for it.
func TestAnAuditWithoutSinksTellsWhatWaits(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	server := webextest.NewServer(o)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	audit := func() string {
		sys, _, stderr := testSystem(o.Now, environment(server), "run", "--only", "meetings.join-before-host-site", "--state-dir", dir)
		require.Equal(t, 1, run(t.Context(), sys), stderr.String())
		return stderr.String()
	}
	require.NotContains(t, audit(), "warning")
	require.NoDirExists(t, filepath.Join(dir, "spool"), "who never had a sink has no spool")

	s, err := spool.Open(dir)
	require.NoError(t, err)
	require.NoError(t, s.Put(t.Context(), spool.RunName(o.Now, 1), map[string]iter.Seq2[sink.Event, error]{
		"siem": func(yield func(sink.Event, error) bool) { yield(sink.Event{ID: "one", Text: "one"}, nil) },
	}))
	require.Contains(t, audit(), "1 event left for the sink siem, which is not named here")
}
