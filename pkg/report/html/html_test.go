package htmlreport

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"maps"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func reports() map[string]*report.Report {
	all := reporttest.All(300)
	maps.Copy(all, map[string]*report.Report{"remembered": reporttest.Remembered(), "small": small(), "nothing": {}})
	return all
}

// small is the clinic with one of each kind, for a page that can be read.
func small() *report.Report {
	r := reporttest.Remembered()
	seen := map[string]bool{}
	var some []finding.Finding
	for _, f := range r.Findings {
		if key := f.CheckID + string(f.Status); !seen[key] {
			seen[key] = true
			some = append(some, f)
		}
	}
	r.Findings, r.Controls, r.VendorAssertions = some, r.Controls[:3], r.VendorAssertions[:1]
	return r
}

// The golden page leaves out the style sheet and the script, which are files.
func TestGolden(t *testing.T) {
	t.Parallel()
	got := verbatim.ReplaceAllString(write(t, small()), "<$1></$1>")
	got = strings.ReplaceAll(got, html.EscapeString(policy()), "…")
	got = regexp.MustCompile(`content="default-src[^"]*"`).ReplaceAllString(got, `content="…"`)
	goldentest.Equal(t, "small.golden.html", []byte(got))
}

// The page loads, sends and runs nothing but what is in it.
func TestOneFile(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			elements, _ := parse(t, write(t, r))
			for _, e := range elements {
				require.NotContains(t, []string{"link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "video", "audio", "source"}, e.name)
				for a, v := range e.attrs {
					require.False(t, strings.HasPrefix(a, "on"), "<%s %s> would run", e.name, a)
					require.NotContains(t, []string{"src", "srcset", "style", "action", "formaction", "background", "poster", "ping"}, a, "<%s>", e.name)
					if a == "href" {
						require.True(t, strings.HasPrefix(v, "#"), "%s leads away", v)
					}
				}
			}
		})
	}
	for _, word := range []string{"http:", "https:", "url(", "@import", "innerHTML", "eval(", "fetch(", "XMLHttpRequest", "import(", "localStorage"} {
		require.NotContains(t, style+script, word)
	}
}

func TestThePolicyFitsTheBytes(t *testing.T) {
	t.Parallel()
	page := write(t, reporttest.Clinic())
	elements, _ := parse(t, page)
	var csp string
	for _, e := range elements {
		if e.attrs["http-equiv"] == "Content-Security-Policy" {
			csp = e.attrs["content"]
		}
	}
	hash := func(tag string) string {
		sum := sha256.Sum256([]byte(between(t, page, "<"+tag+">", "</"+tag+">")))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	require.Equal(t, "default-src 'none'; script-src "+hash("script")+"; style-src "+hash("style")+"; base-uri 'none'; form-action 'none'", csp)
	require.Equal(t, 1, strings.Count(page, "<script"))
	require.Equal(t, 1, strings.Count(page, "<style"))
	require.NotContains(t, style+script, "\r", "a parser would change it, and the hash would not fit")
}

// Each id is there once, and everything that names one finds it.
func TestIDsAndLinks(t *testing.T) {
	t.Parallel()
	all := reports()
	twice := reporttest.Clinic()
	twice.Findings = append(twice.Findings, twice.Findings[0])
	twice.Checks = append(twice.Checks, twice.Checks[0])
	twice.Controls = append(twice.Controls, twice.Controls[0])
	all["twice"] = twice
	for name, r := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			elements, _ := parse(t, write(t, r))
			ids := map[string]bool{}
			for _, e := range elements {
				if id, has := e.attrs["id"]; has {
					require.False(t, ids[id], "the id %s is there twice", id)
					require.Regexp(t, `^[A-Za-z][A-Za-z0-9._()~-]*$`, id)
					ids[id] = true
				}
			}
			for _, e := range elements {
				for _, a := range []string{"href", "for", "aria-labelledby"} {
					if to, has := e.attrs[a]; has {
						plain, err := url.PathUnescape(strings.TrimPrefix(to, "#"))
						require.NoError(t, err)
						require.True(t, ids[plain], "<%s %s=%q> leads nowhere", e.name, a, to)
					}
				}
			}
		})
	}
}

// Everything of the report is in the page, without the script.
func TestNothingIsLeftOut(t *testing.T) {
	t.Parallel()
	r := reporttest.Remembered()
	elements, text := parse(t, write(t, r))
	ids := map[string]bool{}
	for _, e := range elements {
		ids[e.attrs["id"]] = true
	}
	has := func(words ...string) {
		t.Helper()
		for _, w := range words {
			require.Contains(t, text, w)
		}
	}
	for _, c := range r.Checks {
		require.True(t, ids["check-"+c.ID], c.ID)
		has(c.Title, c.Message, c.Remediation.Text)
		for _, a := range c.Adjusted {
			has(a.Name, value(a.Value), value(a.Default))
		}
	}
	for _, f := range r.Findings {
		require.True(t, ids["finding-"+f.ID], f.ID)
		has(f.ID, f.Message, f.Resource.ID)
		for _, e := range f.Evidence {
			has(e.Source, e.Field, value(e.Value))
		}
		if w := f.Waiver; w != nil {
			require.True(t, ids["waiver-"+w.ID])
			has("30 days left")
		}
	}
	for _, w := range r.Waivers {
		require.True(t, ids["waiver-"+w.ID])
		has(w.ID, w.Reason, w.Measure, w.Owner, w.Ticket, w.Starts.String(), w.Expires.String(), waiverStates[w.State].Word)
		has(w.Approvers...)
		has(w.Resources...)
	}
	for _, a := range r.Attestations {
		name := a.Statement
		if a.Scope != "" {
			name += "_" + a.Scope
		}
		require.True(t, ids["attestation-"+name], name)
		has(a.Statement, a.Asks, a.Scope, a.Answer, a.Owner, a.Role, a.SignedOn.String(), a.ValidUntil.String(), a.Effective.String())
		has(standingMark(a.State).Word, proofs[a.Evidence].Word)
	}
	for _, c := range r.Controls {
		require.True(t, ids["control-"+string(c.Citation)], c.Citation)
		has(string(c.Citation), c.Title)
		if c.VendorStatement != nil {
			has(c.VendorStatement.Text, c.VendorStatement.AsOf)
		}
	}
	require.Len(t, r.Controls, 73)
	for _, g := range r.Gaps {
		require.True(t, ids["gap-"+g.Section], g.Section)
		has(g.Detail)
	}
	for _, s := range r.Coverage.Steps {
		has(s.Text)
	}
	for _, c := range r.History.Closed {
		require.True(t, ids["closed-"+c.ID], c.ID)
		has(c.ID)
	}
	for _, v := range r.VendorAssertions {
		has(upper(v.Says), v.AsOf)
	}
	has(r.Run.ID, r.Organization.ID, r.History.PreviousRun, "nobody may record here")
}

// Of a recording that is judged twice, nobody can say which findings are new.
func TestTheSameClockTellsNothingNew(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	before := report.Remember(r, nil)
	before.Open = before.Open[1:]
	report.Remember(r, &before)
	require.Equal(t, 1, r.History.New)
	elements, text := parse(t, write(t, r))
	for _, e := range elements {
		require.NotContains(t, e.attrs, "data-new")
	}
	require.Contains(t, text, "1 new")
	require.Contains(t, text, "judged by the same clock")
}

// What 5,000 findings of one check share is written once.
func TestSharedWordsAreWrittenOnce(t *testing.T) {
	t.Parallel()
	r := reporttest.Big(500)
	page := write(t, r)
	require.Equal(t, 500, strings.Count(page, `<details class="item" id="finding-`))
	require.LessOrEqual(t, strings.Count(page, html.EscapeString(r.Checks[0].Remediation.Text)), 3)
	require.LessOrEqual(t, strings.Count(page, r.Checks[0].Title), 5)
}

func TestAReportReadBackGivesTheSamePage(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			formattest.Bytes(t, Write, r)
		})
	}
}

func TestAFullDiskIsAnError(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, Write)
}
