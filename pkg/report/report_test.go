package report_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

// of reports on one check with these findings.
func of(fs ...finding.Finding) *report.Report {
	c := check.Check{ID: "a.b", Severity: finding.Medium, Run: func(*check.Input) []finding.Finding { return fs }}
	r := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: reporttest.Now})
	return report.Build(report.Input{Outcomes: r.Outcomes, Controls: r.Controls, Coverage: r.Coverage, Gaps: r.Gaps})
}

func pass(id string, ev ...finding.Evidence) finding.Finding {
	return check.Pass(check.SiteResource(id), "fine", ev...)
}

func ev(field string, v any) finding.Evidence {
	return check.Evidence(snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI, ReadAt: reporttest.Now}, field, v)
}

func TestFindingsAreThoseToActOnWorstFirst(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	type key struct{ severity, status, check string }
	var got []key
	for _, f := range r.Findings {
		k := key{string(f.Severity), string(f.Status), f.CheckID}
		if len(got) == 0 || got[len(got)-1] != k {
			got = append(got, k)
		}
	}
	require.Equal(t, []key{
		{"critical", "fail", "meetings.join-before-host-site"},
		{"critical", "unknown", "identity.mfa-enforced"},
		{"high", "fail", "meetings.join-before-host"},
		{"high", "unknown", "meetings.join-before-host"},
		{"high", "unknown", "admins.dormant"},
		{"high", "warn", "admins.full-admin-count"},
		{"medium", "fail", "messaging.retention-six-years"},
		{"medium", "unknown", "identity.lockout"},
		{"medium", "unknown", "admins.access-review"},
		{"low", "fail", "links.pmr-custom-url"},
		{"low", "warn", "links.pmr-custom-url"},
	}, got)
}

func TestSummary(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	require.Equal(t, report.ByStatus{Fail: 4, Unknown: 4, Warn: 1, NotApplicable: 1}, r.Summary.ByStatus)
	require.Equal(t, report.BySeverity{Critical: 1, High: 1, Medium: 1, Low: 1}, r.Summary.FailedBySeverity)
	require.Len(t, r.Checks, 10)
	require.Len(t, r.Controls, 73)
	require.Equal(t, 4, r.Coverage.Unknown)

	grave := check.Fail(check.SiteResource("s"), "bad")
	grave.Severity = finding.Critical
	slight := check.Fail(check.SiteResource("t"), "bad")
	slight.Severity = finding.Low
	require.Equal(t, report.BySeverity{Critical: 1}, of(slight, grave).Summary.FailedBySeverity)
	require.Equal(t, report.BySeverity{Low: 1}, of(slight).Summary.FailedBySeverity)
}

func TestEvidenceIsADistribution(t *testing.T) {
	t.Parallel()
	later := ev("minutes", 5)
	later.ReadAt = reporttest.Now.Add(time.Hour)
	r := of(
		pass("a", ev("minutes", 5), ev("on", snapshot.Yes.Any())),
		pass("b", later, ev("on", snapshot.No.Any())),
		pass("c", ev("minutes", nil), ev("on", nil)),
		pass("d", ev("minutes", 10)),
	)
	require.Empty(t, r.Findings)
	require.Equal(t, []report.Evidence{
		{Source: "GET /v1/x", Field: "minutes", Rank: "api", ReadAt: later.ReadAt,
			Values: []report.Value{{5, 2}, {10, 1}, {nil, 1}}},
		{Source: "GET /v1/x", Field: "on", Rank: "api", ReadAt: reporttest.Now,
			Values: []report.Value{{false, 1}, {nil, 1}, {true, 1}}},
	}, r.Checks[0].Evidence)
}

func TestManyValuesAreCounted(t *testing.T) {
	t.Parallel()
	var fs []finding.Finding
	for i := range 50 {
		fs = append(fs, pass(string(rune('A'+i)), ev("minutes", i/2)))
	}
	e := of(fs...).Checks[0].Evidence[0]
	require.Len(t, e.Values, report.MaxValues)
	require.Equal(t, 10, e.OtherValues)
}

func TestEvidenceValuesAreScalars(t *testing.T) {
	t.Parallel()
	type word string
	for name, tc := range map[string]struct{ in, want any }{
		"nil":       {nil, nil},
		"bool":      {true, true},
		"int":       {7, 7},
		"int64":     {int64(7), 7},
		"float":     {1.5, json.Number("1.5")},
		"word":      {word("open"), "open"},
		"tri":       {snapshot.Yes, true},
		"unset tri": {snapshot.Unknown, nil},
		"opt":       {snapshot.Some(30), 30},
		"list":      {[]string{"a", "b"}, `["a","b"]`},
		"NaN":       {math.NaN(), "(a value that JSON cannot hold)"},
		"function":  {func() {}, "(a value that JSON cannot hold)"},
		"long text": {strings.Repeat("é", 121), "(a text of 121 characters)"},
		"text":      {strings.Repeat("é", 120), strings.Repeat("é", 120)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := of(check.Fail(check.SiteResource("s"), "bad", ev("x", tc.in)))
			require.Equal(t, tc.want, r.Findings[0].Evidence[0].Value)
			require.Equal(t, tc.want, r.Checks[0].Evidence[0].Values[0].Value)
		})
	}
}

func TestAReportSharesNothingWithTheResult(t *testing.T) {
	t.Parallel()
	f := check.Fail(check.SiteResource("jane@clinic.example"), "bad", ev("x", "jane@clinic.example"))
	c := check.Check{ID: "a.b", Severity: finding.Medium, Run: func(*check.Input) []finding.Finding { return []finding.Finding{f} }}
	res := engine.Run(engine.Options{Checks: []check.Check{c}, Snapshot: &snapshot.Snapshot{}, Now: reporttest.Now})
	r := report.Build(report.Input{Outcomes: res.Outcomes, Controls: res.Controls})
	report.Pseudonymise(r, []byte("key"))
	require.Equal(t, "jane@clinic.example", res.Outcomes[0].Findings[0].Evidence[0].Value)
	require.Equal(t, "jane@clinic.example", res.Outcomes[0].Findings[0].Resource.Name)
}

func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	for _, r := range []*report.Report{reporttest.Empty(), of(), of(check.Fail(check.SiteResource("s"), "bad"))} {
		b, err := json.Marshal(r)
		require.NoError(t, err)
		require.False(t, bytes.Contains(b, []byte(":null")), "%s", b)
	}
}
