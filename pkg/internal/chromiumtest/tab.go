package chromiumtest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Patience is how long a test waits for what must come. Nothing is asserted of
// how long it took.
const Patience = 60 * time.Second

// Tab is a tab of a person's own: it shares no cookies with others. It notes
// whom its page asks.
type Tab struct {
	// Context is that of the target, for actions that have no deadline.
	Context context.Context

	t    testing.TB
	mu   sync.Mutex
	asks []string
}

// Tab opens one that closes with the test. The first opens the browser. Every
// event of the page goes to each of also.
func (b *Browser) Tab(t testing.TB, also ...func(event any)) *Tab {
	t.Helper()
	Need(t)
	b.once.Do(b.open)
	must(t, b.err, "start the browser")
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	tab := &Tab{Context: ctx, t: t}
	must(t, chromedp.Do(ctx), "open a tab")
	for _, note := range append(also, tab.note) {
		must(t, chromedp.Listen(ctx, note), "listen to the tab")
	}
	return tab
}

func (b *Tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asks = append(b.asks, e.Request.URL)
	case *network.EventWebSocketCreated:
		b.asks = append(b.asks, e.URL)
	}
}

// Asks are the addresses of all requests so far.
func (b *Tab) Asks() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.asks)
}

// Do takes steps, of which what says to what end.
func (b *Tab) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.Context, Patience)
	defer cancel()
	must(b.t, chromedp.Do(ctx, steps...), what)
}

// Open goes to an address and waits for the page.
func (b *Tab) Open(address string) {
	b.t.Helper()
	b.Do("open "+address, chromedp.Navigate(address))
}

func must(t testing.TB, err error, what string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
