package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestARecordingIsReadAsNobody(t *testing.T) {
	d := newDesk(t)
	for _, flags := range [][]string{
		{"--profile", "administrator"}, {"--token-file", "pair.json"}, {"--token-store", "file"}, {"--client-file", "client.json"},
	} {
		_, said := d.do(2, append([]string{"run", "--fixtures", "../../fixtures/clinic"}, flags...)...)
		require.Contains(t, said, flags[0])
	}
}

// A renewal may name more scopes than login was granted.
func TestScopesThatHaveGrownAreSaid(t *testing.T) {
	d := newDesk(t)
	d.fake.lifetime = time.Hour
	d.login(0)
	d.now = d.now.Add(2 * time.Hour)
	d.fake.granted = "spark-admin:people_read spark-admin:people_write spark-compliance:rooms_read"
	_, said := d.do(4, "run", "--only", "identity")
	require.Contains(t, said, "warning: profile administrator: these scopes allow more than reading: spark-admin:people_write")
	require.Contains(t, said, "the token holds the scopes of both")
}

func TestAnOfficerAloneIsSaid(t *testing.T) {
	d := newDesk(t)
	d.login(0, "--profile", "compliance-officer")
	_, said := d.do(4, "run", "--only", "identity", "--profile", "compliance-officer")
	require.Contains(t, said, "is a compliance officer's and read with alone")
}

func TestLoginSaysWhatWillBeUsedInstead(t *testing.T) {
	d := newDesk(t)
	d.env["WXAUDIT_ACCESS_TOKEN"] = "canary-env"
	_, said := d.login(0)
	require.Contains(t, said, "WXAUDIT_ACCESS_TOKEN is set, and a run takes that before")
	require.NotContains(t, said, "canary-env")
}

func TestNoHomeIsSaid(t *testing.T) {
	d := newDesk(t)
	sys, _, said := testSystem(d.now, d.env, "run")
	sys.configDir = func() (string, error) { return "", errors.New("$HOME is not defined") }
	require.Equal(t, exitUnfinished, run(t.Context(), sys))
	require.Contains(t, said.String(), "$HOME is not defined")
}

// Standard input that never ends does not hold an interrupt up.
func TestAnInterruptWhileAPairIsAwaited(t *testing.T) {
	d := newDesk(t)
	sys, _, _ := testSystem(d.now, d.env, "login", "--service-app", "--token-store", "file")
	sys.configDir = func() (string, error) { return d.home, nil }
	pipe, other := io.Pipe()
	defer other.Close()
	ctx, cancel := context.WithCancel(t.Context())
	sys.stdin = readerFunc(func(p []byte) (int, error) { cancel(); return pipe.Read(p) })
	require.Equal(t, exitInterrupted, run(ctx, sys))
	require.NoFileExists(t, filepath.Join(d.home, "wxaudit", "tokens", "administrator.json"))
	left, err := os.ReadDir(filepath.Join(d.home, "wxaudit", "tokens"))
	require.NoError(t, err)
	require.Empty(t, left)
}

// readerFunc is a function that is an io.Reader.
type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
