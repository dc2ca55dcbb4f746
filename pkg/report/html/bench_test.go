package htmlreport

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"wxaudit/pkg/internal/reporttest"
)

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := reporttest.Big(n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			b.ResetTimer()
			for range b.N {
				if err := Write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			runtime.ReadMemStats(&after)
			all := float64(n * b.N)
			b.ReportMetric(all/b.Elapsed().Seconds(), "findings/s")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/all, "allocs/finding")
		})
	}
}
