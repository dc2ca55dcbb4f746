package pagetest

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// visible says whether an element can be seen, folded parts excluded.
func visible(id string) string {
	return fmt.Sprintf(`document.getElementById(%q).checkVisibility()`, id)
}

// evidenceVisible is visible of the first evidence within an element.
func evidenceVisible(id string) string {
	return fmt.Sprintf(`document.getElementById(%q).querySelector(".ev").checkVisibility()`, id)
}

func TestUnfold(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	b, address := opened(t, r)
	id := "finding-" + r.Findings[0].ID
	require.False(t, eval[bool](b, visible(id)))
	b.click(`#findings > .group > summary`)
	require.True(t, eval[bool](b, visible(id)))
	require.False(t, eval[bool](b, evidenceVisible(id)))
	b.click("#" + id + " > summary")
	require.True(t, eval[bool](b, evidenceVisible(id)))
	b.click("#expand")
	require.Zero(t, eval[int](b, `document.querySelectorAll("details:not([open])").length`))
	b.click("#expand")
	require.Zero(t, eval[int](b, `document.querySelectorAll("details[open]").length`))
	b.requireQuiet(address)
}

func TestDeepLinks(t *testing.T) {
	t.Parallel()
	r := fixtures(t)
	report.Remember(r, &report.Memory{AsOf: r.Run.AsOf.AddDate(0, 0, -1), Open: []report.Closed{{ID: "gone", CheckID: passed(r)}}})
	address := page(t, r)
	last := r.Findings[len(r.Findings)-1]
	asked := "attestation-attest.incident-and-contingency_downtime-procedure"
	for _, id := range []string{"finding-" + last.ID, "closed-gone", asked, "check-" + r.Checks[40].ID, "control-164.312(a)(2)(iv)", "waiver-W-2026-07", "findings-" + last.CheckID} {
		t.Run(id, func(t *testing.T) {
			b := newTab(t)
			b.Open(address + "#" + id)
			b.until(visible(id))
			require.True(t, eval[bool](b, fmt.Sprintf(`(() => { const el = document.getElementById(%q); return el.tagName !== "DETAILS" || el.open; })()`, id)))
			b.until(fmt.Sprintf(`(() => { const r = document.getElementById(%q).getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; })()`, id))
		})
	}
	b := newTab(t)
	b.Open(address + "#findings?status=fail&q=nothing+like+this")
	require.Zero(t, b.shown("findings"))
	eval[string](b, fmt.Sprintf(`location.hash = "finding-%s"`, last.ID))
	b.until(visible("finding-" + last.ID))
	require.Equal(t, len(r.Findings), b.shown("findings"), "the filters that hid it are gone")
	require.Equal(t, "finding-"+last.ID, eval[string](b, "document.activeElement.parentElement.id"))

	b.Open(address + "#%3Cimg%20src=x%3E%zz")
	require.Equal(t, len(r.Findings), b.shown("findings"), "an address that leads nowhere does nothing")
	b.requireQuiet(strings.Split(address, "#")[0])
}

// passed is a check that was decided whole, so that its findings can be closed.
func passed(r *report.Report) string {
	i := slices.IndexFunc(r.Checks, func(c report.Check) bool { return c.Status == "pass" && c.Unknown == 0 })
	return r.Checks[i].ID
}

// No part of a whole report makes the page wider than a narrow screen.
func TestNarrowScreens(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*report.Report{"fixtures": fixtures(t), "remembered": reporttest.Remembered(), "empty": reporttest.Empty()} {
		t.Run(name, func(t *testing.T) {
			b, _ := opened(t, r)
			b.Do("a wide screen", chromedp.EmulateViewport(1400, 800))
			require.Empty(t, eval[[]string](b, `[...document.querySelectorAll("#overview .scroll")].filter((el) => el.scrollWidth > el.clientWidth).map((el) => el.getAttribute("aria-labelledby"))`))
			for _, width := range []int64{1280, 768, 390, 360} {
				b.Do("a screen", chromedp.EmulateViewport(width, 800))
				for range 2 { // folded and unfolded
					require.LessOrEqual(t, eval[int](b, `document.documentElement.scrollWidth - innerWidth`), 0, "at %d", width)
					eval[bool](b, `document.getElementById("expand").click(); true`)
				}
			}
		})
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	b, address := opened(t, r)
	focus := func() string { return eval[string](b, `document.activeElement.id || document.activeElement.className`) }
	b.press(kb.Tab)
	require.Equal(t, "skip", focus(), "the first key leads past the list of parts")
	require.NotEqual(t, "none", eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`), "the focus can be seen")
	b.press(kb.Enter)
	require.Equal(t, "main", focus())
	b.strike("/")
	require.Equal(t, "q-findings", focus())
	b.press("retention")
	b.until(`location.hash.includes("q=retention")`)
	require.Equal(t, 1, b.shown("findings"))
	b.strike("/")
	require.Equal(t, "retention/", eval[string](b, `document.getElementById("q-findings").value`), "in a field it is a letter")
	b.press(kb.Escape)
	b.until(fmt.Sprintf(`document.querySelectorAll("#findings .item:not([hidden])").length === %d`, len(r.Findings)))

	b.Do("go to a check", chromedp.Focus(chromedp.CSS("#findings > .group > summary")))
	b.press(kb.Enter)
	require.True(t, eval[bool](b, `document.querySelector("#findings > .group").open`))
	b.press(kb.Tab + kb.Tab + kb.Tab)
	require.Contains(t, eval[string](b, `document.activeElement.closest(".group").id`), "findings-")

	b.click("#keys")
	b.Do("leave the field", chromedp.Focus(chromedp.ID("expand")))
	b.strike("/")
	require.Equal(t, "expand", focus(), "single keys can be switched off (WCAG 2.1.4)")
	b.requireQuiet(address)
}

func TestDarkMode(t *testing.T) {
	t.Parallel()
	b, _ := opened(t, reporttest.Clinic())
	ground := func() string { return eval[string](b, `getComputedStyle(document.body).backgroundColor`) }
	light := ground()
	b.dark(true)
	dark := ground()
	require.NotEqual(t, light, dark)
	b.click("#theme") // light, whatever the system says
	require.Equal(t, light, ground())
	b.click("#theme")
	require.Equal(t, dark, ground())
	b.dark(false)
	require.Equal(t, dark, ground())
	b.click("#theme")
	require.Equal(t, light, ground())
}

// On paper everything is unfolded, also without the script.
func TestPrint(t *testing.T) {
	t.Parallel()
	r := fixtures(t)
	for _, script := range []bool{true, false} {
		t.Run(fmt.Sprintf("script %t", script), func(t *testing.T) {
			b := newTab(t)
			b.script(script)
			b.dark(true)
			b.Open(page(t, r))
			pdf, err := chromedp.Run(b.Context, chromedp.PrintToPDF(chromedp.PDFOutlineAndTagged(), chromedp.PDFPrintBackground()))
			require.NoError(t, err)
			require.Greater(t, len(pdf), 100_000)
			require.True(t, bytes.HasPrefix(pdf, []byte("%PDF-")))
			require.True(t, inPDF(pdf, "43 of 90 checks failed"), "the outline has the verdict")
			pages := bytes.Count(pdf, []byte("/Type /Page\n"))
			t.Logf("%d pages, %d bytes", pages, len(pdf))
			require.Greater(t, pages, 40, "everything is unfolded")
			if script {
				require.Zero(t, eval[int](b, `document.querySelectorAll("details[open]").length`), "and folded again afterwards")
			}
		})
	}
}

// inPDF looks for a text among the titles of a PDF, in either way of writing it.
func inPDF(pdf []byte, text string) bool {
	wide := make([]byte, 0, 2*len(text))
	for _, u := range utf16.Encode([]rune(text)) {
		wide = binary.BigEndian.AppendUint16(wide, u)
	}
	return bytes.Contains(pdf, []byte(text)) || bytes.Contains(pdf, wide) || bytes.Contains(bytes.ToUpper(pdf), []byte(strings.ToUpper(hex.EncodeToString(wide))))
}

// script allows the page its script, or not.
func (b *tab) script(on bool) {
	b.t.Helper()
	_, err := chromedp.Call(b.Context, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	require.NoError(b.t, err)
}

func TestWithoutScript(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	address := page(t, r)
	b := newTab(t)
	b.script(false)
	b.Open(address)
	id := "finding-" + r.Findings[0].ID
	require.Zero(t, eval[int](b, `[...document.querySelectorAll("button, input, select")].filter((el) => el.checkVisibility()).length`), "no control that would do nothing")
	require.Equal(t, len(r.Findings), b.shown("findings"))
	b.click(`#findings > .group > summary`)
	b.click("#" + id + " > summary")
	require.True(t, eval[bool](b, evidenceVisible(id)))
	b.Open(address + "#" + "finding-" + r.Findings[len(r.Findings)-1].ID)
	b.until(visible("finding-" + r.Findings[len(r.Findings)-1].ID))
	b.requireQuiet(address)
}

// Names that try to break the page run nothing, ask for nothing and hide nothing.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	r := reporttest.Hostile()
	b, address := opened(t, r)
	require.Equal(t, len(r.Findings), b.shown("findings"))
	b.click("#expand")
	require.Zero(t, eval[int](b, `[...document.querySelectorAll("#findings .item")].filter((el) => el.getBoundingClientRect().height < 20).length`))
	require.Zero(t, eval[int](b, `document.querySelectorAll("main img, main script, main iframe, main a:not([href^='#'])").length`))
	require.False(t, eval[bool](b, `/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(document.body.textContent)`))
	require.LessOrEqual(t, eval[int](b, `document.documentElement.scrollWidth - innerWidth`), 0, "no name makes the page wider")
	b.Do("a narrow screen", chromedp.EmulateViewport(360, 800))
	require.LessOrEqual(t, eval[int](b, `document.documentElement.scrollWidth - innerWidth`), 0)
	b.requireQuiet(address)
}
