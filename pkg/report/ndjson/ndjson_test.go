package ndjson_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ndjson"
	"wxaudit/pkg/report/schematest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, ndjson.Write(&b, r))
	return b.Bytes()
}

// Whatever is in a report, every line is one object that fits the schema, and
// they come in the promised order.
func TestLines(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*report.Report{
		"clinic": reporttest.Clinic(), "clean": reporttest.Clean(), "empty": reporttest.Empty(),
		"hostile": reporttest.Hostile(), "big": reporttest.Big(300),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := write(t, r)
			require.True(t, utf8.Valid(out))
			for _, r := range string(out) {
				require.True(t, unicode.IsPrint(r) || r == '\n', "%#x", r)
			}
			require.True(t, bytes.HasSuffix(out, []byte("\n")))
			lines := bytes.Split(bytes.TrimSuffix(out, []byte("\n")), []byte("\n"))

			want := []string{"run"}
			for range r.Checks {
				want = append(want, "check")
			}
			for range r.Findings {
				want = append(want, "finding")
			}
			want = append(want, "summary")

			schema := schematest.Schema(t, "#/$defs/line")
			var got []string
			for _, line := range lines {
				require.NoError(t, schematest.Fits(t, schema, line), "%s", line)
				var head struct {
					Type          string              `json:"type"`
					SchemaVersion string              `json:"schema_version"`
					Tool          report.Tool         `json:"tool"`
					Run           report.Run          `json:"run"`
					Organization  report.Organization `json:"organization"`
				}
				require.NoError(t, json.Unmarshal(line, &head))
				got = append(got, head.Type)
				require.Equal(t, report.SchemaVersion, head.SchemaVersion)
				require.Equal(t, r.Tool, head.Tool)
				require.Equal(t, r.Run, head.Run)
				require.Equal(t, r.Organization.ID, head.Organization.ID)
			}
			require.Equal(t, want, got)
			require.Equal(t, out, write(t, r), "the same report gives the same bytes")
		})
	}
}

func TestASummaryCountsTheFindings(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	lines := bytes.Split(bytes.TrimSpace(write(t, r)), []byte("\n"))
	var last struct {
		Findings int            `json:"findings"`
		Summary  report.Summary `json:"summary"`
	}
	require.NoError(t, json.Unmarshal(lines[len(lines)-1], &last))
	require.Equal(t, len(r.Findings), last.Findings)
	require.Equal(t, r.Summary, last.Summary)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	got := write(t, reporttest.Clinic())
	path := filepath.Join("testdata", "clinic.golden.ndjson")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

// full refuses everything after the first n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 100 << 10} {
		require.ErrorContains(t, ndjson.Write(&full{n}, reporttest.Big(500)), "no space left")
	}
	require.ErrorContains(t, ndjson.Write(&full{}, reporttest.Empty()), "no space left")
}

// sampler notes how much memory is alive while it is written to.
type sampler struct {
	written, next, step int
	peak                uint64
}

func (s *sampler) Write(p []byte) (int, error) {
	if s.written += len(p); s.written >= s.next {
		s.next += s.step
		s.peak = max(s.peak, alive())
	}
	return len(p), nil
}

func alive() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Not parallel: the memory of other tests would count.
func TestMemoryDoesNotGrowWithTheFindings(t *testing.T) {
	peak := func(n int) uint64 {
		r := reporttest.Big(n)
		before := alive()
		s := &sampler{step: n * 150}
		require.NoError(t, ndjson.Write(s, r))
		require.Greater(t, s.written, n*1000)
		runtime.KeepAlive(r)
		return max(s.peak, before) - before
	}
	require.Less(t, peak(many), peak(100)+256<<10, "bytes alive beside the report")
}

func BenchmarkWrite(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"100", 100}, {"100000", 100_000}} {
		r := reporttest.Big(size.n)
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ndjson.Write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size.n)*float64(b.N)/b.Elapsed().Seconds(), "findings/s")
		})
	}
}
