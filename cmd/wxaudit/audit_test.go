package main

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// shipped are the recorded organisations.
var shipped = []string{"clean", "clinic"}

// openFixture opens a shipped recording.
func openFixture(t *testing.T, name string) *replay.Replay {
	t.Helper()
	rec, err := replay.Open(filepath.Join("..", "..", "fixtures", name), replay.OpenOptions{})
	require.NoError(t, err)
	return rec
}

// audit reads and judges whatever x answers, as wxaudit run does.
func audit(x webex.Exchanger, now time.Time) (*snapshot.Snapshot, engine.Result, error) {
	s, err := collect.Run(context.Background(), collect.Options{
		Client: webex.New(webex.Options{Exchanger: x}),
		Now:    now,
		Key:    []byte("a key for tests that hashes outsiders"),
		Want:   sectionsOf(checks.All()),

		ContactCenter: true,
		Handshakes:    true,
	})
	if err != nil {
		return nil, engine.Result{}, err
	}
	return s, engine.Run(engine.Options{Checks: checks.All(), Snapshot: s, Now: now}), nil
}

// exchange is an Exchanger made of a function.
type exchange func(ctx context.Context, r webex.Request) (*webex.Response, error)

func (f exchange) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	return f(ctx, r)
}

// testSystem is an outside without a terminal, at a fixed time.
func testSystem(now time.Time, env map[string]string, args ...string) (sys *system, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &system{
		args:      args,
		stdin:     strings.NewReader(""),
		stdout:    stdout,
		stderr:    stderr,
		getenv:    func(name string) string { return env[name] },
		now:       func() time.Time { return now },
		configDir: func() (string, error) { return "", errors.New("no configuration directory in tests") },
		stateHome: func() (string, error) { return "", errors.New("no state directory in tests") },
		hostname:  func() (string, error) { return "auditor.clinic.example", nil },
		random:    strings.NewReader(strings.Repeat("not random at all ", 20)),
		version:   "test",
		requests:  1e6,
	}, stdout, stderr
}
