package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// An organisation full of canaries: no secret, no free text and no outsider
// gets out, by any way out that there is.
func TestNoCanaryGetsOut(t *testing.T) {
	for name, organization := range map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := organization()
			server := webextest.NewServer(o)
			defer server.Close()
			env := environment(server)
			dir := t.TempDir()
			recording := filepath.Join(dir, "recording")
			for _, args := range [][]string{
				{"run", "-v", "--format", "text", "--output", "json=" + filepath.Join(dir, "r.json"), "--output", "ndjson=" + filepath.Join(dir, "r.ndjson")},
				{"record", "-v", "--to", recording},
				{"run", "-v", "--fixtures", recording, "--output", "json=" + filepath.Join(dir, "replay.json")},
			} {
				sys, stdout, stderr := testSystem(o.Now, env, args...)
				code := run(context.Background(), sys)
				require.Contains(t, []int{0, 1, 4}, code, stderr.String())
				requireNoCanary(t, o, strings.Join(args, " ")+": standard output", stdout.String())
				requireNoCanary(t, o, strings.Join(args, " ")+": standard error", stderr.String())
			}
			require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				requireNoCanary(t, o, "file name", path)
				text, err := os.ReadFile(path)
				requireNoCanary(t, o, path, string(text))
				info, statErr := d.Info()
				require.NoError(t, statErr)
				require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), path)
				return err
			}))
		})
	}
}

// A server that refuses writes error bodies full of canaries.
func TestErrorBodiesDoNotGetOut(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	server := webextest.NewServer(o)
	defer server.Close()
	for _, template := range synth.Templates() {
		if template != "/v1/people/me" {
			server.Deny(template)
		}
	}
	sys, stdout, stderr := testSystem(o.Now, environment(server), "run", "-v", "--format", "json")
	require.Equal(t, 4, run(context.Background(), sys), stderr.String())
	for _, text := range []string{stdout.String(), stderr.String()} {
		require.NotContains(t, text, synth.ErrorCanary)
		requireNoCanary(t, o, "output", text)
	}
}

func requireNoCanary(t *testing.T, o *synth.Organization, where, text string) {
	t.Helper()
	for _, canary := range append(o.Canaries(), webextest.Token) {
		if strings.Contains(text, canary) {
			t.Fatalf("%s holds the canary %q", where, canary)
		}
	}
}
