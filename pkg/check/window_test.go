package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestBeyond(t *testing.T) {
	t.Parallel()
	for days, reason := range map[int]snapshot.Reason{1: "", 30: "", 31: snapshot.Truncated, 0: snapshot.Error, -1: snapshot.Error} {
		fs := check.Beyond("lookback_days", days, 30)
		if reason == "" {
			require.Empty(t, fs, "%d days", days)
			continue
		}
		require.Len(t, fs, 1, "%d days", days)
		require.Equal(t, finding.Unknown, fs[0].Status)
		require.Equal(t, string(reason), fs[0].Reason)
	}
}
