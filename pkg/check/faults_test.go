package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	var f check.Faults
	f.Warn(false, "is no fault")
	f.Fail(false, "is no fault")
	require.False(t, f.Any())

	f.Warn(true, "has a lamp that flickers")
	require.True(t, f.Any())
	require.False(t, f.Failed())
	got := f.Finding(finding.Resource{ID: "r"}, "the room")
	require.Equal(t, finding.Warn, got.Status)
	require.Equal(t, "the room has a lamp that flickers", got.Message)

	f.Fail(true, "has no door")
	f.Warn(true, "is cold")
	require.True(t, f.Failed())
	got = f.Finding(finding.Resource{ID: "r"}, "the room", finding.Evidence{Field: "door"})
	require.Equal(t, finding.Fail, got.Status)
	require.Equal(t, "the room has no door, has a lamp that flickers and is cold", got.Message)
	require.Len(t, got.Evidence, 1)
}

// TestFaultsJudge: only what fails outranks what is not known.
func TestFaultsJudge(t *testing.T) {
	t.Parallel()
	type faults struct{ fails, warns bool }
	for _, tc := range []struct {
		faults  faults
		value   any
		status  finding.Status
		message string
	}{
		{faults{}, true, finding.Pass, "the room is dry"},
		{faults{}, nil, finding.Unknown, ""},
		{faults{warns: true}, true, finding.Warn, "the room is cold"},
		{faults{warns: true}, nil, finding.Unknown, ""},
		{faults{fails: true}, true, finding.Fail, "the room has no door"},
		{faults{fails: true, warns: true}, nil, finding.Fail, "the room has no door and is cold"},
	} {
		var f check.Faults
		f.Fail(tc.faults.fails, "has no door")
		f.Warn(tc.faults.warns, "is cold")
		src := snapshot.Source{Path: "GET /v1/rooms"}
		got := f.Judge(finding.Resource{ID: "r"}, src, "the room", "is dry", check.Evidence(src, "heating", true), check.Evidence(src, "door", tc.value))
		require.Equal(t, tc.status, got.Status)
		if tc.status == finding.Unknown {
			require.Equal(t, check.Absent(finding.Resource{ID: "r"}, src, "door"), got)
			continue
		}
		require.Equal(t, tc.message, got.Message)
		require.Len(t, got.Evidence, 2)
	}
}
