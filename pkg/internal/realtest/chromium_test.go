//go:build linux

package realtest

import (
	"context"
	"net"
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
)

// browser finds this computer and no other.
var browser = chromiumtest.Browser{Hosts: "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"}

// tab is a tab of a person's own: it shares no cookies with others.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu   sync.Mutex
	asks []string // the URL of every request
}

func newTab(t *testing.T) *tab {
	t.Helper()
	ctx := browser.Tab(t)
	b := &tab{t: t, ctx: ctx}
	require.NoError(t, chromedp.Do(ctx))
	require.NoError(t, chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			b.mu.Lock()
			b.asks = append(b.asks, e.Request.URL)
			b.mu.Unlock()
		}
	}))
	return b
}

func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Do(ctx, steps...), what)
}

// open goes to an address, and waits for the page.
func (b *tab) open(address string) {
	b.t.Helper()
	b.do("open "+address, chromedp.Navigate(address))
}

// click presses the button with that id as soon as it is there.
func (b *tab) click(id string) {
	b.t.Helper()
	b.do("click "+id, chromedp.WaitVisible(chromedp.ID(id)), chromedp.Click(chromedp.ID(id)))
}

// text is the visible text of the page, once it has the element.
func (b *tab) text(css chromedp.CSS) string {
	b.t.Helper()
	b.do("wait for "+string(css), chromedp.WaitReady(css))
	text, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS("body")))
	require.NoError(b.t, err)
	return text
}

// at waits until the tab is at an address that fits, and returns it.
func (b *tab) at(fits func(*url.URL) bool) string {
	b.t.Helper()
	var address string
	eventually(b.t, "the browser is where it belongs", func() bool {
		var err error
		address, err = chromedp.Run(b.ctx, chromedp.Location())
		if err != nil {
			return false
		}
		u, err := url.Parse(address)
		return err == nil && fits(u)
	})
	return address
}

// requireLocal fails when the tab asked anybody but this machine.
func (b *tab) requireLocal() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	require.NotEmpty(b.t, b.asks)
	for _, ask := range b.asks {
		u, err := url.Parse(ask)
		require.NoError(b.t, err)
		if slices.Contains([]string{"data", "about", "chrome-error"}, u.Scheme) {
			continue
		}
		ip := net.ParseIP(u.Hostname())
		require.True(b.t, u.Hostname() == "localhost" || ip != nil && ip.IsLoopback(), "the page asked %s", ask)
	}
}

// signIn signs in and allows, from wherever the address leads.
func (b *tab) signIn(address string) {
	b.t.Helper()
	b.open(address)
	b.click("sign-in")
	b.click("allow")
}
