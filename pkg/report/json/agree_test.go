package jsonreport

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// Each of these makes a report look better, and keeps what sound counts.
func TestReadRefusesWhatContradictsItself(t *testing.T) {
	t.Parallel()
	byStatus := func(r *report.Report, s finding.Status) *report.Check {
		i := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.Status == s && !c.Waived })
		require.GreaterOrEqual(t, i, 0)
		return &r.Checks[i]
	}
	for name, tc := range map[string]struct {
		spoil func(r *report.Report)
		want  string
	}{
		"a failed check that passes": {func(r *report.Report) {
			byStatus(r, finding.Fail).Status = finding.Pass
			r.Summary.ByStatus.Fail--
			r.Summary.ByStatus.Pass++
		}, "its status is pass, and"},
		"an unknown check that passes": {func(r *report.Report) {
			byStatus(r, finding.Unknown).Status = finding.Pass
			r.Summary.ByStatus.Unknown--
			r.Summary.ByStatus.Pass++
			r.Coverage.Unknown--
			r.Coverage.Decided++
		}, "resources are unknown"},
		"coverage that was moved": {func(r *report.Report) { r.Coverage.Unknown--; r.Coverage.Decided++ }, "coverage does not fit"},
		"a milder summary": {func(r *report.Report) {
			r.Summary.FailedBySeverity.Critical--
			r.Summary.FailedBySeverity.Low++
		}, "failed_by_severity"},
		"a milder finding": {func(r *report.Report) {
			for i := range r.Findings {
				r.Findings[i].Severity = finding.Low
			}
		}, "failed_by_severity"},
		"a waived flag": {func(r *report.Report) {
			byStatus(r, finding.Fail).Waived = true
			r.Summary.Waived++
		}, "it is waived, and"},
		"a waived count": {func(r *report.Report) { r.Summary.Waived++ }, "summary.waived"},
		"a milder row":   {func(r *report.Report) { spoilRow(t, r, func(c *report.Control) { c.Status = hipaa.StateSupported }) }, "controls["},
		"a milder part": {func(r *report.Report) {
			spoilRow(t, r, func(c *report.Control) { c.Parts[0].Status = hipaa.StateNotAssessed })
		}, "of the part"},
		"a history that is gone": {func(r *report.Report) { r.Findings[0].FirstSeen = r.Run.AsOf.Add(-24 * time.Hour) }, "there is no history"},
		"closed and open": {func(r *report.Report) {
			f := r.Findings[0]
			r.History = &report.History{PreviousRun: "x", PreviousAsOf: r.Run.AsOf, Closed: []report.Closed{{
				ID: f.ID, CheckID: f.CheckID, Severity: f.Severity, Resource: f.Resource, FirstSeen: r.Run.AsOf,
			}}}
		}, "history.closed[0]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := reporttest.Clinic()
			for i := range r.Findings {
				r.Findings[i].FirstSeen = r.Run.AsOf
			}
			_, err := Read(bytes.NewReader(written(t, r)))
			require.NoError(t, err)
			tc.spoil(r)
			_, err = Read(bytes.NewReader(written(t, r)))
			require.ErrorContains(t, err, tc.want)
		})
	}
}

// spoilRow changes a row that failed, and whose first part did.
func spoilRow(t *testing.T, r *report.Report, change func(*report.Control)) {
	t.Helper()
	for i := range r.Controls {
		if c := &r.Controls[i]; c.Status == hipaa.StateFail && c.Parts[0].Status == hipaa.StateFail {
			change(c)
			return
		}
	}
	require.Fail(t, "no row failed")
}
