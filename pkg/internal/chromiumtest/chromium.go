// Package chromiumtest opens a Chromium that reaches nothing outside, for tests in
// a real browser. It is for tests only.
package chromiumtest

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"wxaudit/pkg/internal/realpart"
)

// Browser is one Chromium for all tests of a package.
type Browser struct {
	// Hosts are the rules for the addresses that it may find, as its flag
	// host-resolver-rules has them.
	Hosts string

	once sync.Once
	dir  string
	ctx  context.Context
	stop context.CancelFunc
	err  error
}

// Need ends a test that has no browser.
func Need(t testing.TB) {
	t.Helper()
	realpart.Program(t, "apt-get install chromium", "chromium")
}

func (b *Browser) open() {
	if b.dir, b.err = os.MkdirTemp("", "wxaudit-chromium-"); b.err != nil {
		return
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath("chromium"), chromedp.UserDataDir(b.dir),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", b.Hosts),
	)
	b.ctx, b.stop = chromedp.NewContext(allocator)
	if b.err = chromedp.Do(b.ctx); b.err != nil {
		stop()
	}
}

// Close ends the browser, for TestMain.
func (b *Browser) Close() {
	if b.ctx != nil {
		_ = chromedp.Cancel(b.ctx)
		b.stop()
	}
	for range 50 { // its children write a little longer
		if b.dir == "" || os.RemoveAll(b.dir) == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}
