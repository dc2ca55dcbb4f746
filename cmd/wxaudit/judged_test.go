package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"wxaudit/checks"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// fixture names a file or directory among the shipped recordings.
func fixture(name string) string { return filepath.Join("..", "..", "fixtures", name) }

// reportOf runs the audit of the clinic and reads its JSON report.
func reportOf(t *testing.T, args ...string) *report.Report {
	t.Helper()
	now := openFixture(t, "clinic").Now()
	sys, stdout, stderr := testSystem(now, nil, append([]string{"run", "--fixtures", fixture("clinic"), "--format", "json"}, args...)...)
	code := run(t.Context(), sys)
	require.Contains(t, []int{0, 1, 4}, code, stderr.String())
	var r report.Report
	require.NoError(t, json.Unmarshal(stdout.Bytes(), &r))
	return &r
}

var judgedBy = []string{"--policy", fixture("clinic-policy.yaml"), "--attestations", fixture("clinic-attestations.yaml"), "--tls-probe"}

// TestMostIsDecided: with its policy and its register, at least 85 of 100
// checks of the clinic are decided.
func TestMostIsDecided(t *testing.T) {
	t.Parallel()
	r := reportOf(t, judgedBy...)
	require.Equal(t, len(checks.All()), r.Coverage.Checks)
	require.GreaterOrEqual(t, float64(r.Coverage.Decided), 0.85*float64(r.Coverage.Checks), "undecided: %v", undecided(r))
	require.Equal(t, r.Coverage.Checks, r.Coverage.Decided+r.Coverage.Unknown+r.Coverage.Disabled)
	ranks := r.Coverage.ByRank
	require.Positive(t, ranks.Attestation)
	require.LessOrEqual(t, ranks.API+ranks.ControlHub+ranks.Capture+ranks.AuditLog+ranks.Attestation, r.Coverage.Decided)
}

func undecided(r *report.Report) (ids []string) {
	for _, c := range r.Checks {
		if c.Status == finding.Unknown {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// TestEveryUndecidedCheckHasAStep: the report says of each unknown check what
// would decide it.
func TestEveryUndecidedCheckHasAStep(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, judgedBy} {
		r := reportOf(t, args...)
		var named []string
		for _, s := range r.Coverage.Steps {
			named = append(named, s.Checks...)
		}
		for _, id := range undecided(r) {
			require.Contains(t, named, id)
		}
	}
}

// TestNobodysWordIsNoComfort takes the register away, whole and entry by entry:
// what was decided stays as it is, becomes unknown or becomes worse.
func TestNobodysWordIsNoComfort(t *testing.T) {
	t.Parallel()
	with := reportOf(t, judgedBy...)
	compare := func(what string, less *report.Report) {
		for i, c := range with.Checks {
			after := less.Checks[i]
			require.Equal(t, c.ID, after.ID)
			worse := slices.Index(finding.Statuses, after.Status) <= slices.Index(finding.Statuses, c.Status)
			require.True(t, worse || after.Status == finding.Unknown,
				"%s: %s was %s (%s) and became %s (%s)", what, c.ID, c.Status, c.Message, after.Status, after.Message)
		}
		require.LessOrEqual(t, less.Coverage.Decided, with.Coverage.Decided, what)
	}
	compare("without the register", reportOf(t, judgedBy[0], judgedBy[1], judgedBy[4]))

	data, err := os.ReadFile(fixture("clinic-attestations.yaml"))
	require.NoError(t, err)
	var register struct {
		Version      int         `yaml:"version"`
		Attestations []yaml.Node `yaml:"attestations"`
	}
	require.NoError(t, yaml.Unmarshal(data, &register))
	require.Greater(t, len(register.Attestations), 30)
	of := func(e yaml.Node) string { return e.Content[1].Value } // behind "statement"
	statements := []string{}
	for _, e := range register.Attestations {
		require.Equal(t, "statement", e.Content[0].Value)
		statements = append(statements, of(e))
	}
	slices.Sort(statements)
	var n thinned
	for _, st := range slices.Compact(statements) {
		if n.out() {
			continue
		}
		less := register
		less.Attestations = slices.DeleteFunc(slices.Clone(register.Attestations), func(e yaml.Node) bool { return of(e) == st })
		text, err := yaml.Marshal(less)
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "attestations.yaml")
		require.NoError(t, os.WriteFile(path, text, 0o600))
		compare("without "+st, reportOf(t, judgedBy[0], judgedBy[1], "--attestations", path, judgedBy[4]))
	}
}

// TestNoRowIsMissing: the report has every row of the matrix, every check of a
// row exists, and what satisfies a row is a person's word.
func TestNoRowIsMissing(t *testing.T) {
	t.Parallel()
	r := reportOf(t)
	known := map[string]bool{}
	for _, c := range checks.All() {
		known[c.ID] = true
	}
	require.Len(t, r.Controls, 73)
	for i, row := range hipaa.Matrix() {
		c := r.Controls[i]
		require.Equal(t, row.Citation, c.Citation)
		require.Len(t, c.Parts, len(row.Responsibility))
		require.ElementsMatch(t, c.Checks, slices.Concat(c.Satisfies, c.Supports))
		for _, id := range c.Checks {
			require.True(t, known[id], "%s names %s, which does not exist", c.Citation, id)
		}
		for _, id := range c.Supports {
			require.False(t, strings.HasPrefix(id, "attest."), id)
		}
		require.Equal(t, row.VendorStatement != "", c.VendorStatement != nil)
	}
	for _, c := range r.Checks {
		for _, cite := range c.Controls {
			_, ok := hipaa.Lookup(cite)
			require.True(t, ok, "%s cites %s, which is no row", c.ID, cite)
		}
	}
	require.Len(t, r.VendorAssertions, 2)
	require.Equal(t, "2021-09-30", r.VendorAssertions[1].AsOf)
	require.Equal(t, 1877, r.VendorAssertions[1].AgeDays, "on 2026-11-20")
}
