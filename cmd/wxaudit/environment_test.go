package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestChildrenInheritNoSecret(t *testing.T) {
	for _, name := range secretNames {
		t.Setenv(name, "canary-"+name)
	}
	t.Setenv("WXAUDIT_CLIENT_ID", "C-public")
	getenv := takeEnvironment()
	for _, name := range secretNames {
		require.Equal(t, "canary-"+name, getenv(name))
		require.Empty(t, os.Getenv(name))
	}
	require.Equal(t, "C-public", getenv("WXAUDIT_CLIENT_ID"))
	require.Empty(t, getenv("WXAUDIT_NONE_SUCH"))
	for _, pair := range exec.Command("browser").Environ() {
		require.NotContains(t, pair, "canary")
	}
}
