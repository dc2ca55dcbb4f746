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

// A warning that is taken out of a saved report is noticed, however much of the
// rest is made to fit.
func TestReadMissesAWarning(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		spoil func(r *report.Report, warns, at int)
		want  string
	}{
		"the finding": {func(r *report.Report, _, at int) { r.Findings = slices.Delete(r.Findings, at, at+1) }, "warn: somebody changed"},
		"its count":   {func(r *report.Report, warns, _ int) { r.Checks[warns].Warned-- }, "warn: somebody changed"},
		"the finding and its count": {func(r *report.Report, warns, at int) {
			r.Findings = slices.Delete(r.Findings, at, at+1)
			r.Checks[warns].Warned--
		}, "its status is warn, and 0 resources warn"},
		"the status of the check": {func(r *report.Report, warns, _ int) {
			r.Checks[warns].Status = finding.Pass
			r.Summary.ByStatus.Warn--
			r.Summary.ByStatus.Pass++
		}, "its status is pass, and 1 resources warn"},
		"the row of the matrix": {func(r *report.Report, _, _ int) {
			i := slices.IndexFunc(r.Controls, func(c report.Control) bool { return c.Status == hipaa.StateWarn })
			r.Controls[i].Status = hipaa.StateSupported
		}, "its checks say warn"},
		"another day": {func(r *report.Report, _, _ int) { r.Run.Day = finding.DayOf(r.Run.AsOf, time.UTC).Plus(2) }, "run.day"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := reporttest.Clinic()
			warns := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.Status == finding.Warn })
			require.GreaterOrEqual(t, warns, 0)
			at := slices.IndexFunc(r.Findings, func(f finding.Finding) bool { return f.CheckID == r.Checks[warns].ID })
			r.Controls = append(r.Controls, report.Control{
				Citation: "164.308(a)(1)(ii)(D)", Title: "A row", Required: hipaa.R, Status: hipaa.StateWarn,
				Checks: []string{r.Checks[warns].ID}, Supports: []string{r.Checks[warns].ID}, Satisfies: []string{},
				Responsibility: []hipaa.Responsibility{}, Parts: []report.ControlPart{},
			})
			_, err := Read(bytes.NewReader(written(t, r)))
			require.NoError(t, err)
			tc.spoil(r, warns, at)
			_, err = Read(bytes.NewReader(written(t, r)))
			require.ErrorContains(t, err, tc.want)
		})
	}
}
