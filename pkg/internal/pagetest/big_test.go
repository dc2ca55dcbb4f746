package pagetest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// took runs an expression in the page and says how long it took until the next
// picture was on the screen, in milliseconds.
func (b *tab) took(expression string) float64 {
	b.t.Helper()
	return eval[float64](b, fmt.Sprintf(`(() => { const began = performance.now(); %s; document.body.offsetHeight; return performance.now() - began; })()`, expression))
}

const loaded = `(() => { const n = performance.getEntriesByType("navigation")[0]; return [n.domInteractive, n.loadEventEnd, (performance.getEntriesByName("first-contentful-paint")[0] || {}).startTime || 0]; })()`

// Five thousand findings can be opened, filtered, searched and unfolded. The
// times are told and not judged: a machine may be busy.
func TestFiveThousandFindings(t *testing.T) {
	for name, r := range map[string]*report.Report{"5,000 findings": reporttest.Big(5000), "the clinic of the fixtures": fixtures(t)} {
		t.Run(name, func(t *testing.T) {
			address := page(t, r)
			info, err := os.Stat(strings.TrimPrefix(address, "file://"))
			require.NoError(t, err)
			b := newTab(t)
			b.Open(address)
			all := len(r.Findings)
			require.Equal(t, all, b.shown("findings"))
			times := eval[[]float64](b, loaded)
			t.Logf("%d kB; first paint %.0f ms, parsed %.0f ms, loaded %.0f ms", info.Size()/1000, times[2], times[0], times[1])

			box := `document.querySelector('.filters[data-list="findings"] input[name="status"][value="fail"]')`
			t.Logf("a filter: %.0f ms", b.took(box+`.checked = true; `+box+`.dispatchEvent(new Event("change"))`))
			b.took(box + `.checked = false; ` + box + `.dispatchEvent(new Event("change"))`)
			search := func(words string) float64 {
				return b.took(fmt.Sprintf(`const q = document.getElementById("q-findings"); q.value = %q; location.hash = ""; q.dispatchEvent(new Event("input")); document.querySelector('.filters[data-list="findings"] select').dispatchEvent(new Event("change"))`, words))
			}
			t.Logf("the first search: %.0f ms", search("joinbeforehost"))
			t.Logf("another search: %.0f ms", search("host00123"))
			if all == 5000 {
				require.Equal(t, 10, b.shown("findings"))
			}
			search("")
			require.Equal(t, all, b.shown("findings"))
			t.Logf("open the largest check: %.0f ms", b.took(`[...document.querySelectorAll("#findings .group")].sort((a, b) => b.querySelectorAll(".item").length - a.querySelectorAll(".item").length)[0].open = true`))
			t.Logf("expand everything: %.0f ms", b.took(`document.getElementById("expand").click()`))
			require.Zero(t, eval[int](b, `document.querySelectorAll("details:not([open])").length`))
			last := r.Findings[all-1].ID
			t.Logf("a deep link to the last: %.0f ms", b.took(fmt.Sprintf(`location.hash = "finding-%s"`, last)))
			b.until(fmt.Sprintf(`(() => { const r = document.getElementById("finding-%s").getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; })()`, last))
			b.requireQuiet(address)
		})
	}
}
