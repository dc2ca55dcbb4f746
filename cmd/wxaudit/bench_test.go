package main

import (
	"crypto/rand"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/report/hostiletest"
)

// BenchmarkSinks takes the events of many findings from the report to a receiver
// on this computer and back, through the spool.
func BenchmarkSinks(b *testing.B) {
	const n = 5000
	rep := hostiletest.Plain(n)
	for _, r := range hostiletest.Receivers(b, time.Now) {
		b.Run(r.Name, func(b *testing.B) {
			s, err := policy.ParseSink("name=" + r.Name + "," + r.Settings)
			require.NoError(b, err)
			sys, _, _ := testSystem(time.Now(), nil)
			sys.now, sys.random, sys.stderr = time.Now, rand.Reader, io.Discard
			d, err := newDelivery(sys, b.TempDir(), []policy.Sink{s})
			require.NoError(b, err)
			defer d.close()
			b.ReportAllocs()
			for b.Loop() {
				rep.Run.ID += "x" // a run of its own
				require.NoError(b, d.put(b.Context(), rep))
				require.NoError(b, d.send(b.Context()))
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
