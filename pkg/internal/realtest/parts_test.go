//go:build linux

package realtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/realpart"
)

// patience is how long a test waits for what must come. Nothing is asserted of
// how long it took.
const patience = 60 * time.Second

func TestMain(m *testing.M) {
	code := m.Run()
	browser.Close()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// part is something that the tests need and the module cannot bring along.
type part struct {
	name    string
	install string
	there   func() bool
}

func command(name string) func() bool {
	return func() bool { _, err := exec.LookPath(name); return err == nil }
}

var (
	server = part{"oidc-provider", "npm ci --prefix pkg/internal/realtest/testdata/oidc", func() bool {
		_, err := os.Stat(filepath.Join("testdata", "oidc", "node_modules", "oidc-provider", "package.json"))
		return err == nil && command("node")()
	}}
	chromium = part{"chromium", "apt-get install chromium", command("chromium")}
)

// needs skips the test when a part is missing, or fails it where all of them
// have to be there.
func needs(t *testing.T, parts ...part) {
	t.Helper()
	for _, p := range parts {
		realpart.Need(t, p.there(), p.name+" is not installed: "+p.install)
	}
}

// built is the command, built once for all tests.
var built struct {
	once sync.Once
	dir  string
	err  error
	out  []byte
}

// wxaudit is the path of the built command.
func wxaudit(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "wxaudit-real-"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-trimpath", "-o", filepath.Join(built.dir, "wxaudit"), "wxaudit/cmd/wxaudit")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		built.out, built.err = build.CombinedOutput()
	})
	require.NoError(t, built.err, string(built.out))
	return filepath.Join(built.dir, "wxaudit")
}

// rounds is how often a loop runs: the full number, or a taste of it.
func rounds(n int) int {
	if testing.Short() {
		return min(n, 5)
	}
	return n
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("it never came about: %s", what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}
