package ocsf_test

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

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func written(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, ocsf.Write(&b, r))
	return b.Bytes()
}

func TestWriteIsTheEvents(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []byte
			for e := range ocsf.Events(r) {
				line, err := ocsf.Encode(e)
				require.NoError(t, err)
				wellFormed(t, line)
				want = append(append(want, line...), '\n')
			}
			require.Equal(t, string(want), string(written(t, r)))
		})
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*report.Report{"clinic": reporttest.Clinic(), "second-night": secondNight()} {
		got := written(t, r)
		path := filepath.Join("testdata", name+".golden.ndjson")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, got, 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	}
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
		require.ErrorContains(t, ocsf.Write(&full{n}, reporttest.Big(500)), "no space left")
	}
	require.ErrorContains(t, ocsf.Write(&full{}, reporttest.Empty()), "no space left")
}

func TestHeartbeat(t *testing.T) {
	t.Parallel()
	all := events(secondNight())
	e := all[len(all)-1]
	require.Equal(t, []any{99, "Heartbeat", "Informational", "HEARTBEAT"},
		[]any{e.Compliance.StatusID, e.Compliance.Status, e.Severity, e.StatusCode})
	require.Contains(t, e.Metadata.Labels, "partial:true")
	require.Contains(t, e.Metadata.Labels, "edited:true")

	var doc struct {
		Unmapped map[string]any `json:"unmapped"`
	}
	line, err := ocsf.Encode(e)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(line, &doc))
	require.Equal(t, map[string]any{
		"result": "heartbeat", "events_before": float64(len(all) - 1), "mode": "replay", "partial": true, "edited_files": 2.0,
		"requests": 1234.0, "checks_catalogue": 10.0, "checks_selected": 10.0, "checks_decided": 5.0, "checks_undecided": 4.0,
		"checks_disabled": 1.0, "checks_fail": 4.0, "checks_unknown": 4.0, "checks_warn": 1.0, "checks_pass": 0.0,
		"checks_not_applicable": 1.0, "checks_waived": 1.0, "failed_critical": 1.0, "failed_high": 1.0, "failed_medium": 1.0,
		"failed_low": 1.0, "failed_info": 0.0, "findings": 33.0, "findings_fail": 23.0, "findings_warn": 2.0, "findings_unknown": 7.0,
		"findings_new": 1.0, "findings_closed": 2.0, "previous_run": "before", "fail_on": "low", "findings_at_fail_on": 23.0,
		"findings_at_fail_on_waived": 1.0, "any_unknown": true, "gaps": 2.0, "sign_in_days_left": 12.0, "sign_in_warnings": 1.0,
	}, doc.Unmapped)

	empty := events(reporttest.Empty())
	require.Len(t, empty, 1, "a run without checks has its heartbeat")
	require.True(t, empty[0].Unmapped.AnyUnknown, "and decides nothing")
	require.Nil(t, empty[0].Unmapped.FindingsNew)
	require.Nil(t, empty[0].Unmapped.SignInDaysLeft)
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
		require.NoError(t, ocsf.Write(s, r))
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
				if err := ocsf.Write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size.n)*float64(b.N)/b.Elapsed().Seconds(), "findings/s")
		})
	}
}
