//go:build linux

package realtest

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
)

// browser finds this computer and no other.
var browser = chromiumtest.Browser{Hosts: "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"}

// tab is that of a person who signs in.
type tab struct {
	*chromiumtest.Tab
	t *testing.T
}

func newTab(t *testing.T) *tab {
	t.Helper()
	return &tab{browser.Tab(t), t}
}

// click presses the button with that id as soon as it is there. One whose page
// goes before it is pressed is looked for on the next.
func (b *tab) click(id string) {
	b.t.Helper()
	button := chromedp.ID(id)
	eventually(b.t, "a click on "+id, func() bool {
		ctx, cancel := context.WithTimeout(b.Context, patience)
		defer cancel()
		err := chromedp.Do(ctx, chromedp.WaitVisible(button), chromedp.Click(button))
		if err != nil && strings.Contains(err.Error(), "Could not find node") {
			return false
		}
		require.NoError(b.t, err, "click %s", id)
		return true
	})
}

// text is the visible text of the page, once it has the element.
func (b *tab) text(css chromedp.CSS) string {
	b.t.Helper()
	b.Do("wait for "+string(css), chromedp.WaitReady(css))
	text, err := chromedp.Run(b.Context, chromedp.Text(chromedp.CSS("body")))
	require.NoError(b.t, err)
	return text
}

// at waits until the tab is at an address that fits, and returns it.
func (b *tab) at(fits func(*url.URL) bool) string {
	b.t.Helper()
	var address string
	eventually(b.t, "the browser is where it belongs", func() bool {
		var err error
		address, err = chromedp.Run(b.Context, chromedp.Location())
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
	require.NotEmpty(b.t, b.Asks())
	for _, ask := range b.Asks() {
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
	b.Open(address)
	b.click("sign-in")
	b.click("allow")
}
