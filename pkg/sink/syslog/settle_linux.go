package syslog

import (
	"encoding/binary"
	"net"
	"syscall"
	"time"
)

// tcpClose is TCP_CLOSE of Linux: both sides have ended the stream and know it of
// each other, or it was reset.
const tcpClose = 7

// settle waits until the receiver's system has confirmed all that was sent, and
// returns an error if it did not want it: a receiver that ended the connection
// while something was on its way resets it only when that arrives.
func settle(c *net.TCPConn) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	for wait := 50 * time.Microsecond; ; wait = min(2*wait, 20*time.Millisecond) {
		var info, fault int
		var optErr error
		err := raw.Control(func(fd uintptr) {
			// The first octet of what TCP_INFO gives is the state.
			if info, optErr = syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_INFO); optErr == nil {
				fault, optErr = syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_ERROR)
			}
		})
		switch {
		case err != nil:
			return err
		case optErr != nil:
			return optErr
		case fault != 0:
			return syscall.Errno(fault)
		case firstOctet(info) == tcpClose:
			return nil
		}
		time.Sleep(wait) // ends at the latest when the watchdog closes the connection
	}
}

// firstOctet is the one that lies first in memory, of four.
func firstOctet(n int) byte {
	var b [4]byte
	binary.NativeEndian.PutUint32(b[:], uint32(n))
	return b[0]
}
