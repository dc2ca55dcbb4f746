// Package sink is what delivery to a SIEM is made of: the event that travels, the
// batch that a receiver is given, and what became of it.
//
// The promise of every sink is the same: at least once, by stable ids. Events lie
// in the spool (package spool) before the first attempt, and leave it only when
// the receiver has acknowledged them or when no attempt can ever succeed. In the
// second case they are set aside, with the reason.
package sink

import (
	"context"
	"encoding/json"
	"time"
)

// Kind says what an event is about.
type Kind string

// The kinds of events.
const (
	// Finding is one resource that a check judged, or one check.
	Finding Kind = "finding"
	// Heartbeat says that an audit was finished, with its counts. Its absence is
	// an alarm. It is the last event of its run.
	Heartbeat Kind = "heartbeat"
)

// Event is one line for a SIEM, already in the words of its receiver. Exactly one
// of Body and Text is set.
type Event struct {
	// ID is metadata.uid: one for each run and finding, the same on every attempt,
	// so that a receiver can drop what it has. A UUID.
	ID string `json:"id"`
	// Kind says what it is about.
	Kind Kind `json:"kind"`
	// Time is the clock that the audit was judged by, in UTC.
	Time time.Time `json:"time"`
	// Severity is critical, high, medium, low or info: the finding's, as far as
	// somebody should act on it; info for what passed and for heartbeats.
	Severity string `json:"severity"`
	// Finding is finding_info.uid: the same every night.
	Finding string `json:"finding"`
	// Run is the id of the audit, Organization that of the organisation.
	Run          string `json:"run"`
	Organization string `json:"organization"`
	// Message is one printable line for people.
	Message string `json:"message"`
	// Form says in which words the payload is, such as ocsf or cef, so that events
	// that wait are not given to a receiver of others; empty where nobody says.
	Form string `json:"form,omitempty"`
	// Body is one JSON object in printable ASCII, without a line break.
	Body json.RawMessage `json:"body,omitempty"`
	// Text is one printable line in a format that is not JSON, such as CEF.
	Text string `json:"text,omitempty"`
}

// Payload is what the receiver reads: one line without its end.
func (e Event) Payload() []byte {
	if e.Body != nil {
		return e.Body
	}
	return []byte(e.Text)
}

// Batch is a part of the events of one run, in their order.
type Batch struct {
	// Run names the run in the spool: it differs even for two replays of the same
	// recording, and is a safe name for a file.
	Run string
	// Places says which of all events of the run each of these is, counted from 0:
	// those in between may have arrived earlier. Total counts all of the run.
	Places []int
	Total  int
	// Acknowledged is how many events of the run the sink has acknowledged before.
	Acknowledged int
	Events       []Event
}

// Limits bound the batches that a sink wants.
type Limits struct {
	Events int // at most; at least 1
	Bytes  int // of all payloads together, at most; a single larger event still comes, alone
}

// Sink is a receiver. It is used by one goroutine at a time.
type Sink interface {
	// Send offers a batch. With a nil error, every event that the result does not
	// name was acknowledged. With an error nothing is known of any event, and all
	// of them will be sent again, unless the error says otherwise: see Permanent,
	// TooLarge and Lost.
	Send(ctx context.Context, b Batch) (Result, error)
	// Limits says what batches it wants.
	Limits() Limits
}

// Finisher is a sink that must know when all of a run was acknowledged: one that
// writes a file for each run. Finish is told how many events that was, and may be
// called again for the same run. A Permanent error is about this run alone.
type Finisher interface {
	Finish(ctx context.Context, run string, acknowledged int) error
}

// Result is what became of a batch of which the receiver answered for single
// events. Indexes are those of Batch.Events.
type Result struct {
	// Rejected can never be delivered and are set aside.
	Rejected []Rejection
	// Again could not be taken now; they are sent once more.
	Again []int
	// After is how long the receiver asks to be left alone; 0 when it does not say.
	After time.Duration
}

// Rejection is an event that a receiver will never take.
type Rejection struct {
	Index int
	// Reason is short, and quotes neither the event nor the receiver's text.
	Reason string
}
