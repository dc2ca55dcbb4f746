//go:build linux

package realtest

import (
	"sync"
	"testing"
	"time"
)

// phase is the point at which an exchange is held back.
type phase int

const (
	before phase = iota // nobody has seen the request yet
	after               // the answer is there and has not been sent
)

// gate holds exchanges back until it is released.
type gate struct {
	when    phase
	fits    func(*exchange) bool
	arrived chan exchange
	open    chan struct{}
	once    sync.Once
}

// hold holds back what fits from now on.
func (f *front) hold(when phase, fits func(*exchange) bool) *gate {
	g := &gate{when: when, fits: fits, arrived: make(chan exchange, 1000), open: make(chan struct{})}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gates = append(f.gates, g)
	return g
}

// wait returns the next exchange that stands at the gate.
func (g *gate) wait(t *testing.T) exchange {
	t.Helper()
	select {
	case x := <-g.arrived:
		return x
	case <-time.After(patience):
		t.Fatal("nothing came to the gate")
		return exchange{}
	}
}

// release lets through all that stands at the gate, and all that will come.
func (g *gate) release() { g.once.Do(func() { close(g.open) }) }

func (f *front) pass(when phase, x *exchange) {
	f.mu.Lock()
	var stop []*gate
	for _, g := range f.gates {
		if g.when == when && g.fits(x) {
			stop = append(stop, g)
		}
	}
	copied := *x
	f.mu.Unlock()
	for _, g := range stop {
		select {
		case <-g.open:
			continue // released long ago
		default:
		}
		select {
		case g.arrived <- copied:
		default:
		}
		<-g.open
	}
}
