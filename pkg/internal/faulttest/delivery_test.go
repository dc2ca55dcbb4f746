//go:build linux

package faulttest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Ten thousand findings, every kind of receiver, every kind of trouble.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	if os.Getenv("WXAUDIT_REAL_TESTS") != "1" {
		t.Skip("WXAUDIT_REAL_TESTS is not 1")
	}
	first := uint64(time.Now().UnixNano())
	flags := audit(t, 10_000)
	ids := expected(t, flags)
	require.Greater(t, len(ids), 10_000)
	for i, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			c := newDelivery(t, first+uint64(i), kind, nil, flags, ids)
			c.run(8)
			c.nothingLost(nil)
			require.Positive(t, c.met, "it was killed while it delivered")
		})
		if kind.refuses {
			t.Run(kind.name+" with poison", func(t *testing.T) {
				t.Parallel()
				bad := ruined(rand.New(rand.NewPCG(first, 2)), ids, 12)
				c := newDelivery(t, first+uint64(i)+100, kind, func(id string) bool { return bad[id] }, flags, ids)
				c.run(4)
				c.nothingLost(bad)
			})
		}
	}
}

// A small part of it, always.
func TestLittleIsLostNeither(t *testing.T) {
	t.Parallel()
	flags := audit(t, 300)
	ids := expected(t, flags)
	for _, k := range kinds {
		if k.name != "webhook" && k.name != "append" {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			c := newDelivery(t, uint64(time.Now().UnixNano()), k, nil, flags, ids)
			c.run(2)
			c.nothingLost(nil)
		})
	}
}

// ruined chooses n events that a receiver refuses for good.
func ruined(rng *rand.Rand, ids []string, n int) map[string]bool {
	bad := map[string]bool{}
	for len(bad) < n {
		bad[ids[rng.IntN(len(ids))]] = true
	}
	return bad
}

// delivery is one receiver and one state directory.
type delivery struct {
	t     *testing.T
	dice  *dice
	kind  kind
	to    receiver
	audit []string
	ids   []string
	state string
	sink  []string

	kills, met int // of wxaudit; those after which events were left in the spool
	downs      int // of the receiver
}

func newDelivery(t *testing.T, seed uint64, k kind, p poison, audit, ids []string) *delivery {
	t.Helper()
	t.Logf("seed %d", seed)
	to := k.open(t, p)
	c := &delivery{t: t, dice: &dice{rng: rand.New(rand.NewPCG(seed, 1))}, kind: k, to: to, audit: audit, ids: ids, state: filepath.Join(t.TempDir(), "state")}
	require.NoError(t, os.Mkdir(c.state, 0o700))
	c.sink = []string{"--state-dir", c.state, "--sink", to.settings() + ",name=siem,retry_for=60s"}
	return c
}

// run audits and delivers, with so many deaths of wxaudit and one more of the
// audit. In the end nothing stands in the way any more.
func (c *delivery) run(kills int) {
	c.t.Helper()
	c.to.trouble(c.dice)
	calm := c.storm()
	c.strike("run", c.early(time.Second)) // perhaps before anything is in the spool
	if c.kind.atOnce {
		c.strikeAtOnce(kills)
	} else {
		c.strikeInBetween(kills)
	}
	calm()
	c.to.calm()
	if c.deliver() != 0 { // what it set aside it says once
		require.Zero(c.t, c.deliver())
	}
	c.t.Logf("killed wxaudit %d times, %d of them with events left in the spool, and the receiver %d times; %s", c.kills, c.met, c.downs, c.repeated())
}

// strikeInBetween kills deliveries of which parts arrive one after another.
func (c *delivery) strikeInBetween(kills int) {
	for !c.spooled() && len(c.to.arrived()) == 0 {
		c.strike("run", c.share(kills+1))
	}
	for i := range kills {
		due := c.share(kills - i)
		if c.dice.below(4) == 0 {
			due = c.early(400 * time.Millisecond)
		}
		c.strike("deliver", due)
	}
}

// strikeAtOnce kills deliveries that are over in a moment, and goes on until it
// has caught one.
func (c *delivery) strikeAtOnce(kills int) {
	for i := 0; i < kills || c.met == 0 && i < 100; i++ {
		command := "deliver"
		if !c.spooled() {
			command = "run" // nothing is left to kill a delivery of
		}
		c.strike(command, c.begun())
	}
}

// deliver sends what is left, when nothing stands in the way.
func (c *delivery) deliver() int {
	c.t.Helper()
	p := c.start("deliver")
	code := p.wait()
	if code != 0 {
		require.Contains(c.t, p.stderr.String(), " set aside because it will never take them", "the receiver complains: %q", c.to.complaints())
	}
	return code
}

func (c *delivery) start(command string) *process {
	c.t.Helper()
	args := append([]string{command}, c.sink...)
	if command == "run" {
		args = append(args, c.audit...)
	}
	return start(c.t, args...)
}

// early is soon after the start of a process.
func (c *delivery) early(limit time.Duration) func() bool {
	at := time.Now().Add(c.dice.upTo(limit))
	return func() bool { return time.Now().After(at) }
}

// begun is when there is something to deliver, or soon after.
func (c *delivery) begun() func() bool {
	if c.dice.below(2) == 0 {
		return c.spooled
	}
	return c.soonAfter(c.spooled)
}

// soonAfter is up to 20 milliseconds after something has happened.
func (c *delivery) soonAfter(happened func() bool) func() bool {
	var at time.Time
	return func() bool {
		if at.IsZero() && happened() {
			at = time.Now().Add(c.dice.upTo(20 * time.Millisecond))
		}
		return !at.IsZero() && time.Now().After(at)
	}
}

// share is when about one part of so many of what is left has arrived, or when
// that takes too long.
func (c *delivery) share(parts int) func() bool {
	had := len(c.to.arrived())
	enough := had + 1 + c.dice.below(2*(len(c.ids)-had)/(parts+1)+1)
	at := time.Now().Add(20*time.Second + c.dice.upTo(time.Second))
	return c.soonAfter(func() bool { return len(c.to.arrived()) >= enough || time.Now().After(at) })
}

// strike kills a process when it is time, or finds that it has ended well.
func (c *delivery) strike(command string, due func() bool) {
	c.t.Helper()
	p := c.start(command)
waiting:
	for !due() {
		select {
		case <-p.ended:
			break waiting
		case <-time.After(2 * time.Millisecond):
		}
	}
	c.kills++
	if !p.kill() {
		c.ended(p)
	} else if c.spooled() {
		c.met++
	}
	if d, ok := c.to.(directory); ok {
		d.whole(len(c.ids))
	}
}

// ended requires of a process that was not killed that it could do its work, or
// says why not.
func (c *delivery) ended(p *process) {
	c.t.Helper()
	switch said, code := p.stderr.String(), p.cmd.ProcessState.ExitCode(); code {
	case 0, 1:
	case 2: // it found a directory away before it began
		require.Contains(c.t, said, "there is no directory")
	case 3:
		require.Regexp(c.t, `left in the spool|set aside because`, said)
	default:
		require.Fail(c.t, "a wrong end", "%d: %s", code, said)
	}
}

// storm has the receiver die and come back, until the function it returns ends
// it. Then it is there.
func (c *delivery) storm() (end func()) {
	stop := make(chan struct{})
	var wg sync.WaitGroup
	pause := func(limit time.Duration) bool {
		select {
		case <-stop:
			return false
		case <-time.After(c.dice.upTo(limit)):
			return true
		}
	}
	wg.Go(func() {
		for pause(c.kind.lives) {
			c.to.kill()
			c.downs++
			pause(500 * time.Millisecond)
			c.to.restart()
		}
	})
	end = sync.OnceFunc(func() {
		close(stop)
		wg.Wait()
	})
	c.t.Cleanup(end) // when the test fails in the midst
	return end
}
