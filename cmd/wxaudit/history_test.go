package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
)

func pastReport(id string) *report.Report {
	at := time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)
	return &report.Report{Run: report.Run{ID: id, Mode: "live", AsOf: at}, Organization: report.Organization{ID: "org"}}
}

// Of two audits at once, the second compares with what the first has left.
func TestTwoAuditsAtOnce(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		sys, _, stderr := testSystem(time.Now(), nil)
		first := recall(t.Context(), sys, dir, pastReport("one"), []string{"siem"})
		kept := make(chan error, 1)
		go func() {
			time.Sleep(20 * time.Second)
			kept <- first.keep()
			first.release()
		}()
		rep := pastReport("two")
		second := recall(t.Context(), sys, dir, rep, []string{"siem"})
		defer second.release()
		require.NoError(t, <-kept)
		require.NotNil(t, rep.History)
		require.Equal(t, "one", rep.History.PreviousRun)
		require.Equal(t, "one", second.of("siem").History.PreviousRun)
		require.NoError(t, second.keep())
		require.Empty(t, stderr.String())
	})
}

// One that hangs is waited for no longer than a minute: the report is written, and
// what the other will keep is not undone.
func TestAnAuditThatHangs(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		sys, _, _ := testSystem(time.Now(), nil)
		hangs := recall(t.Context(), sys, dir, pastReport("one"), nil)
		defer hangs.release()
		second := recall(t.Context(), sys, dir, pastReport("two"), nil)
		require.ErrorContains(t, second.keep(), "keep the history: another wxaudit has held "+filepath.Join(dir, "history.lock")+" for 1m0s")
		second.release()
		require.NoDirExists(t, historyDir(dir))

		stopped, cancel := context.WithCancel(t.Context())
		cancel()
		third := recall(stopped, sys, dir, pastReport("three"), nil)
		require.ErrorContains(t, third.keep(), "context canceled")
		require.ErrorContains(t, forgetSink(stopped, dir, "siem"), "context canceled")
	})
}

func TestAHistoryThatCannotBeLocked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "history.lock"), 0o700))
	sys, _, _ := testSystem(time.Now(), nil)
	h := recall(t.Context(), sys, dir, pastReport("one"), nil)
	require.ErrorContains(t, h.keep(), "history.lock is not a regular file")
	h.release()
}

func TestWithoutAHistory(t *testing.T) {
	t.Parallel()
	var none *history
	require.NoError(t, none.keep())
	require.Nil(t, none.of("siem"))
	require.Empty(t, none.tellings())
	none.release()
}
