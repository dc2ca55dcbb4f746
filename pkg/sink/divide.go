package sink

import (
	"context"
	"errors"
	"fmt"
)

// Verdict is what a receiver says to some events when it answers for all of them
// together.
type Verdict int

// The verdicts.
const (
	// Taken means that it has every one.
	Taken Verdict = iota
	// RefusedSome means that it will never take some of them, without saying which.
	RefusedSome
	// RefusedAll means that it has read them and will never take any.
	RefusedAll
	// RefusedRequest means that it did not want the request. One event in it may
	// be why, or the settings.
	RefusedRequest
)

// Divider finds the events that a receiver never takes, where the receiver does
// not name them: it offers smaller and smaller parts of a batch, down to single
// events. The others arrive meanwhile, some of them more than once.
type Divider struct {
	// Reason is that of every Rejection.
	Reason string

	works  bool // the receiver has read something
	unread int  // single events that it refused, before it has
}

// maxOffers bounds the requests for one batch. What is undecided after them
// comes again.
const maxOffers = 64

// Doubtful is how many single events a receiver that never took anything may
// refuse before the settings are to blame: a mistyped address, the limit of a
// proxy, a mapping of somebody else's. Fewer could be all that is left of a run;
// to set aside a whole run because of them is worse than to wait for a person.
const Doubtful = 16

// Offer sends a part of a batch, which begins at an index of the batch.
type Offer func(ctx context.Context, from int, events []Event) (Verdict, error)

// Send offers the events, in parts where it must. The error is that of offer, or
// a Permanent one for a receiver that takes nothing at all.
func (d *Divider) Send(ctx context.Context, events []Event, offer Offer) (Result, error) {
	type part struct{ from, to int }
	left := []part{{0, len(events)}} // the last comes next
	var result Result
	again := func() {
		for i := len(left) - 1; i >= 0; i-- {
			for event := left[i].from; event < left[i].to; event++ {
				result.Again = append(result.Again, event)
			}
		}
	}
	refuse := func(p part) {
		for event := p.from; event < p.to; event++ {
			result.Rejected = append(result.Rejected, Rejection{Index: event, Reason: d.Reason})
		}
	}
	for offers := 0; len(left) > 0; offers++ {
		if offers == maxOffers {
			again()
			break
		}
		p := left[len(left)-1]
		verdict, err := offer(ctx, p.from, events[p.from:p.to])
		if err != nil {
			kind, after := KindOf(err)
			if offers == 0 || kind == Permanent {
				return Result{}, err
			}
			again() // what is known by now counts
			result.After = after
			break
		}
		left = left[:len(left)-1]
		d.works = d.works || verdict != RefusedRequest
		single := p.to-p.from == 1
		switch {
		case verdict == Taken:
		case verdict == RefusedAll, single:
			refuse(p)
			if verdict == RefusedRequest {
				d.unread++
			}
		default:
			middle := p.from + (p.to-p.from)/2
			left = append(left, part{middle, p.to}, part{p.from, middle})
		}
		if d.unread >= Doubtful && !d.works {
			return Result{}, Fatal(fmt.Errorf("%w: %s", errTakesNothing, d.Reason))
		}
	}
	return result, nil
}

var errTakesNothing = errors.New("the receiver refuses every event, which is more likely a matter of the settings than of the events")
