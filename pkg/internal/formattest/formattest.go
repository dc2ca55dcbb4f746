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
	"testing"
	"unicode"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
)

// Writer is what every format has.
type Writer func(io.Writer, *report.Report) error

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

// Each writes each of Reports, in a test of its own, as Bytes does, and hands what
// came to judge.
func Each(t *testing.T, write Writer, judge func(t *testing.T, r *report.Report, out []byte)) {
	t.Helper()
	for name, r := range Reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge(t, r, Bytes(t, write, r))
		})
	}
}

// Printable requires that a text has nothing but line breaks and what can be seen.
func Printable(t testing.TB, text []byte) {
	t.Helper()
	for _, c := range string(text) {
		if c != '\n' && !unicode.IsPrint(c) {
			t.Fatalf("%U is not printable", c)
		}
	}
}

// Spoilt is a good document with another text in the place of the first old one,
// which has to be there.
func Spoilt(t testing.TB, good []byte, old, other string) []byte {
	t.Helper()
	if old == other || !bytes.Contains(good, []byte(old)) {
		t.Fatalf("%q is not there to be spoilt", old)
	}
	return bytes.Replace(good, []byte(old), []byte(other), 1)
}

// Refusals requires that a failure to write is reported, wherever it happens.
func Refusals(t testing.TB, write Writer) {
	t.Helper()
	for name, r := range map[string]*report.Report{"clinic": reporttest.Clinic(), "empty": reporttest.Empty(), "big": reporttest.Big(2000)} {
		var whole bytes.Buffer
		must(t, write(&whole, r))
		for _, n := range []int{0, 1, whole.Len() / 2, whole.Len() - 1} {
			if err := write(&full{n}, r); !errors.Is(err, errFull) {
				t.Fatalf("%s: a writer that is full after %d bytes gave %v", name, n, err)
			}
		}
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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
