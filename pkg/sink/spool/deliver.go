package spool

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/sink"
)

// Options say how long Deliver goes on.
type Options struct {
	// RetryFor bounds how long a receiver that takes nothing is tried, counted from
	// the last event that it took, and how long Deliver waits for another process
	// that delivers to the same sink. With 0 it stops at the first batch that is
	// not taken.
	RetryFor time.Duration
	// Forms are those of the events that the receiver understands; nil is every
	// form. A run in others stays in the spool, as a fault of that run.
	Forms []string
	// Now is the clock. It must be there.
	Now func() time.Time
	// Random gives numbers of [0,1) for the jitter of waits; nil waits the full time.
	Random func() float64
	// Progress is told after each batch that was recorded; may be nil.
	Progress func(Tally)
	// Waiting is told before each wait, with its reason; may be nil. The wait for
	// another process (ErrBusy) can be shorter than is told.
	Waiting func(why error, wait time.Duration)
	// SetAside is told of each event that was set aside; may be nil. The event is
	// zero when its line could not be read.
	SetAside func(run string, e sink.Event, reason string)
}

// understand says whether the receiver takes events in a form; one without a name
// is good for all.
func (o Options) understand(form string) bool {
	return form == "" || o.Forms == nil || slices.Contains(o.Forms, form)
}

// Tally is what became of the events of one sink.
type Tally struct {
	Sent         int // offers of an event to the receiver, repeated ones too
	Acknowledged int
	SetAside     int
	Left         int // in the spool for this sink, of all runs that can be read
}

// Deliver offers what the spool holds for the sink of this name, oldest run first,
// and records what was acknowledged before it goes on. It waits while another
// process delivers to the same sink, retries what may be retried, and returns
// when nothing is left, when the receiver took nothing for Options.RetryFor
// (ErrGaveUp), on a Permanent fault, on a fault of the disk, or when the context
// ends. The tally is right with every error; with a nil error nothing is left.
//
// A batch that is refused as a whole for all that time does not keep those behind
// it from being sent, as long as the receiver takes them: it is offered again in
// smaller parts, until those events are found that are refused. They stay.
//
// Send must come to an end by itself: RetryFor does not interrupt it.
func (s *Spool) Deliver(ctx context.Context, name string, to sink.Sink, o Options) (Tally, error) {
	d := &delivery{spool: s, name: name, to: to, patience: patience{o: o}, limits: bounded(to.Limits()), faults: map[string]error{}, restarted: map[string]bool{}}
	if err := d.deliver(ctx); err != nil {
		return d.tally, fmt.Errorf("deliver to %s: %w", name, err)
	}
	return d.tally, nil
}

// delivery is one call of Deliver.
type delivery struct {
	patience
	spool  *Spool
	name   string
	to     sink.Sink
	limits sink.Limits // of the sink, or less when it found a batch too large
	tally  Tally
	faults map[string]error // by run: what kept it from being read or finished
	order  []error          // the same, in the order of time
	// restarted are the runs of which all is sent again, each once in a delivery.
	restarted map[string]bool
	held      []aside       // of this run: too large, while the receiver has taken nothing
	large     int           // events that were too large
	asked     time.Duration // how long the receiver wants to be left alone after it took everything
	suspicion
}

// The bounds of a batch whatever a sink wants, so that memory is bounded.
const (
	mostBytes  = 16 << 20
	mostEvents = 100_000
)

func bounded(l sink.Limits) sink.Limits {
	if l.Bytes < 1 {
		l.Bytes = mostBytes
	}
	return sink.Limits{Events: min(max(1, l.Events), mostEvents), Bytes: min(l.Bytes, mostBytes)}
}

func (d *delivery) deliver(ctx context.Context) error {
	if d.o.Now == nil {
		return errors.New("the options have no clock")
	}
	if err := CheckName(d.name); err != nil {
		return err
	}
	d.tally.Left = d.spool.left(d.name)
	lock, err := d.spool.claim(ctx, d.name, d.o)
	if err != nil {
		return err
	}
	defer lock.Close()
	d.tally.Left = d.spool.left(d.name)
	d.progress()
	err = d.drain(ctx)
	d.tally.Left = d.spool.left(d.name)
	return errors.Join(append(d.order, err)...)
}

// drain goes through the runs until nothing is left that was put off.
func (d *delivery) drain(ctx context.Context) error {
	for {
		runs, err := d.spool.runs()
		if err != nil {
			return err
		}
		before, left := d.tally.Acknowledged+d.tally.SetAside, 0
		for _, name := range runs {
			if d.faults[name] != nil {
				continue
			}
			n, err := d.run(ctx, name)
			if err != nil {
				return err
			}
			left += n
		}
		if left == 0 {
			return nil
		}
		if err := d.again(left, d.tally.Acknowledged+d.tally.SetAside > before); err != nil {
			return err
		}
	}
}

// run delivers one run as far as it goes, and returns how many events were put
// off. An error ends the delivery; what is wrong with this run alone is a fault.
func (d *delivery) run(ctx context.Context, name string) (left int, err error) {
	r, err := d.spool.openRun(name, d.name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := d.spool.gone(name, d.name); err != nil {
			return 0, d.fault(name, err)
		}
		d.spool.sweepRun(filepath.Join(d.spool.spool, name)) // a crash may have left something
		return 0, nil
	}
	if err != nil {
		return 0, d.fault(name, err)
	}
	defer r.close()
	d.held = nil
	d.tally.SetAside += r.adopted
	d.tally.Left -= r.adopted
	if err := r.openAck(); err != nil {
		return 0, d.fault(name, err) // nothing is sent that could not be recorded
	}
	for {
		if err := ctx.Err(); err != nil {
			return 0, stopped(ctx)
		}
		items, gaps, err := r.batch(d.bounds())
		if err != nil {
			return 0, d.fault(name, err)
		}
		if err := d.lost(r, gaps); err != nil {
			return 0, err
		}
		if len(items) == 0 {
			break
		}
		if err := d.understood(items); err != nil {
			return 0, d.fault(name, err)
		}
		if err := d.offer(ctx, r, items); err != nil {
			return d.startOver(r, err)
		}
	}
	if err := d.release(r); err != nil {
		return 0, err
	}
	if left := r.state.left(); left > 0 {
		return left, nil
	}
	if err := d.finish(ctx, r); err != nil {
		switch kind, _ := sink.KindOf(err); kind {
		case sink.Complete:
			_ = d.fault(name, err)
		case sink.Permanent: // nothing is sent twice, and the other runs go on
			return 0, d.fault(name, err)
		default:
			return d.startOver(r, err)
		}
	}
	if err := r.remove(); err != nil {
		return 0, d.fault(name, err)
	}
	return 0, nil
}

// understood sees that the receiver is one for such events: the settings may have
// changed since they were written.
func (d *delivery) understood(items []item) error {
	for _, it := range items {
		if form := it.event.Form; !d.o.understand(form) {
			return fmt.Errorf("its events were written as %.20s, and the sink takes %s now: deliver them with the settings of that time, under the same name",
				form, strings.Join(d.o.Forms, " or "))
		}
	}
	return nil
}

// fault keeps what is wrong with one run. The others go on.
func (d *delivery) fault(run string, err error) error {
	d.faults[run] = err
	d.order = append(d.order, fmt.Errorf("run %s: %w", run, err))
	return nil
}

// lost sets aside events that cannot be read.
func (d *delivery) lost(r *run, gaps []gap) error {
	var set []aside
	for _, g := range gaps {
		reason := fmt.Sprintf("the event cannot be read from the spool: the disk or somebody changed its file, which is kept as %s", r.spool.damagedPath(r.name, r.sink))
		set = append(set, aside{Index: g.from, Count: g.to - g.from, Reason: reason, At: d.o.Now().UTC()})
	}
	return d.record(r, nil, set)
}

// record makes last what became of events, and counts it.
func (d *delivery) record(r *run, acked []int, set []aside) error {
	if len(acked)+len(set) == 0 {
		return nil
	}
	before := r.state.left()
	asideBefore := below(r.state.total, nil, r.state.aside)
	err := r.record(acked, set)
	taken := before - r.state.left()
	wasSet := below(r.state.total, nil, r.state.aside) - asideBefore
	d.tally.Left -= taken
	d.tally.SetAside += wasSet
	d.tally.Acknowledged += taken - wasSet
	if err != nil {
		return err
	}
	if d.o.SetAside != nil {
		for _, a := range set {
			var e sink.Event
			if a.Event != nil {
				e = *a.Event
			}
			d.o.SetAside(r.name, e, a.Reason)
		}
	}
	if d.o.Progress != nil {
		d.o.Progress(d.tally)
	}
	return nil
}
