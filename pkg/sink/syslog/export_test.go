package syslog

import (
	"testing"

	"wxaudit/pkg/sink"
)

// Frames are what would be sent of a batch, and how many of it would be rejected.
func Frames(t *testing.T, o Options, b sink.Batch) (frames string, rejected int) {
	t.Helper()
	s := &Sink{header: newHeader(o), maxFrame: defaultMaxFrame}
	var all []byte
	for _, e := range b.Events {
		next, reason := s.appendFrame(all, e)
		if reason != "" {
			rejected++
			continue
		}
		all = next
	}
	return string(all), rejected
}
