package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestARecordingIsNoArgument(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"run", "preflight"} {
		sys, stdout, stderr := testSystem(time.Time{}, nil, command, "fixtures/clinic")
		require.Equal(t, exitUsage, run(t.Context(), sys))
		require.Equal(t, "wxaudit: error: \"fixtures/clinic\" is not expected\nwxaudit: hint: to replay a recording: wxaudit run --fixtures fixtures/clinic\n", stderr.String())
		require.Empty(t, stdout.String())
	}
}
