package spool

import (
	"context"
	"fmt"

	"wxaudit/pkg/sink"
)

// finish tells the sink that all of a run was taken.
func (d *delivery) finish(ctx context.Context, r *run) error {
	f, ok := d.to.(sink.Finisher)
	if !ok {
		return nil
	}
	for {
		err := f.Finish(ctx, r.name, r.acknowledged())
		if err == nil {
			d.progress()
			return nil
		}
		if ctx.Err() != nil {
			return stopped(ctx)
		}
		kind, after := sink.KindOf(err)
		if kind == sink.Complete {
			return err
		}
		if kind != sink.Passing {
			return fmt.Errorf("it cannot be finished: %w", err)
		}
		if err := d.pause(ctx, err, after); err != nil {
			return fmt.Errorf("finish the run %s: %w", r.name, err)
		}
	}
}

// startOver begins a run again when the sink has lost what it took of it; a sink
// that loses it once more gets it in the next delivery. Every other error ends this one.
func (d *delivery) startOver(r *run, why error) (left int, err error) {
	if kind, _ := sink.KindOf(why); kind != sink.Lost {
		return 0, why
	}
	before := r.state.left()
	if err := r.startOver(); err != nil {
		return 0, d.fault(r.name, err)
	}
	d.tally.Left += r.state.left() - before
	if d.restarted[r.name] {
		return 0, d.fault(r.name, why)
	}
	d.restarted[r.name] = true
	if d.o.Waiting != nil {
		d.o.Waiting(why, 0)
	}
	return r.state.left(), nil
}
