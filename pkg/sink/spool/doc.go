// Package spool keeps the events of each audit on disk until their receivers have
// acknowledged them.
//
// An audit writes the events for all its sinks first, whole or not at all (Put),
// and then drains one sink after another, or several at once (Deliver). What is
// left, because a receiver is away or the program was killed, lies in the spool
// until the next Deliver. At any moment every event is in the spool, acknowledged,
// or set aside with the reason why its receiver will never take it; an event can
// arrive twice, with the same id, but never not at all.
//
// Below the state directory:
//
//	spool/<run>/<sink>.ndjson       the events, one line each, never changed
//	spool/<run>/<sink>.ack          their number, and what was acknowledged or set aside
//	spool/<sink>.lock               held by the process that delivers
//	spool/.put.lock                 shared by those that write runs
//	set-aside/<sink>/<run>.ndjson   events that cannot be delivered, with the reason
//
// Every line carries a checksum, so that what a crash or a bad disk left behind is
// not taken for what was written.
package spool
