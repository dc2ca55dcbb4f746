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

// TestBeyondBoth: one direction is enough to look in.
func TestBeyondBoth(t *testing.T) {
	t.Parallel()
	for days, reasons := range map[[2]int][]snapshot.Reason{ // back, ahead
		{30, 30}: {}, {0, 30}: {}, {30, 0}: {},
		{0, 0}: {snapshot.Error, snapshot.Error}, {-1, 30}: {snapshot.Error}, {30, -1}: {snapshot.Error},
		{91, 0}: {snapshot.Truncated}, {0, 31}: {snapshot.Truncated},
	} {
		got := []snapshot.Reason{}
		for _, f := range check.BeyondBoth(days[0], 90, days[1], 30) {
			require.Equal(t, finding.Unknown, f.Status)
			got = append(got, snapshot.Reason(f.Reason))
		}
		require.Equal(t, reasons, got, "%d days back, %d ahead", days[0], days[1])
	}
}
