package syslog

import (
	"context"
	"errors"
)

// ending is how a receiver ends a connection that has ended on our side.
type ending int

const (
	unseen  ending = iota
	byTLS          // with a close_notify
	byClose        // by closing the TCP stream alone
)

// deliver sends frames over a connection of their own, and returns nil when the
// receiver has acknowledged them.
func (s *Sink) deliver(ctx context.Context, frames []byte) error {
	if s.tls == nil {
		return fault(ctx, s.exchange(ctx, frames))
	}
	if s.ending == unseen {
		switch err := s.exchange(ctx, nil); {
		case err == nil:
			s.ending = byTLS
		case errors.Is(err, errCut):
			s.ending = byClose
		default:
			return fault(ctx, err)
		}
	}
	err := s.exchange(ctx, frames)
	if errors.Is(err, errCut) {
		if s.ending == byClose {
			return nil
		}
		s.ending = unseen // it may be another receiver by now
	}
	return fault(ctx, err)
}
