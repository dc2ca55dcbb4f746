package report_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func TestEveryCheckHasAnEntry(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	entries := slices.Collect(report.Entries(r))
	have := map[string]bool{}
	for i, e := range entries {
		have[e.Check.ID] = true
		if i < len(r.Findings) {
			require.Same(t, &r.Findings[i], e.Finding)
			require.Equal(t, r.Findings[i].CheckID, e.Check.ID)
		} else {
			require.Nil(t, e.Finding)
		}
	}
	for _, c := range r.Checks {
		require.True(t, have[c.ID], c.ID)
	}
	require.Len(t, have, len(r.Checks))
	for range report.Entries(r) {
		break // a reader may stop early
	}
	require.Empty(t, slices.Collect(report.Entries(&report.Report{})))
}

func TestANoteDoesNotSpeakForItsCheck(t *testing.T) {
	t.Parallel()
	r := &report.Report{
		Checks:   []report.Check{{ID: "a.a", Status: finding.Pass}},
		Findings: []finding.Finding{{CheckID: "a.a", Status: finding.NotApplicable, Severity: finding.Info}},
	}
	entries := slices.Collect(report.Entries(r))
	require.Len(t, entries, 2)
	require.Nil(t, entries[1].Finding)
	require.Equal(t, finding.Pass, entries[1].Check.Status)
}

func TestAFindingOfNoListedCheckIsNotLost(t *testing.T) {
	t.Parallel()
	listed := make([]report.Check, 1, 8) // room that must not be written to
	listed[0] = report.Check{ID: "a.a", Status: finding.Pass}
	r := &report.Report{Checks: listed, Findings: []finding.Finding{
		{CheckID: "b.b", Status: finding.Warn, Severity: finding.Low},
		{CheckID: "b.b", Status: finding.Fail, Severity: finding.High},
		{CheckID: "", Status: "undreamt-of"},
	}}
	all := report.AllChecks(r)
	require.Len(t, all, 3)
	require.Equal(t, report.Check{ID: "b.b", Area: "b", Severity: finding.Low, Status: finding.Fail}, all[1])
	require.Equal(t, finding.Unknown, all[2].Status)
	require.Empty(t, listed[:2][1].ID)
	entries := slices.Collect(report.Entries(r))
	require.Len(t, entries, 4)
	require.Equal(t, "b.b", entries[0].Check.ID)
	require.Equal(t, "a.a", entries[3].Check.ID)
}

func TestAWordIsTheSameAfterJSON(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]any{
		"absent": nil, "text": "text", "true": true, "12": 12, "1.5": json.Number("1.5"), `["a","b"]`: []string{"a", "b"},
	} {
		require.Equal(t, want, report.Word(v))
		b, err := json.Marshal(v)
		require.NoError(t, err)
		var again any
		require.NoError(t, json.Unmarshal(b, &again))
		require.Equal(t, want, report.Word(again))
	}
	require.Equal(t, "(a value that JSON cannot hold)", report.Word(func() {}))
}
