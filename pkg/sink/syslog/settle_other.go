//go:build !linux

package syslog

import (
	"errors"
	"io"
	"net"
	"time"
)

// grace is how long a reset may be on its way: longer than a round trip.
const grace = 300 * time.Millisecond

// settle gives a receiver that ended the connection while something was on its
// way the time to reset it, and returns that error.
func settle(c *net.TCPConn) error {
	time.Sleep(grace)
	var b [1]byte
	if _, err := c.Read(b[:]); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
