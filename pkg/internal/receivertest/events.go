package receivertest

import (
	"fmt"

	"wxaudit/pkg/sink"
)

// ID is the id of the event with a number.
func ID(i int) string { return fmt.Sprintf("00000000-0000-5000-8000-%012d", i) }

// Events makes n events, each of its number and a name of its own.
func Events(n int, event func(i int, name string) sink.Event) []sink.Event {
	all := make([]sink.Event, n)
	for i := range all {
		all[i] = event(i, fmt.Sprintf("host %d", i))
	}
	return all
}

// IDs are those of the events, in their order.
func IDs(events []sink.Event) []string {
	var all []string
	for _, e := range events {
		all = append(all, e.ID)
	}
	return all
}

// Batch is events as the whole of a run, which is not the run that they name.
func Batch(events []sink.Event) sink.Batch {
	b := sink.Batch{Run: "spooled", Total: len(events), Events: events}
	for place := range events {
		b.Places = append(b.Places, place)
	}
	return b
}
