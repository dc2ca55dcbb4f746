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

func TestArgumentsAreNamed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"checks", "show"}, "error: ID is missing\nwxaudit: hint: see wxaudit checks show --help"},
		{[]string{"checks", "show", "a", "b"}, `error: "b" is not expected`},
		{[]string{"checks", "list", "x"}, `error: "x" is not expected`},
		{[]string{"attest", "add"}, "error: STATEMENT is missing"},
		{[]string{"import", "har"}, "error: FILE is missing"},
		{[]string{"controls", "a", "b"}, `error: "b" is not expected`},
		{[]string{"deliver", "splunk"}, `error: "splunk" is not expected`},
		{[]string{"report", "r.json"}, `error: "r.json" is not expected`},
		{[]string{"checks", "shwo"}, `error: unknown command "shwo" for "wxaudit checks"`},
		{[]string{"help", "nosuch"}, `error: there is no command "nosuch"`},
	} {
		sys, stdout, stderr := testSystem(time.Time{}, nil, tt.args...)
		require.Equal(t, exitUsage, run(t.Context(), sys), tt.args)
		require.Contains(t, stderr.String(), tt.says)
		require.Empty(t, stdout.String())
	}
}
