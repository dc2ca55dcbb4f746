package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
	"wxaudit/pkg/report/hostiletest"
	"wxaudit/pkg/report/text"
)

// judge says what is wrong with a report in a format. out comes from the report,
// plain from its twin with harmless texts in the same places.
type judge func(rep, twin *report.Report, out, plain []byte) error

// judges has one for every format: whoever adds a format says what would be wrong
// with it.
var judges = map[string]judge{
	"text":     judgeText,
	"json":     judgeJSON,
	"ndjson":   judgeNDJSON,
	"html":     judgeHTML,
	"markdown": judgeMarkdown,
	"csv":      judgeCSV,
	"ocsf":     judgeOCSF,
	"sarif":    judgeSARIF,
	"junit":    judgeJUnit,
	"oscal":    judgeOSCAL,
}

func TestEveryFormatHasAJudge(t *testing.T) {
	t.Parallel()
	require.Len(t, judges, len(formats))
	for _, f := range formats {
		require.NotNil(t, judges[f.name], "%s: write a judge of hostile texts", f.name)
	}
}

// planting is a report full of hostile texts, and its harmless twin.
type planting struct {
	name          string
	hostile, twin *report.Report
}

// plantings are every text in all places at once, and beside what was there, one
// text after the other.
func plantings() []planting {
	var all []planting
	twins := map[hostiletest.Place]*report.Report{}
	for _, place := range hostiletest.Places {
		twins[place] = hostiletest.Planted(place, hostiletest.Always(hostiletest.Harmless))
	}
	texts := someOf(hostiletest.Texts())
	long := hostiletest.Planted(hostiletest.Alone, hostiletest.Always(strings.Repeat("p", 3000)))
	for _, t := range texts {
		twin := twins[hostiletest.Alone]
		if shownLength(t) > 300 { // writers shorten it, and say so
			twin = long
		}
		all = append(all, planting{t.Name, hostiletest.Planted(hostiletest.Alone, hostiletest.Always(t.Text)), twin})
	}
	texts = slices.DeleteFunc(texts, func(t hostiletest.Text) bool { return shownLength(t) > 150 })
	step := 23
	if underRace {
		step = len(texts)
	}
	for n := 0; n < len(texts); n += step {
		for _, place := range []hostiletest.Place{hostiletest.Before, hostiletest.Behind} {
			all = append(all, planting{fmt.Sprintf("%s, in turn from %d", place, n), hostiletest.Planted(place, hostiletest.InTurn(texts, n)), twins[place]})
		}
	}
	return all
}

// someOf spares the race detector most of the texts: there is nothing in them for
// it to find.
func someOf(texts []hostiletest.Text) (some []hostiletest.Text) {
	if !underRace {
		return texts
	}
	for i := 0; i < len(texts); i += 30 {
		some = append(some, texts[i])
	}
	return some
}

// shownLength is how many characters of a text are shown, or a thousand.
func shownLength(t hostiletest.Text) int {
	return utf8.RuneCountInString(report.Harmless(strings.ToValidUTF8(t.Text, "?"), 1000))
}

// No name breaks a format, runs in its reader, or forges a record.
func TestHostileTextsInEveryFormat(t *testing.T) {
	t.Parallel()
	all := plantings()
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			plain := map[*report.Report][]byte{}
			for _, p := range all {
				if plain[p.twin] == nil {
					plain[p.twin] = written(t, f, p.twin)
					require.NoError(t, judged(f.name, p.twin, p.twin, plain[p.twin], plain[p.twin]), "harmless")
				}
				require.NoError(t, judged(f.name, p.hostile, p.twin, written(t, f, p.hostile), plain[p.twin]), p.name)
			}
		})
	}
}

func written(t *testing.T, f format, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, f.write(&b, r, text.Options{}))
	return b.Bytes()
}

// mostOctets is how long a report with some fifty records can be: whatever people
// are called, a text takes no more than 2,000 characters.
const mostOctets = 32 << 20

// judged is what holds for every format, and then for the one.
func judged(name string, rep, twin *report.Report, out, plain []byte) error {
	if len(out) > mostOctets {
		return fmt.Errorf("%s: %d octets", name, len(out))
	}
	if err := shown(out); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := judges[name](rep, twin, out, plain); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// shown says what a screen would not show as it is. A mark of the order of octets
// may stand at the beginning.
func shown(out []byte) error {
	if !utf8.Valid(out) {
		return fmt.Errorf("it is not UTF-8")
	}
	for i, c := range string(out) {
		if c != '\n' && !unicode.IsPrint(c) && !(c == '\ufeff' && i == 0) {
			return fmt.Errorf("%U at %d: %q", c, i, around(out, i))
		}
	}
	return nil
}

func around(out []byte, i int) []byte { return out[max(0, i-60):min(len(out), i+60)] }

// Names of a megabyte do not make a report of hundreds.
func TestLongNamesStayShort(t *testing.T) {
	t.Parallel()
	n := 3000
	if underRace {
		n = 300
	}
	rep := hostiletest.Many(n)
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			var n counter
			require.NoError(t, f.write(&n, rep, text.Options{}))
			require.Less(t, int(n), 100<<20)
		})
	}
}

// counter counts octets.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

var _ io.Writer = (*counter)(nil)
