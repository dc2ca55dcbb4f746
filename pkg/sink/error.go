package sink

import (
	"errors"
	"time"
)

// Error is why a batch was not delivered. What is no Error counts as a passing
// fault: the batch is tried again.
type Error struct {
	Kind ErrorKind
	// After is how long the receiver asks to be left alone; 0 when it does not say.
	After time.Duration
	Err   error // in words of ours: no bodies, no secrets, no query values
}

// ErrorKind says what to do about an Error.
type ErrorKind int

// The kinds of errors.
const (
	// Passing faults are tried again after a while.
	Passing ErrorKind = iota
	// Permanent faults need a person: a wrong token, a wrong certificate, a wrong
	// address. Nothing is sent to this sink any more in this run; all that is left
	// stays in the spool.
	Permanent
	// TooLarge batches are sent again in halves; a single event that is too large
	// is set aside.
	TooLarge
	// Lost says that what the sink acknowledged of a run is not there any more, where
	// nobody has read it yet. All of the run is sent again.
	Lost
	// Complete says that the sink has finished the run, and that a person must see to
	// something else. Only Finish may say so.
	Complete
)

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Fatal makes an error that needs a person.
func Fatal(err error) error { return &Error{Kind: Permanent, Err: err} }

// Retry makes an error that passes; after is 0 when the receiver did not say when.
func Retry(err error, after time.Duration) error {
	return &Error{Kind: Passing, After: after, Err: err}
}

// Halve makes an error that says that the batch is too large.
func Halve(err error) error { return &Error{Kind: TooLarge, Err: err} }

// StartOver makes an error that says that all of the run must be sent again.
func StartOver(err error) error { return &Error{Kind: Lost, Err: err} }

// Finished makes an error that leaves nothing to do for the run.
func Finished(err error) error { return &Error{Kind: Complete, Err: err} }

// KindOf says what to do about an error of Send or Finish.
func KindOf(err error) (kind ErrorKind, after time.Duration) {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind, e.After
	}
	return Passing, 0
}
