package main

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// retryFor is how long one run tries a receiver that takes nothing, unless the
// policy says otherwise.
const retryFor = 5 * time.Minute

// delivery sends events to the chosen sinks.
type delivery struct {
	sys     *system
	spool   *spool.Spool
	targets []target
	past    *history   // what each sink was told; nil without a history
	mu      sync.Mutex // of standard error
}

// target is a sink as it is configured, and as it is reached.
type target struct {
	policy.Sink
	to sink.Sink
}

// newTarget makes a sink, and sees that it can stand beside the others.
func newTarget(sys *system, s policy.Sink, others []policy.Sink) (target, error) {
	to, err := newSink(sys, s)
	if err == nil {
		err = spool.CheckName(s.Name)
	}
	if err == nil {
		err = ownPath(s, others)
	}
	return target{s, to}, err
}

// newDelivery finds out what is wrong with the settings before the audit.
func newDelivery(sys *system, stateDir string, sinks []policy.Sink) (*delivery, error) {
	d := &delivery{sys: sys}
	var err error
	if d.spool, err = spool.Open(stateDir); err != nil {
		return nil, usage(err, "name another place with --state-dir")
	}
	for i, s := range sinks {
		t, err := newTarget(sys, s, sinks[:i])
		if err != nil {
			_ = d.close() // none of them has sent anything
			return nil, usage(fmt.Errorf("sink %s: %w", s.Name, err), "correct its settings; docs/siem.md explains them")
		}
		d.targets = append(d.targets, t)
	}
	return d, nil
}

// put writes the events of a report into the spool: for every sink, or for none.
func (d *delivery) put(ctx context.Context, rep *report.Report) error {
	if len(d.targets) == 0 {
		return nil
	}
	name, err := d.runName()
	if err != nil {
		return unfinished(err, "")
	}
	fill := map[string]iter.Seq2[sink.Event, error]{}
	for _, t := range d.targets {
		fill[t.Name] = eventsFor(rep, t.Sink, d.past.of(t.Name))
	}
	if err := d.spool.Put(ctx, name, fill); err != nil {
		return unfinished(fmt.Errorf("keep the events for delivery: %w", err), "nothing was delivered; make room in the state directory and run again")
	}
	return nil
}

// runName names a run in the spool.
func (d *delivery) runName() (string, error) {
	var random [4]byte
	if _, err := io.ReadFull(d.sys.random, random[:]); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	return spool.RunName(d.sys.now(), binary.BigEndian.Uint32(random[:])), nil
}

// send delivers to every sink at once what is in the spool for it. Its error says
// that a sink that must have everything got less.
func (d *delivery) send(ctx context.Context) error {
	var all sync.WaitGroup
	failed := make([]error, len(d.targets))
	for i, t := range d.targets {
		all.Go(func() { failed[i] = d.sendTo(ctx, t) })
	}
	all.Wait()
	return errors.Join(failed...)
}

func (d *delivery) sendTo(ctx context.Context, t target) error {
	tally, err := d.spool.Deliver(ctx, t.Name, t.to, d.options(t))
	switch {
	case err == nil && tally.SetAside == 0:
		if tally.Acknowledged > 0 {
			d.tell("sink %s: %s delivered", t.Name, check.Count(tally.Acknowledged, "event"))
		}
		return nil
	case err == nil:
		err = fmt.Errorf("sink %s: %s delivered, %d set aside because it will never take them: see wxaudit deliver --list", t.Name, check.Count(tally.Acknowledged, "event"), tally.SetAside)
	default:
		err = fmt.Errorf("sink %s: %s delivered, %d left in the spool: %w", t.Name, check.Count(tally.Acknowledged, "event"), tally.Left, err)
	}
	if t.Optional {
		d.tell("warning: %v", err)
		return nil
	}
	return err
}

// options say how the spool delivers to a sink.
func (d *delivery) options(t target) spool.Options {
	return spool.Options{
		RetryFor: cmp.Or(t.RetryFor, retryFor),
		Forms:    formsOf(t.Sink),
		Now:      d.sys.now,
		Random:   rand.Float64,
		Waiting: func(why error, wait time.Duration) {
			d.tell("sink %s: %v; trying again in %s", t.Name, why, wait.Round(time.Second/10))
		},
		SetAside: func(_ string, e sink.Event, reason string) {
			d.tell("sink %s: event %s was set aside: %s", t.Name, e.ID, reason)
		},
	}
}

// tell writes a line to standard error.
func (d *delivery) tell(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	line := report.Harmless(fmt.Sprintf(format, args...), 1000)
	fmt.Fprintf(d.sys.stderr, "wxaudit: %s\n", line)
}

// close lets connections go.
func (d *delivery) close() error {
	var failed []error
	for _, t := range d.targets {
		if c, ok := t.to.(io.Closer); ok {
			failed = append(failed, c.Close())
		}
	}
	return errors.Join(failed...)
}

// ended is the end of a run: nil, or what could not be written, or delivered.
func ended(saved, sent error) error {
	switch {
	case saved == nil && sent == nil:
		return nil
	case saved == nil:
		return undelivered(sent, "the audit is whole and its reports are written; wxaudit deliver sends what is left")
	}
	hint := ""
	var ee *exitError
	if errors.As(saved, &ee) {
		hint = ee.hint
	}
	return unfinished(oneLine(errors.Join(saved, sent)), hint)
}

// undelivered is a delivery that left something in the spool.
func undelivered(err error, hint string) *exitError {
	return &exitError{code: exitUnfinished, err: oneLine(err), hint: hint, done: true}
}

// oneLine writes joined errors on one line.
func oneLine(err error) error {
	return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
}
