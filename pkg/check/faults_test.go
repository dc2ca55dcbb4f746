package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
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
