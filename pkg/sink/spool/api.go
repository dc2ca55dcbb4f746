package spool

import (
	"context"
	"errors"
	"iter"
	"time"

	"wxaudit/pkg/sink"
)

// ErrBusy says that another process has delivered to the same sink all the time.
var ErrBusy = errors.New("another wxaudit is delivering to it")

// ErrGaveUp says that a receiver took nothing for as long as Options allow, or
// asked to be left alone for longer. What it did not take is still in the spool.
var ErrGaveUp = errors.New("gave up")

// Spool is the part of a state directory that holds events. It may be used by
// several goroutines and processes at once.
type Spool struct {
	spool, aside string // directories
}

// Put writes the events of one run for every sink that fill names: for all of
// them, or with an error for none. It reads one sequence after another and keeps
// no more than one event in memory. When it returns, the events are on the disk.
//
// The run is a name as RunName makes it; one that is there already is an error
// (fs.ErrExist).
func (s *Spool) Put(ctx context.Context, run string, fill map[string]iter.Seq2[sink.Event, error]) error {
	return errors.ErrUnsupported
}

// Backlog is what lies in the state directory for one sink.
type Backlog struct {
	Sink string
	Runs int // runs with events left
	Left int // events that are neither acknowledged nor set aside
	// Oldest is when the oldest of those runs was written; zero when there is none.
	Oldest time.Time
	// SetAside counts the events that were set aside, in this run and earlier.
	SetAside int
}

// Pending lists what is left, by the names of the sinks, also of sinks that
// nobody names any more. A sink with nothing left and nothing set aside is not
// listed.
func (s *Spool) Pending() ([]Backlog, error) {
	return nil, errors.ErrUnsupported
}

// Options say how long Deliver goes on.
type Options struct {
	// RetryFor bounds how long a receiver that takes nothing is tried, counted from
	// the last event that it took, and how long Deliver waits for another process
	// that delivers to the same sink. 0 tries everything once.
	RetryFor time.Duration
	// Now is the clock. It must be there.
	Now func() time.Time
	// Random gives numbers of [0,1) for the jitter of waits; nil waits the full time.
	Random func() float64
	// Progress is told after each batch that was recorded; may be nil. Left is what
	// is left of the runs that were there when Deliver began.
	Progress func(Tally)
	// Waiting is told before each wait, with its reason; may be nil.
	Waiting func(why error, wait time.Duration)
	// SetAside is told of each event that was set aside; may be nil. The event is
	// zero when its line could not be read.
	SetAside func(run string, e sink.Event, reason string)
}

// Tally is what became of the events of one sink.
type Tally struct {
	Sent         int // offers of an event to the receiver, repeated ones too
	Acknowledged int
	SetAside     int
	Left         int // in the spool for this sink, of all runs
}

// Deliver offers what the spool holds for the sink of this name, oldest run first,
// and records what was acknowledged before it goes on. It waits while another
// process delivers to the same sink, retries what may be retried, and returns
// when nothing is left, when the receiver took nothing for Options.RetryFor
// (ErrGaveUp), on a Permanent fault, on a fault of the disk, or when the context
// ends. The tally is right with every error; with a nil error nothing is left.
func (s *Spool) Deliver(ctx context.Context, name string, to sink.Sink, o Options) (Tally, error) {
	return Tally{}, errors.ErrUnsupported
}
