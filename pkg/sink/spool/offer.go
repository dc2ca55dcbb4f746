package spool

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wxaudit/pkg/sink"
)

// leastBytes is what batches are not made smaller than because one was too large:
// no receiver refuses that, so that it was about one event.
const leastBytes = 64 << 10

// offer sends a batch until all of it was taken or set aside, or until it is put
// off. Parts of a batch that is too large are offered one after another.
func (d *delivery) offer(ctx context.Context, r *run, items []item) error {
	for parts := [][]item{items}; len(parts) > 0; {
		part := parts[0]
		parts = parts[1:]
		tooLarge, err := d.insist(ctx, r, part)
		switch {
		case err != nil:
			return err
		case tooLarge == nil:
		case len(part) == 1:
			if err := d.tooLarge(r, part[0], tooLarge); err != nil {
				return err
			}
		default:
			d.limits.Bytes = min(d.limits.Bytes, max(leastBytes, sizeOf(part)/2))
			half := len(part) / 2
			parts = slices.Insert(parts, 0, part[:half], part[half:])
		}
	}
	return nil
}

func sizeOf(items []item) (n int) {
	for _, it := range items {
		n += it.size()
	}
	return n
}

var errTakesNothing = errors.New("the receiver refuses every event as too large, which is more likely a matter of its settings than of the events")

// tooLarge sets aside an event that is too large by itself: once the receiver has
// taken another, or at the end of the run.
func (d *delivery) tooLarge(r *run, it item, why error) error {
	d.held = append(d.held, d.asideOf(it, fmt.Sprintf("the event of %d bytes is too large: %s", it.size(), why)))
	d.large++
	switch {
	case d.tally.Acknowledged > 0:
		if err := d.release(r); err != nil {
			return err
		}
	case d.large >= sink.Doubtful:
		return sink.Fatal(fmt.Errorf("%w: %w", errTakesNothing, why))
	}
	d.taken()
	return nil
}

// release sets aside what was held back while the receiver had taken nothing.
func (d *delivery) release(r *run) error {
	held := d.held
	d.held = nil
	return d.record(r, nil, held)
}

var errPause = errors.New("the receiver took everything and asks for a pause")

// comply waits as long as a receiver asked that took everything.
func (d *delivery) comply(ctx context.Context) error {
	asked := d.asked
	d.asked = 0
	if asked <= 0 || d.o.RetryFor <= 0 {
		return nil
	}
	return d.pause(ctx, errPause, asked)
}

func (d *delivery) asideOf(it item, reason string) aside {
	return aside{Index: it.index, Count: 1, Reason: reason, At: d.o.Now().UTC(), Event: &it.event}
}

// insist offers a batch again and again, as long as there is patience. It returns
// why the batch is too large, or an error that ends the delivery. What the sink
// did not take then is put off.
func (d *delivery) insist(ctx context.Context, r *run, items []item) (tooLarge, err error) {
	for {
		if ctx.Err() != nil {
			return nil, stopped(ctx)
		}
		if err := d.comply(ctx); err != nil {
			return nil, err
		}
		took, refusal, err := d.send(ctx, r, items)
		if err != nil {
			return nil, err
		}
		if took {
			d.taken()
		}
		if refusal == nil {
			return nil, nil
		}
		if ctx.Err() != nil {
			return nil, stopped(ctx)
		}
		kind, after := sink.KindOf(refusal)
		switch kind {
		case sink.TooLarge:
			return refusal, nil
		case sink.Passing:
		default:
			return nil, refusal
		}
		if d.probing != nil {
			return nil, d.probing // nothing is taken, whatever is offered
		}
		err = d.pause(ctx, refusal, after)
		var g *gaveUp
		switch {
		case errors.As(err, &g) && !g.asked && !took && d.o.RetryFor > 0 && d.parts == 0:
			return nil, d.suspect(ctx, r, items, g)
		case err != nil:
			return nil, err
		case took || d.parts > 0:
			return nil, nil // the rest has its turn when all others had theirs
		}
	}
}

// send offers a batch once and records the answer. took tells that the sink took
// or rejected at least one event, refusal why it did not take all others. An
// error ends the delivery.
func (d *delivery) send(ctx context.Context, r *run, items []item) (took bool, refusal, err error) {
	b := sink.Batch{Run: r.name, Places: make([]int, len(items)), Total: r.state.total, Acknowledged: r.acknowledged(), Events: make([]sink.Event, len(items))}
	for i, it := range items {
		b.Places[i], b.Events[i] = it.index, it.event
	}
	d.tally.Sent += len(items)
	result, err := d.to.Send(ctx, b)
	if err != nil {
		return false, err, nil
	}
	left, err := answers(result, len(items))
	if err != nil {
		return false, nil, err
	}
	var acked []int
	var set []aside
	for i, it := range items {
		switch reason, rejected := left[i]; {
		case !rejected:
			acked = append(acked, it.index)
		case reason != "":
			set = append(set, d.asideOf(it, reason))
		}
	}
	if err := d.record(r, acked, set); err != nil {
		return false, nil, err
	}
	if len(acked) > 0 {
		if err := d.release(r); err != nil {
			return false, nil, err
		}
	}
	if len(result.Again) == 0 {
		d.asked = result.After
	} else {
		refusal = sink.Retry(fmt.Errorf("the receiver did not take %d of %d events now", len(result.Again), len(items)), result.After)
	}
	return len(acked)+len(set) > 0, refusal, nil
}

// answers gives for each index that a result names the reason of its rejection,
// or nothing when it is to be sent again. A result that names an event twice, or
// one that was not in the batch, says nothing that could be trusted.
func answers(result sink.Result, n int) (map[int]string, error) {
	left := make(map[int]string, len(result.Rejected)+len(result.Again))
	add := func(i int, reason string) error {
		if _, twice := left[i]; twice || i < 0 || i >= n {
			return fmt.Errorf("the sink is faulty: it answered for event %d of %d twice, or there is none", i, n)
		}
		left[i] = reason
		return nil
	}
	for _, i := range result.Again {
		if err := add(i, ""); err != nil {
			return nil, err
		}
	}
	for _, r := range result.Rejected {
		reason := r.Reason
		if reason == "" {
			reason = "rejected without a reason"
		}
		if err := add(r.Index, reason); err != nil {
			return nil, err
		}
	}
	return left, nil
}
