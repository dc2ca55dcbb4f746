package pagetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
)

// browser finds no host: a report is one file.
var browser = chromiumtest.Browser{Hosts: "MAP * ~NOTFOUND"}

// tab is one reader of the page. It notes what the page complained of.
type tab struct {
	*chromiumtest.Tab
	t *testing.T

	mu       sync.Mutex
	troubles []string // errors and breaches of the policy of the page
}

func newTab(t *testing.T) *tab {
	t.Helper()
	b := &tab{t: t}
	b.Tab = browser.Tab(t, b.note)
	b.Do("a screen", chromedp.EmulateViewport(1280, 900))
	return b
}

func (b *tab) note(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *log.EventEntryAdded:
		b.troubles = append(b.troubles, string(e.Entry.Level)+": "+e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.troubles = append(b.troubles, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.troubles = append(b.troubles, "console: "+string(e.Type))
	}
}

// click presses what the selector finds.
func (b *tab) click(css string) {
	b.t.Helper()
	b.Do("click "+css, chromedp.ScrollIntoView(chromedp.CSS(css)), chromedp.Click(chromedp.CSS(css)))
}

// press types keys wherever the focus is.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.Do("press a key", chromedp.KeyEvent(keys))
}

// strike presses one key as a keyboard does: a page that handles it keeps its
// letter from being typed.
func (b *tab) strike(key string) {
	b.t.Helper()
	for _, e := range []input.DispatchKeyEventParams{
		{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Text: key}, {Type: input.DispatchKeyEventTypeKeyUp, Key: key},
	} {
		_, err := chromedp.Call(b.Context, input.DispatchKeyEvent, e)
		require.NoError(b.t, err)
	}
}

// eval is what an expression gives in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.Context, chromiumtest.Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// until waits for an expression to become true.
func (b *tab) until(expression string) {
	b.t.Helper()
	deadline := time.Now().Add(chromiumtest.Patience)
	for !eval[bool](b, expression) {
		require.True(b.t, time.Now().Before(deadline), "it never came about: %s", expression)
		time.Sleep(10 * time.Millisecond)
	}
}

// shown counts the findings, rows or checks that the filters of a part leave.
func (b *tab) shown(part string) int {
	b.t.Helper()
	return eval[int](b, `document.querySelectorAll("#`+part+` .item:not([hidden])").length`)
}

// dark turns the system of the reader dark or light.
func (b *tab) dark(on bool) {
	b.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	_, err := chromedp.Call(b.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
	})
	require.NoError(b.t, err)
}

// requireQuiet fails when the page asked for anything but itself, or complained.
func (b *tab) requireQuiet(address string) {
	b.t.Helper()
	require.NotEmpty(b.t, b.Asks())
	for _, ask := range b.Asks() {
		require.Equal(b.t, address, ask, "the page asked for something")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	require.Empty(b.t, b.troubles, "the page complained")
}
