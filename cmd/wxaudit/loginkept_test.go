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

// A process that is killed after the answer has the place ready: the lock is held
// and the room reserved while Webex is asked.
func TestThePlaceIsHeldWhileAPairIsRenewed(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-first-refresh"] = true
	d.in = "canary-first-access\ncanary-first-refresh\n"
	var held []string
	d.fake.onRenewal = func() {
		entries, err := os.ReadDir(filepath.Join(d.home, "wxaudit", "tokens"))
		if err != nil {
			t.Error(err)
		}
		for _, e := range entries {
			held = append(held, e.Name())
		}
	}
	d.do(0, "login", "--service-app", "--token-store", "file")
	require.Len(t, held, 2)
	require.Regexp(t, `^\.wxaudit-administrator\.[0-9]+\.tmp$`, held[0])
	require.Equal(t, "administrator.lock", held[1])
}

// What can do more than it should is not kept, though the pair is used up.
func TestAPairThatCanWriteIsNotKept(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-first-refresh"] = true
	d.fake.granted = "spark-admin:people_write"
	d.in = "canary-first-access\ncanary-first-refresh\n"
	_, said := d.do(2, "login", "--service-app", "--token-store", "file")
	require.Contains(t, said, "more was granted than was asked for")
	entries, err := os.ReadDir(filepath.Join(d.home, "wxaudit", "tokens"))
	require.NoError(t, err)
	require.Empty(t, entries)
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
