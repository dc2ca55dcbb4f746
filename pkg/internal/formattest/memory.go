package formattest

import (
	"runtime"
	"testing"

	"wxaudit/pkg/internal/reporttest"
)

// FlatMemory requires that many findings are written with no more memory beside
// the report than a hundred. Its test must not run beside others, whose memory
// would count.
func FlatMemory(t testing.TB, write Writer) {
	t.Helper()
	const slack = 256 << 10 // of the runtime and its buffers
	if few, most := beside(t, write, 100), beside(t, write, many); most > few+slack {
		t.Fatalf("%d bytes alive beside the report, %d beside one of 100 findings", most, few)
	}
}

// beside is how many bytes were alive, at most, while n findings were written,
// beyond those that were before.
func beside(t testing.TB, write Writer, n int) int64 {
	t.Helper()
	r := reporttest.Big(n)
	before := alive()
	s := &sampler{step: n * 150, peak: before}
	must(t, write(s, r))
	if n == many && s.samples < 4 {
		t.Fatalf("%d findings are %d bytes: too few, or all at once", n, s.written)
	}
	runtime.KeepAlive(r)
	return s.peak - before
}

// sampler notes how much memory is alive while it is written to.
type sampler struct {
	written, next, step, samples int
	peak                         int64
}

// Write looks at the memory once in every step.
func (s *sampler) Write(p []byte) (int, error) {
	if s.written += len(p); s.written >= s.next {
		s.next += s.step
		s.samples++
		s.peak = max(s.peak, alive())
	}
	return len(p), nil
}

func alive() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
