package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// parsed is what a reader of GitHub Flavored Markdown makes of a text.
type parsed struct {
	headings []string
	tables   int
	kinds    map[string]int
	loose    string // all text outside of code spans
}

func parse(src []byte) parsed {
	p := parsed{kinds: map[string]int{}}
	var loose strings.Builder
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(src))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		p.kinds[n.Kind().String()]++
		switch n := n.(type) {
		case *ast.Heading:
			p.headings = append(p.headings, fmt.Sprintf("%d %s", n.Level, n.Lines().Value(src)))
		case *extast.Table:
			p.tables++
		case *ast.Text:
			if n.Parent().Kind() != ast.KindCodeSpan {
				loose.Write(n.Value(src))
				loose.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	p.loose = loose.String()
	return p
}

// allowed are the only things that a report is made of.
var allowed = []string{
	"Document", "Heading", "Paragraph", "Text", "TextBlock", "List", "ListItem", "Emphasis", "CodeSpan",
	"Table", "TableHeader", "TableRow", "TableCell",
}

// Whatever is in a report, nothing in it becomes a link, an image, HTML, a table,
// a heading, a mention or a reference.
func TestNothingFromOutsideActs(t *testing.T) {
	t.Parallel()
	formattest.Each(t, Write, func(t *testing.T, r *report.Report, out []byte) {
		formattest.Printable(t, out)
		require.LessOrEqual(t, len(out), 60_000, "GitHub takes 65,536 characters")
		require.NotContains(t, string(out), "compliant")
		got := parse(out)
		for kind := range got.kinds {
			require.Contains(t, allowed, kind)
		}
		require.NotRegexp(t, `[@#<>\[\]&$~\\_*|]|://|www\.|\b[A-Za-z]+-\d|\b[0-9a-f]{7,}\b`, got.loose)
		groups := len(groups(r))
		h1, h2, h3 := 0, 0, 0
		for _, h := range got.headings {
			switch h[0] {
			case '1':
				h1++
			case '2':
				h2++
				require.Contains(t, []string{
					"2 Failed, by severity", "2 Coverage", "2 Findings", "2 Not known", "2 What would decide it", "2 Waivers",
					"2 Changed by the policy", "2 45 CFR 164.308 to 164.316",
				}, h)
			case '3':
				h3++
			}
		}
		require.Equal(t, 1, h1)
		require.LessOrEqual(t, h2, 8)
		require.LessOrEqual(t, h3, groups)
		require.LessOrEqual(t, got.tables, 2)
	})
}

func TestProse(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"the site lets attendees in":         "the site lets attendees in",
		"5 minutes, of 1,234 (or 3.5%):":     "5 minutes, of 1,234 (or 3.5%):",
		"don't; and/or \"two-factor\"!":      "don't; and/or \"two-factor\"!",
		"Zoë 张 Ωmega":                        "Zoë 张 Ωmega",
		"Control Hub ▸ Security":             "Control Hub ▸ Security",
		"ask jane@clinic.example now":        "ask `jane@clinic.example` now",
		"@admin":                             "`@admin`",
		"www.evil.example":                   "`www.evil.example`",
		"https://evil.example":               "`https://evil.example`",
		"[a](javascript:x)":                  "`[a](javascript:x)`",
		"![a](b)":                            "`![a](b)`",
		"<b>x</b> &amp;":                     "`<b>x</b>` `&amp`;",
		"it needs a:b_c, or d_e.":            "it needs `a:b_c`, or `d_e`.",
		"(see a:b) (c:d (e:f(g))":            "(see `a:b`) (`c:d` (`e:f(g))`",
		"... :":                              "`...` `:`",
		"a`b":                                "``a`b``",
		"`a":                                 "`` `a ``",
		"``":                                 "``` `` ```",
		"a|b":                                "`a\\x7cb`",
		"# head":                             "`#` head",
		"1. item":                            "`1.` item",
		"1) item":                            "`1)` item",
		"in 2026. Then":                      "in 2026. Then",
		"- item":                             "`-` item",
		"GH-12 #12 !12 deadbeef :smile: $x$": "`GH-12` `#12` `!12` `deadbeef` `:smile`: `$x$`",
		"a_b_c *d* ~~e~~ f\\":                "`a_b_c` `*d*` `~~e~~` `f\\`",
		"two\nlines":                         "`two\\nlines`",
		"":                                   "",
	} {
		got := prose(in, 200)
		require.Equal(t, want, got)
		kinds := parse([]byte("- x " + got + "\n")).kinds
		require.Zero(t, kinds["Link"]+kinds["AutoLink"]+kinds["Image"]+kinds["RawHTML"]+kinds["HTMLBlock"]+kinds["Table"]+kinds["Heading"])
	}
}

// What is read is what was there.
func FuzzProse(f *testing.F) {
	for _, s := range reporttest.HostileTexts {
		f.Add(string([]rune(s)[:min(100, len([]rune(s)))]))
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{prose(s, 300), code(s, 300)} {
			for _, place := range []string{"%s\n", "- **fail** %s: x\n", "# a %s\n", "| a | b |\n| --- | --- |\n| %s | 1 |\n"} {
				src := fmt.Appendf(nil, place, out)
				got := parse(src)
				for kind := range got.kinds {
					require.Contains(t, allowed, kind, "%q", src)
				}
				require.NotRegexp(t, `[@#<>\[\]&$~\\_*|]|://`, strings.ReplaceAll(got.loose, "**", ""), "%q", src)
				require.LessOrEqual(t, len(got.headings), 1)
				require.Equal(t, strings.HasPrefix(place, "|"), got.tables == 1, "%q", src)
				require.LessOrEqual(t, got.kinds["List"], 1)
			}
		}
	})
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	t.Parallel()
	require.Contains(t, string(formattest.Bytes(t, Write, reporttest.Big(300))), "\n- and 295 more\n")

	r := reporttest.Big(1)
	one := r.Findings[0]
	r.Findings = nil
	for i := range 200 {
		f := one
		f.CheckID = fmt.Sprintf("many.check%d", i)
		f.Message = strings.Repeat("word ", 50)
		r.Findings = append(r.Findings, f)
		f.Status, f.Reason = finding.Unknown, "error"
		r.Findings = append(r.Findings, f)
		r.Coverage.Steps = append(r.Coverage.Steps, report.Step{Kind: "scope", Text: f.Message})
	}
	out := string(formattest.Bytes(t, Write, r))
	require.Less(t, len(out), 60_000)
	require.Regexp(t, `(?m)^… and \d+ more checks \(see the JSON report\)`, out)
	require.Regexp(t, `(?m)^… and \d+ more unknown checks \(see the JSON report\)`, out)
	require.Regexp(t, `(?m)^… and \d+ more steps \(see the JSON report\)`, out)
}

func TestTheTopIsHonest(t *testing.T) {
	t.Parallel()
	require.Contains(t, string(formattest.Bytes(t, Write, reporttest.Empty())), "**No check ran, so nothing is known.**")
	r := formattest.Later()
	r.Run.EditedFiles, r.Run.Selection.Catalogue = 2, 90
	out := string(formattest.Bytes(t, Write, r))
	for _, want := range []string{
		"**The recording was edited (2 files): this shows what would be, not what was.**", "**Only 10 of 90 checks ran: this is not the whole checklist.**",
		"what is not known has not passed.**", "- Since the audit of 2026-02-28 02:00 UTC: 1 new finding, 1 gone.\n",
		"- **fail** (waived by `W-7` until 2026-03-31) `message retention`: messages are kept 2160 days",
		"- `recordings.downloads-prevented`: disabled by the policy: nobody may record here\n",
		"- `admins.full-admin-count`: `max` is `6` instead of `4`\n",
	} {
		require.Contains(t, out, want)
	}
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, Write)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.md", formattest.Bytes(t, Write, reporttest.Clinic()))
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, Write) }
