// Package formattest is what the tests of the report formats share, and the
// place of those that ask somebody else's validator. It is for tests only.
//
// The validator of SARIF is an npm package, the reader of Markdown GitHub's own
// cmark-gfm, and xmllint reads JUnit. A test that lacks its program is skipped,
// unless WXAUDIT_REAL_TESTS is 1: then it fails. With 0 it is skipped. To have it:
//
//	apt-get install nodejs npm libxml2-utils cmark-gfm
//	npm ci --ignore-scripts --prefix pkg/internal/formattest/testdata/sarif
package formattest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"testing"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
)

// Writer is what every format has.
type Writer func(io.Writer, *report.Report) error

// Reports are the reports that no format may stumble over, by name.
func Reports() map[string]*report.Report {
	return map[string]*report.Report{
		"clinic": reporttest.Clinic(), "clean": reporttest.Clean(), "empty": reporttest.Empty(), "hostile": reporttest.Hostile(),
		"big": reporttest.Big(300), "odd": Odd(), "everywhere": Everywhere(), "later": Later(), "zero": {},
	}
}

// Odd has what a report from another version could have: lists that are nil,
// numbers as JSON keeps them, and findings of checks that it does not list.
func Odd() *report.Report {
	r := reporttest.Clean()
	r.Controls, r.Gaps, r.VendorAssertions, r.Coverage.Steps = nil, nil, nil, nil
	r.Checks[0].Evidence, r.Checks[0].Controls, r.Checks[0].Basis = nil, nil, nil
	r.Checks[1].Evidence = []report.Evidence{{Source: "GET /v1/a", Field: "b", Values: []report.Value{{Value: json.Number("1.5"), Count: 2}}, OtherValues: 3}}
	r.Checks = append(r.Checks, r.Checks[0]) // twice the same id
	r.Findings = []finding.Finding{
		{ID: "01", CheckID: "tomorrow.check", Status: finding.Fail, Severity: finding.High, Message: "of another version", Resource: finding.Resource{Type: "thing"}},
		{ID: "02", CheckID: "tomorrow.check", Status: "undreamt-of", Severity: "dire", Evidence: []finding.Evidence{{Value: json.Number("1e400")}, {Value: []any{"a", nil}}}},
		{CheckID: "", Status: finding.Unknown, Waiver: &finding.Waiver{}},
	}
	return r
}

// Everywhere has a hostile text in every place where a report has a text.
func Everywhere() *report.Report {
	r := Later()
	i := 0
	next := func(s string) string {
		i++
		return reporttest.HostileTexts[i%len(reporttest.HostileTexts)] + s
	}
	var all any
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // a mistake in this file
	}
	if err := json.Unmarshal(b, &all); err != nil {
		panic(err)
	}
	b, err = json.Marshal(replaced(all, next))
	if err != nil {
		panic(err)
	}
	if err := decode(b, r); err != nil {
		panic(err)
	}
	return r
}

// replaced puts something in the place of every text but those that Go reads as
// a time or a day.
func replaced(v any, next func(string) string) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			switch k {
			case "started_at", "finished_at", "as_of", "read_at", "first_seen", "expires", "previous_as_of", "captured_at", "status",
				"starts", "signed_on", "valid_until", "effective":
			default:
				v[k] = replaced(v[k], next)
			}
		}
	case []any:
		for i := range v {
			v[i] = replaced(v[i], next)
		}
	case string:
		s := []rune(next(v))
		return string(s[:min(len(s), 2000)])
	}
	return v
}

// Later is the clinic on the next night: one finding is new, one is gone, the
// others are known.
func Later() *report.Report {
	before := reporttest.Clinic()
	gone := before.Findings[0]
	before.Run.ID, before.Run.AsOf = "fedcba9876543210", before.Run.AsOf.Add(-24*time.Hour)
	memory := report.Remember(before, nil)
	r := reporttest.Clinic()
	r.Findings = r.Findings[1:]
	for i := range r.Checks {
		if r.Checks[i].ID == gone.CheckID {
			r.Checks[i].Status, r.Checks[i].Unknown, r.Checks[i].Partial = finding.Pass, 0, 0
		}
	}
	kept := memory.Open[:0]
	for _, o := range memory.Open {
		if o.ID != r.Findings[0].ID {
			kept = append(kept, o)
		}
	}
	memory.Open = kept
	report.Remember(r, &memory)
	return r
}

// Reread is the report as it comes back from its JSON.
func Reread(t testing.TB, r *report.Report) *report.Report {
	t.Helper()
	var b bytes.Buffer
	must(t, jsonreport.Write(&b, r))
	var again report.Report
	must(t, decode(b.Bytes(), &again))
	return &again
}

func decode(b []byte, into *report.Report) error {
	*into = report.Report{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return dec.Decode(into)
}

// Bytes writes the report twice, and once more as it comes back from its JSON,
// and requires the same bytes each time.
func Bytes(t testing.TB, write Writer, r *report.Report) []byte {
	t.Helper()
	var once, twice, again bytes.Buffer
	must(t, write(&once, r))
	must(t, write(&twice, r))
	must(t, write(&again, Reread(t, r)))
	if once.String() != twice.String() {
		t.Fatal("the same report does not give the same bytes")
	}
	if once.String() != again.String() {
		t.Fatalf("a saved report gives other bytes:\n%s\n---\n%s", once.String(), again.String())
	}
	return once.Bytes()
}

// Refusals requires that a failure to write is reported, at once and later.
func Refusals(t *testing.T, write Writer) {
	t.Helper()
	for _, n := range []int{0, 100 << 10} {
		if err := write(&full{n}, reporttest.Big(2000)); !errors.Is(err, errFull) {
			t.Fatalf("a writer that is full after %d bytes gave %v", n, err)
		}
	}
	if err := write(&full{}, reporttest.Empty()); !errors.Is(err, errFull) {
		t.Fatalf("a full writer gave %v", err)
	}
}

var errFull = errors.New("no space left")

// full refuses everything after the first n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// Growth is how much more memory is in use while n findings are written than
// before, at most, in bytes. Its test must not run beside others.
func Growth(t *testing.T, write Writer, n int) int64 {
	t.Helper()
	r := reporttest.Big(n)
	g := &growth{before: inUse()}
	must(t, write(g, r))
	if g.samples < 3 {
		t.Fatal("too little was written, or all at once")
	}
	runtime.KeepAlive(r)
	return g.most
}

type growth struct {
	before, most int64
	since        int
	samples      int
}

// Write looks at the memory every eight megabytes.
func (g *growth) Write(p []byte) (int, error) {
	if g.since += len(p); g.since >= 8<<20 {
		g.since = 0
		g.samples++
		g.most = max(g.most, inUse()-g.before)
	}
	return len(p), nil
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Bench writes 100 and 100,000 findings.
func Bench(b *testing.B, write Writer) {
	for _, size := range []struct {
		name string
		n    int
	}{{"100", 100}, {"100000", 100_000}} {
		r := reporttest.Big(size.n)
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size.n)*float64(b.N)/b.Elapsed().Seconds(), "findings/s")
		})
	}
}
