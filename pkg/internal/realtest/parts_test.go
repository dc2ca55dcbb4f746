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

	"wxaudit/pkg/internal/chromiumtest"
	"wxaudit/pkg/internal/realpart"
)

// patience is how long a test waits for what must come. Nothing is asserted of
// how long it took.
const patience = chromiumtest.Patience

func TestMain(m *testing.M) {
	code := m.Run()
	browser.Close()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(code)
}

// needsService ends a test that has no sign-in service.
func needsService(t *testing.T) {
	t.Helper()
	realpart.Program(t, "apt-get install nodejs", "node")
	service := filepath.Join("testdata", "oidc", "node_modules", "oidc-provider", "package.json")
	realpart.Need(t, realpart.File(service), "oidc-provider is not installed: npm ci --prefix pkg/internal/realtest/testdata/oidc")
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
