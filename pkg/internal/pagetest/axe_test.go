package pagetest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// barrier is a rule of axe-core that the page breaks.
type barrier struct {
	ID    string
	Help  string
	Nodes []string // the elements, with what is wrong
}

const runAxe = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
}).then((r) => r.violations.map((v) => ({ID: v.id, Help: v.help, Nodes: v.nodes.slice(0, 5).map((n) => n.html.slice(0, 200) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message)})))`

// axe is the text of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	chromiumtest.Need(t)
	path := filepath.Join("testdata", "axe", "node_modules", "axe-core", "axe.min.js")
	realpart.Need(t, realpart.File(path), "axe-core is not installed: npm ci --prefix pkg/internal/pagetest/testdata/axe")
	source, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(source)
}

// barriers looks at the page as it is now.
func (b *tab) barriers() []barrier {
	b.t.Helper()
	found, err := chromedp.Run(b.Context, chromedp.Evaluate[[]barrier](runAxe, chromedp.EvalAwaitPromise))
	require.NoError(b.t, err)
	return found
}

// look is a screen, and how the page is used on it.
type look struct {
	width        int64
	dark, unfold bool // unfold opens everything; else one of each kind is open
}

// looks are those of each report; axe-core takes long for all of them.
var looks = map[string][]look{
	"fixtures":   {{1280, false, false}, {360, true, false}, {1600, true, false}},
	"remembered": {{1280, false, true}, {360, true, true}, {360, false, true}, {1280, true, true}},
	"hostile":    {{1280, true, true}, {360, false, true}},
	"empty":      {{1280, false, true}},
}

// axe-core finds no barrier, in light and dark, narrow and wide, folded and
// unfolded, with filters and without findings.
func TestNoBarriers(t *testing.T) {
	t.Parallel()
	source := axe(t)
	for name, r := range map[string]*report.Report{
		"fixtures": fixtures(t), "remembered": reporttest.Remembered(), "hostile": reporttest.Hostile(), "empty": reporttest.Empty(),
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := opened(t, r)
			eval[bool](b, source+"; true")
			for _, look := range looks[name] {
				b.Do("a screen", chromedp.EmulateViewport(look.width, 900))
				b.dark(look.dark)
				eval[bool](b, fmt.Sprintf(`(() => {
					for (const el of document.querySelectorAll("details")) el.open = %t;
					for (const css of [".group", ".group .item", "#unknown details", ".control", ".check"]) (document.querySelector(css) || {}).open = true;
					return true;
				})()`, look.unfold))
				require.Empty(t, b.barriers(), "%+v", look)
			}
			b.click(`#theme`)
			b.Do("search", chromedp.SendKeys(chromedp.ID("q-findings"), "nothing like this"))
			require.Empty(t, b.barriers(), "nothing is found")
		})
	}
}
