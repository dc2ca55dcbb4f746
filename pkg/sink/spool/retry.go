package spool

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrGaveUp says that a receiver took nothing for as long as Options allow, or
// asked to be left alone for longer. What it did not take is still in the spool.
var ErrGaveUp = errors.New("gave up")

// The bounds of a wait for which the receiver did not ask: a random part of a
// span that doubles with each failure (full jitter).
const (
	leastWait = 100 * time.Millisecond
	firstWait = time.Second
	mostWait  = time.Minute
)

// patience decides how long to wait before the next attempt, and when it is enough.
type patience struct {
	o        Options
	since    time.Time // of the last progress
	failures int       // since then
}

// progress says that the receiver took something.
func (p *patience) progress() { p.since, p.failures = p.o.Now(), 0 }

// gaveUp is ErrGaveUp with its reason.
type gaveUp struct {
	text  string
	why   error
	asked bool // by the receiver
}

func (g *gaveUp) Error() string   { return g.text + ": " + g.why.Error() }
func (g *gaveUp) Unwrap() []error { return []error{ErrGaveUp, g.why} }

// pause waits before the next attempt: as long as the receiver asks, or else a
// random time. Its error is a *gaveUp, or that of the context.
func (p *patience) pause(ctx context.Context, why error, after time.Duration) error {
	rest := p.o.RetryFor - p.o.Now().Sub(p.since)
	switch {
	case after > 0 && after > rest:
		text := fmt.Sprintf("gave up: the receiver asks to be left alone for %s, and only %s are left", after, max(0, rest))
		return &gaveUp{text, why, true}
	case rest <= 0:
		text := "gave up"
		if p.o.RetryFor > 0 {
			text = fmt.Sprintf("gave up after %s in which nothing was taken", p.o.RetryFor)
		}
		return &gaveUp{text, why, false}
	}
	wait := after
	if wait <= 0 {
		span := min(mostWait, firstWait<<min(p.failures, 10))
		if p.o.Random != nil {
			span = time.Duration(float64(span) * p.o.Random())
		}
		wait = min(max(span, leastWait), rest)
	}
	p.failures++
	if p.o.Waiting != nil {
		p.o.Waiting(why, wait)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return stopped(ctx)
	}
}

func stopped(ctx context.Context) error { return fmt.Errorf("stopped: %w", context.Cause(ctx)) }
