package formattest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// The tests of the formats are worth nothing if these reports lack what they
// promise.
func TestTheReportsHaveWhatTheyPromise(t *testing.T) {
	t.Parallel()
	later := formattest.Later()
	require.Len(t, later.History.Closed, 1)
	require.Equal(t, 1, later.History.New)

	everywhere := formattest.Everywhere()
	all := reporttest.HostileTexts
	hostile := func(s string) bool {
		for _, h := range all {
			if strings.HasPrefix(s, string([]rune(h)[:min(10, len([]rune(h)))])) {
				return true
			}
		}
		return false
	}
	require.True(t, hostile(everywhere.Checks[0].ID), everywhere.Checks[0].ID)
	require.True(t, hostile(everywhere.Checks[0].Area))
	require.True(t, hostile(everywhere.Run.ID))
	require.True(t, hostile(string(everywhere.Controls[3].Citation)))
	require.True(t, hostile(everywhere.Coverage.Steps[0].Text))
	require.True(t, hostile(everywhere.Findings[0].Message))

	require.Greater(t, len(report.AllChecks(formattest.Odd())), len(formattest.Odd().Checks))
}
