package pagetest

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// count says how many findings of a report fit.
func count(r *report.Report, fits func(finding.Finding, report.Check) bool) int {
	checks := map[string]report.Check{}
	for _, c := range r.Checks {
		checks[c.ID] = c
	}
	n := 0
	for _, f := range r.Findings {
		if fits(f, checks[f.CheckID]) {
			n++
		}
	}
	return n
}

func TestEachFilterLeavesWhatFits(t *testing.T) {
	t.Parallel()
	r := reporttest.Remembered()
	b, address := opened(t, r)
	require.Equal(t, len(r.Findings), b.shown("findings"))

	box := func(name, value string) string {
		return fmt.Sprintf(`.filters[data-list="findings"] input[name="%s"][value="%s"]`, name, value)
	}
	for _, tc := range []struct {
		name, value string
		fits        func(finding.Finding, report.Check) bool
	}{
		{"status", "fail", func(f finding.Finding, _ report.Check) bool { return f.Status == finding.Fail }},
		{"status", "unknown", func(f finding.Finding, _ report.Check) bool { return f.Status == finding.Unknown }},
		{"status", "warn", func(f finding.Finding, _ report.Check) bool { return f.Status == finding.Warn }},
		{"severity", "critical", func(f finding.Finding, _ report.Check) bool { return f.Severity == finding.Critical }},
		{"severity", "medium", func(f finding.Finding, _ report.Check) bool { return f.Severity == finding.Medium }},
		{"new", "1", func(f finding.Finding, _ report.Check) bool { return f.FirstSeen.Equal(r.Run.AsOf) }},
		{"waived", "1", func(f finding.Finding, _ report.Check) bool { return f.Waiver != nil }},
	} {
		b.click(box(tc.name, tc.value))
		want := count(r, tc.fits)
		require.Positive(t, want, tc.value)
		require.Less(t, want, len(r.Findings), tc.value)
		require.Equal(t, want, b.shown("findings"), tc.value)
		require.Contains(t, eval[string](b, `document.querySelector("#findings .matches").textContent`), fmt.Sprintf("%d of %d findings", want, len(r.Findings)))
		require.Contains(t, eval[string](b, "location.hash"), "#findings?"+tc.name+"="+tc.value, "the address can be shared")
		b.click(box(tc.name, tc.value))
		require.Equal(t, len(r.Findings), b.shown("findings"))
	}
	choose := func(id, value string) {
		b.Do("choose "+value, chromedp.SetValue(chromedp.ID(id), value))
		eval[bool](b, fmt.Sprintf(`document.getElementById(%q).dispatchEvent(new Event("change"))`, id))
	}
	choose("area-findings", "admins")
	require.Equal(t, count(r, func(_ finding.Finding, c report.Check) bool { return c.Area == "admins" }), b.shown("findings"))
	choose("area-findings", "")
	choose("cite-findings", "164.312(a)(1)")
	require.Equal(t, len(r.Findings), b.shown("findings"), "every check of this report has this citation")
	b.requireQuiet(address)
}

func TestFiltersAddUpAndCanBeShared(t *testing.T) {
	t.Parallel()
	r := reporttest.Remembered()
	b, address := opened(t, r)
	b.click(`.filters[data-list="findings"] input[name="status"][value="fail"]`)
	b.click(`.filters[data-list="findings"] input[name="severity"][value="high"]`)
	b.click(`.filters[data-list="findings"] input[name="severity"][value="low"]`)
	b.Do("search", chromedp.SendKeys(chromedp.ID("q-findings"), "HOST1"))
	b.until(`location.hash.includes("q=HOST1")`)
	shown := b.shown("findings")
	require.Equal(t, 10, shown, "host10 to host19, of those that failed")
	require.True(t, eval[bool](b, `[...document.querySelectorAll("#findings .item:not([hidden])")].every((el) => el.checkVisibility())`), "few hits are opened")

	hash := eval[string](b, "location.hash")
	other := newTab(t)
	other.Open(address + hash)
	require.Equal(t, shown, other.shown("findings"), "another reader sees the same")
	require.Equal(t, "HOST1", eval[string](other, `document.getElementById("q-findings").value`))

	b.click(`.filters[data-list="findings"] .clear`)
	require.Equal(t, len(r.Findings), b.shown("findings"))
	require.Equal(t, "#findings", eval[string](b, "location.hash"))
	require.Zero(t, eval[int](b, `document.querySelectorAll("#findings .group[open]").length`), "what the filter opened is closed again")
}

func TestSearchReadsEverythingOfAFinding(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	b, _ := opened(t, r)
	for query, want := range map[string]int{
		"sparkDataRetentionDays":        1,  // a field
		"mailbox of its host":           1,  // a message
		"schedulingOptions":             25, // a request
		"nobody can sit":                1,  // the title of the check
		"the switch for identity.mfa-e": 1,  // the remediation
		r.Findings[0].ID:                1,
		"no such words anywhere":        0,
	} {
		b.Open(eval[string](b, `location.href.split("#")[0]`) + "#findings?" + url.Values{"q": {query}}.Encode())
		b.until(fmt.Sprintf(`document.getElementById("q-findings").value === %q`, query))
		require.Equal(t, want, b.shown("findings"), query)
		require.Equal(t, want == 0, eval[bool](b, `!document.querySelector("#findings .nothing").hidden`), query)
	}
}

func TestMatrixAndChecksHaveFiltersToo(t *testing.T) {
	t.Parallel()
	r := fixtures(t)
	address := page(t, r)
	b := newTab(t)
	b.Open(address + "#matrix?state=vendor")
	want := 0
	for _, c := range r.Controls {
		if c.Status == "vendor" {
			want++
		}
	}
	require.Equal(t, want, b.shown("matrix"))
	require.Equal(t, 90, b.shown("checks"))
	b.Open(address + "#matrix?required=A&who=customer-process")
	require.Positive(t, b.shown("matrix"))
	require.Less(t, b.shown("matrix"), 73)
	b.Open(address + "#checks?status=pass,off")
	b.until(`document.querySelector('.filters[data-list="checks"] input[value="off"]').checked`)
	require.Equal(t, r.Summary.ByStatus.Pass+r.Coverage.Disabled, b.shown("checks"))
	b.click(`#overview .legend a[data-filter="checks?status=unknown"]`)
	require.Equal(t, r.Summary.ByStatus.Unknown, b.shown("checks"), "the overview leads to the checks")
}

func TestAttestationsHaveFilters(t *testing.T) {
	t.Parallel()
	r := fixtures(t)
	b, _ := opened(t, r)
	require.Equal(t, len(r.Attestations), b.shown("attestations"))
	missing := 0
	for _, a := range r.Attestations {
		if a.State == "missing" {
			missing++
		}
	}
	require.Positive(t, missing)
	b.click(`.filters[data-list="attestations"] input[value="missing"]`)
	require.Equal(t, missing, b.shown("attestations"))
	require.Equal(t, "#attestations?state=missing", eval[string](b, "location.hash"))
	b.click(`.filters[data-list="attestations"] .clear`)
	b.Do("search", chromedp.SendKeys(chromedp.ID("q-attestations"), "downtime-procedure 2026-10-31"))
	b.until(`location.hash.includes("2026-10-31")`)
	require.Equal(t, 1, b.shown("attestations"), "a scope and a date find one statement")
}
