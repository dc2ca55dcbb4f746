package spool_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// moody is a receiver that answers by dice, and remembers what it took.
type moody struct {
	dice *rand.Rand
	stop context.CancelFunc
	took map[string]map[string]bool // ids, and in which runs
}

func (m *moody) Limits() sink.Limits {
	return sink.Limits{Events: 1 + m.dice.IntN(7), Bytes: 100 + m.dice.IntN(2000)}
}

func (m *moody) Send(_ context.Context, b sink.Batch) (r sink.Result, err error) {
	if len(b.Events) != len(b.Places) || len(b.Events) == 0 || !slices.IsSorted(b.Places) || b.Places[len(b.Places)-1] >= b.Total {
		panic(fmt.Sprint("a batch that cannot be: ", b.Places, b.Total))
	}
	switch m.dice.IntN(12) {
	case 0:
		return r, sink.Retry(errors.New("busy"), time.Duration(m.dice.IntN(3))*time.Second)
	case 1:
		if m.dice.IntN(4) == 0 {
			return r, sink.Fatal(errors.New("wrong token"))
		}
	case 2:
		if len(b.Events) > 1 || m.dice.IntN(3) == 0 {
			return r, sink.Halve(errors.New("too large"))
		}
	case 3:
		if m.dice.IntN(3) == 0 {
			m.stop()
		}
	case 4:
		if b.Acknowledged > 0 {
			return r, m.loses(b.Run)
		}
	}
	answered := m.dice.IntN(8) > 0 // else the answer is lost on its way
	for i, e := range b.Events {
		switch m.dice.IntN(10) {
		case 0:
			r.Rejected = append(r.Rejected, sink.Rejection{Index: i, Reason: "bad field"})
		case 1:
			r.Again = append(r.Again, i)
		default:
			if m.took[e.ID] == nil {
				m.took[e.ID] = map[string]bool{}
			}
			m.took[e.ID][b.Run] = true
		}
	}
	r.After = time.Duration(m.dice.IntN(2)) * time.Second
	if !answered {
		return sink.Result{}, errors.New("the connection was cut")
	}
	return r, nil
}

// loses forgets all that it took of a run.
func (m *moody) loses(run string) error {
	for _, runs := range m.took {
		delete(runs, run)
	}
	return sink.StartOver(errors.New("all of it is gone"))
}

// Finish loses a run now and then, or cannot finish it.
func (m *moody) Finish(_ context.Context, run string, acknowledged int) error {
	switch m.dice.IntN(12) {
	case 0, 1:
		if acknowledged > 0 {
			return m.loses(run)
		}
	case 2:
		return sink.Fatal(errors.New("in the way"))
	case 3:
		return sink.Finished(errors.New("an old file stays"))
	}
	return nil
}

// Whatever a receiver answers and whatever is interrupted, restored, or torn off by
// a crash: an event arrived, was set aside or is left, and the counts are true.
func TestNothingIsLostByAnyOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(25) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s, dir := open(t)
			synctest.Test(t, func(t *testing.T) { life(t, s, dir, rand.New(rand.NewPCG(seed, 7))) })
		})
	}
}

func life(t *testing.T, s *spool.Spool, dir string, dice *rand.Rand) {
	m := &moody{dice: dice, took: map[string]map[string]bool{}}
	all := map[string]bool{}
	runs := uint32(0)
	newRun := func() (string, error) {
		runs++
		return spool.RunName(clock.Add(time.Duration(dice.IntN(1000))*time.Hour), runs), nil
	}
	o := options()
	o.RetryFor, o.Random = 20*time.Second, dice.Float64
	deliver := func() (spool.Tally, error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		m.stop = cancel
		return s.Deliver(ctx, "a", m, o)
	}
	for range 30 {
		switch dice.IntN(6) {
		case 0:
			run, _ := newRun()
			n := dice.IntN(20)
			put(t, s, run, n, "a")
			for i := range n {
				all[ids(run, i)[0]] = true
			}
		case 1, 2:
			tally, err := deliver()
			list, pendingErr := s.Pending()
			require.NoError(t, pendingErr)
			left := 0
			for _, b := range list {
				left += b.Left
			}
			require.Equal(t, left, tally.Left)
			if err == nil {
				require.Zero(t, left)
			}
		case 3:
			_, err := s.Restore(t.Context(), "a", o, newRun)
			require.NoError(t, err)
		case 4:
			tear(t, dir, dice)
		case 5:
			again, err := spool.Open(dir)
			require.NoError(t, err)
			s = again
		}
		held := lying(t, dir)
		for id := range all {
			require.True(t, len(m.took[id]) > 0 || held[id], "%s is nowhere", id)
		}
	}
	// At last the receiver takes everything, and all of it is there.
	_, err := s.Restore(t.Context(), "a", o, newRun)
	require.NoError(t, err)
	last := &receiver{}
	_, err = s.Deliver(t.Context(), "a", last, o)
	require.NoError(t, err)
	arrived := last.offered()
	for id, runs := range m.took {
		if len(runs) > 0 {
			arrived = append(arrived, id)
		}
	}
	require.Subset(t, arrived, slices.Collect(maps.Keys(all)))
	require.Equal(t, empty, tree(t, dir))
}

// tear takes the end from a record of acknowledgements, as a crash does, or changes
// a bit of it, as a disk does.
func tear(t *testing.T, dir string, dice *rand.Rand) {
	files, err := filepath.Glob(filepath.Join(dir, "spool", "*", "*.ack"))
	require.NoError(t, err)
	if len(files) == 0 {
		return
	}
	edit(t, files[dice.IntN(len(files))], func(b []byte) []byte {
		if len(b) > 0 && dice.IntN(2) == 0 {
			b[dice.IntN(len(b))] ^= 1 << dice.IntN(8)
		}
		return b[:len(b)-dice.IntN(min(40, len(b)+1))]
	})
}

// lying are the ids of all events that lie in the spool or were set aside.
func lying(t *testing.T, dir string) map[string]bool {
	held := map[string]bool{}
	for _, pattern := range []string{"spool/*/*.ndjson", "set-aside/*/*.ndjson"} {
		files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		require.NoError(t, err)
		for _, f := range files {
			b, err := os.ReadFile(f)
			require.NoError(t, err)
			for line := range strings.Lines(string(b)) {
				_, rest, _ := strings.Cut(line, `"id":"`)
				id, _, _ := strings.Cut(rest, `"`)
				held[id] = true
			}
		}
	}
	return held
}
