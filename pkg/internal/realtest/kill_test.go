//go:build linux

package realtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
)

// killer kills renewals at points that it rolls dice for: at any time after the
// start, when the request is out, or when the answer is on its way.
type killer struct {
	m    *machine
	dice *rand.Rand
	// Of a process that was left alone.
	lasts time.Duration
	// How far the renewals came.
	unsent, unkept, kept int
}

func newKiller(m *machine, seed uint64) *killer {
	k := &killer{m: m, dice: rand.New(rand.NewPCG(seed, 1))}
	m.login()
	m.age("administrator")
	start := time.Now()
	m.must(0, nil, "whoami")
	k.lasts = time.Since(start)
	return k
}

// within is a moment up to d.
func (k *killer) within(d time.Duration) time.Duration { return time.Duration(k.dice.Int64N(int64(d))) }

// round begins a renewal, kills it, and returns the pair that was kept before
// and the moment of the kill.
func (k *killer) round() (first *pair, at time.Time) {
	k.m.t.Helper()
	k.m.age("administrator")
	first = k.m.stored("administrator")
	front := k.m.w.front
	front.forget()
	since := front.open()
	ours := func(x *exchange) bool { return x.isRenewal() && x.Form.Get("refresh_token") == first.Refresh }
	var gate *gate
	switch k.dice.IntN(3) {
	case 1:
		gate = front.hold(before, ours)
	case 2:
		gate = front.hold(after, ours)
	}
	p := k.m.start(nil, nil, "whoami")
	if gate == nil {
		time.Sleep(k.within(k.lasts * 5 / 4))
	} else {
		gate.wait(k.m.t)
		gate.release()
		u := k.dice.Float64() // soon, rather than late: that is where a pair can be lost
		time.Sleep(time.Duration(u * u * u * float64(k.lasts)))
	}
	at = time.Now()
	p.kill()
	front.settle(since)
	k.count(first)
	return first, at
}

func (k *killer) count(first *pair) {
	switch {
	case *k.m.stored("administrator") != *first:
		k.kept++
	case len(k.m.w.front.seen((*exchange).isRenewal)) == 0:
		k.unsent++
	default:
		k.unkept++
	}
}

// tidy requires that killed processes leave nothing behind for good.
func (k *killer) tidy() {
	k.m.t.Helper()
	k.m.age("administrator")
	k.m.must(0, nil, "whoami")
	entries, err := os.ReadDir(k.m.tokenDir())
	require.NoError(k.m.t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.Equal(k.m.t, []string{"administrator.json", "administrator.lock"}, names)
}

func (k *killer) String() string {
	return fmt.Sprintf("killed %d times before the request, %d before the new pair was kept, %d after that", k.unsent, k.unkept, k.kept)
}

// Where the service takes a refresh token again, nothing that happens to wxaudit
// can end a sign-in.
func TestKilledWhileRenewing(t *testing.T) {
	t.Parallel()
	needsService(t)
	chromiumtest.Need(t)
	lax := asWebex
	lax.Rotate = false
	for lane, seed := range seeds(t, 2) {
		t.Run(fmt.Sprint("lane ", lane), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, lax)
			k := newKiller(w.machine(), seed)
			for range rounds(200) / 2 {
				k.round()
				k.m.must(0, nil, "whoami")
			}
			k.tidy()
			t.Log(k)
		})
	}
}

// Where it does not, a pair is lost only when the service had given out the next
// and wxaudit had no time to keep it. The store can be read at any time.
func TestKilledWhileRenewingStrictly(t *testing.T) {
	t.Parallel()
	needsService(t)
	chromiumtest.Need(t)
	for lane, seed := range seeds(t, 2) {
		t.Run(fmt.Sprint("lane ", lane), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, asWebex)
			k := newKiller(w.machine(), seed)
			lost := 0
			for range rounds(60) / 2 {
				first, at := k.round()
				kept := k.m.stored("administrator")
				if !slices.Contains(w.service.consumed(), kept.Refresh) {
					k.m.must(0, nil, "whoami")
					continue
				}
				lost++
				w.requireUnavoidable(first, kept, at)
				p := k.m.must(3, nil, "whoami")
				require.Contains(t, p.stderr.String(), "wxaudit login")
				k.m.loginAgain()
			}
			k.tidy()
			t.Logf("%v; %d pairs lost, all of them before they could be kept", k, lost)
		})
	}
}

// requireUnavoidable requires of a lost pair that the kill came between the
// service's giving it out and the end of writing it down.
func (w *world) requireUnavoidable(first, kept *pair, killed time.Time) {
	w.t.Helper()
	require.Equal(w.t, first, kept, "the store is as it was, whole")
	var next event
	eventually(w.t, "the service has sent the pair", func() bool {
		used := false
		for _, e := range w.service.journal() {
			if e.Change == "consume" && e.id() == first.Refresh {
				used = true
			}
			if used && e.Answered.Refresh != "" {
				next = e
				return true
			}
		}
		return false
	})
	require.NotEqual(w.t, first.Refresh, next.Answered.Refresh)
	require.Empty(w.t, w.front.seen(func(x *exchange) bool { return x.Bearer == next.Answered.Access }),
		"a pair that was used is never lost (given out at %s, killed at %s)", next.when(), killed)
}

// seeds are for the dice of so many lanes, which run side by side so that one
// works while another waits.
func seeds(t *testing.T, n int) []uint64 {
	first := uint64(time.Now().UnixNano())
	t.Logf("seed %d", first)
	var all []uint64
	for i := range n {
		all = append(all, first+uint64(i))
	}
	return all
}
