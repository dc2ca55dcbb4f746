//go:build linux

package syslogtest_test

import (
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// A receiver is killed with a part of a batch, and comes back, again and again.
// It is never killed with something that it acknowledged and has not written yet:
// that is lost, and syslog has no way to know.
func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	for _, p := range products {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			a := receivertest.NewAuthority(t)
			d := p.run(t, a, true)
			v := newValve(t, d.address)
			all := events(t, "ocsf")
			store, err := spool.Open(t.TempDir())
			require.NoError(t, err)
			var sequence iter.Seq2[sink.Event, error] = func(yield func(sink.Event, error) bool) {
				for _, e := range all {
					if !yield(e, nil) {
						return
					}
				}
			}
			run := spool.RunName(time.Now(), rand.Uint32())
			require.NoError(t, store.Put(t.Context(), run, map[string]iter.Seq2[sink.Event, error]{"siem": sequence}))

			var kills atomic.Int32
			arm := func() {
				if kills.Load() < 4 {
					v.after(20_000+rand.Int64N(400_000), func() { d.kill(); kills.Add(1); d.start() })
				}
			}
			arm()
			tally, err := store.Deliver(t.Context(), "siem", newSink(t, v.address, a, true), spool.Options{
				RetryFor: patience, Now: time.Now, Random: func() float64 { return 0 },
				Progress: func(tally spool.Tally) {
					d.eventually("what is acknowledged is written", func() bool { return distinct(d.records()) >= tally.Acknowledged })
					arm()
				},
			})
			require.NoError(t, err)
			require.Equal(t, len(all), tally.Acknowledged)
			require.Positive(t, kills.Load())
			t.Logf("killed %d times", kills.Load())
			there := map[string]bool{}
			for _, r := range d.received(len(all)) {
				there[r.Message] = true
			}
			for _, e := range all {
				require.True(t, there[string(e.Payload())], "%s is missing", e.ID)
			}
		})
	}
}

// distinct counts the messages, each once.
func distinct(all []record) int {
	seen := map[string]bool{}
	for _, r := range all {
		seen[r.Message] = true
	}
	return len(seen)
}

// A kill may tear a write anywhere. What the next process writes first is read all
// the same.
func TestALineThatWasTorn(t *testing.T) {
	t.Parallel()
	d := &daemon{t: t, dir: t.TempDir()}
	d.endLine() // nothing was written yet
	for _, text := range []string{"{\"msg\":\"1\"}\n{\"ms", "{\"msg\":\"2\"}\n", "{\"msg\":\"3\"}\n"} {
		out, err := os.OpenFile(filepath.Join(d.dir, "out"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = out.WriteString(text)
		require.NoError(t, err)
		require.NoError(t, out.Close())
		d.endLine()
	}
	require.Equal(t, []record{{Message: "1"}, {Message: "2"}, {Message: "3"}}, d.records())
}
