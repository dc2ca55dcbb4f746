package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The pair of a service app is shown once. Whatever happens after it was used,
// its successor is kept.
func TestAnInterruptedLoginKeepsWhatItGot(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-first-refresh"] = true
	sys, _, _ := testSystem(d.now, d.env, "login", "--service-app", "--token-store", "file")
	sys.configDir = func() (string, error) { return d.home, nil }
	sys.stdin = strings.NewReader("canary-first-access\ncanary-first-refresh\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	d.fake.onRenewal = cancel
	run(ctx, sys)
	require.Contains(t, d.stored("administrator"), "canary-refresh-1")
}

func TestNothingIsUsedUpThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-first-refresh"] = true
	d.in = "canary-first-access\ncanary-first-refresh\n"
	require.NoError(t, os.WriteFile(filepath.Join(d.home, "wxaudit"), nil, 0o600)) // where a directory is to be
	_, said := d.do(2, "login", "--service-app", "--token-store", "file")
	require.Contains(t, said, "no tokens can be kept in")
	require.Zero(t, d.fake.renewed())
}
