package spool

import (
	"context"
	"errors"
	"fmt"

	"wxaudit/pkg/sink"
)

// suspicion finds out whether a receiver that refuses a batch for too long is away
// or chokes on some events of the batch. When it takes others, the batch is put
// off, and offered again in ever smaller parts, each once.
type suspicion struct {
	probing error // why it was given up; nil when something was taken since
	last    error // the last reason for which a batch was put off
	largest int   // the events of the largest batch that was put off
	parts   int   // the most events in a batch; 0 before there is a suspicion
}

// smaller is by how much the parts shrink from one pass to the next.
const smaller = 8

// bounds are the limits of the next batch.
func (d *delivery) bounds() sink.Limits {
	l := d.limits
	if d.parts > 0 {
		l.Events = min(l.Events, d.parts)
	}
	return l
}

// taken says that the receiver took something.
func (d *delivery) taken() {
	d.progress()
	d.probing = nil
}

// suspect puts off a batch that was refused for too long. It tries its last event
// alone, and its first; when neither is taken, the next batch decides.
func (d *delivery) suspect(ctx context.Context, r *run, items []item, why *gaveUp) error {
	d.probing, d.last, d.largest = why, why, max(d.largest, len(items))
	if len(items) == 1 {
		return nil
	}
	for _, alone := range [][]item{items[len(items)-1:], items[:1]} {
		if ctx.Err() != nil {
			return stopped(ctx)
		}
		took, refusal, err := d.send(ctx, r, alone)
		switch {
		case err != nil:
			return err
		case took:
			d.taken()
			return nil
		}
		if kind, _ := sink.KindOf(refusal); kind == sink.Permanent || kind == sink.Lost {
			return refusal
		}
	}
	return nil
}

// again decides whether another pass can bring what is left to the receiver.
func (d *delivery) again(left int, progress bool) error {
	switch {
	case d.probing != nil:
		return d.probing
	case d.largest == 0: // nothing was put off but for lack of time
		return nil
	case d.parts == 0:
		d.parts = max(1, d.largest/smaller)
	case d.parts > 1:
		d.parts = max(1, d.parts/smaller)
	case !progress:
		var g *gaveUp
		why := d.last
		if errors.As(why, &g) {
			why = g.why
		}
		return &gaveUp{fmt.Sprintf("gave up: %d events are refused again and again, while others are taken", left), why, false}
	}
	return nil
}
