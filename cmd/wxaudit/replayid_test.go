package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
)

// What a receiver has, it drops: so a replay has the id of another one only if it
// says the same.
func TestAReplayIsNamedByWhatItSays(t *testing.T) {
	t.Parallel()
	replayed := func(version string, args ...string) string {
		sys, stdout, stderr := testSystem(time.Time{}, nil, append([]string{"run", "--fixtures", fixture("clean"), "--format", "json"}, args...)...)
		sys.version = version
		require.Contains(t, []int{1, 4}, run(t.Context(), sys), stderr.String())
		var r report.Report
		require.NoError(t, json.Unmarshal(stdout.Bytes(), &r))
		require.Len(t, r.Run.ID, 16)
		return r.Run.ID
	}
	policy := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(policy, []byte("version: 1\n"), 0o600))
	register := filepath.Join(t.TempDir(), "register.yaml")
	require.NoError(t, os.WriteFile(register, []byte("version: 1\n"), 0o600))

	plain := replayed("1.0.0")
	require.Equal(t, plain, replayed("1.0.0"), "the same audit")
	seen := map[string]string{plain: "plain"}
	for name, other := range map[string]string{
		"another version":       replayed("1.0.1"),
		"a policy":              replayed("1.0.0", "--policy", policy),
		"a register":            replayed("1.0.0", "--attestations", register),
		"a strict register":     replayed("1.0.0", "--attestations=strict"),
		"fewer checks":          replayed("1.0.0", "--skip", "recordings"),
		"fewer reads":           replayed("1.0.0", "--documented-only"),
		"another threshold":     replayed("1.0.0", "--fail-on", "high"),
		"pseudonyms for people": replayed("1.0.0", "--pseudonymise"),
	} {
		require.NotContains(t, seen, other, name)
		seen[other] = name
	}
}
