package report_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

func TestReasonsInOrder(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"forbidden", "schema", "error", "", "aaa", "zzz"},
		report.ReasonsInOrder(map[string]bool{"zzz": true, "error": true, "schema": true, "": true, "forbidden": true, "aaa": true}))
	unknown := report.ReasonMeans("of another version")
	for _, r := range []snapshot.Reason{
		snapshot.Forbidden, snapshot.NotFound, snapshot.Throttled, snapshot.Timeout, snapshot.FieldAbsent, snapshot.Truncated,
		snapshot.NotLicensed, snapshot.NotAttested, snapshot.Budget, snapshot.Schema, snapshot.Error,
	} {
		require.NotEqual(t, unknown, report.ReasonMeans(string(r)), r)
	}
}

func TestStatesInWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range append(hipaa.States, "of_another_version") {
		words := report.StateInWords(s)
		require.NotContains(t, words, "_")
		require.False(t, seen[words], words)
		seen[words] = true
	}
}
