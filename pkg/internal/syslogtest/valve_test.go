//go:build linux

package syslogtest_test

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"wxaudit/pkg/internal/listentest"
)

// valve stands before a receiver and lets a part of a connection through.
type valve struct {
	address string
	to      string

	mu    sync.Mutex
	limit int64  // of what the next connection may send, in octets; 0 is without
	full  func() // what happens when it is reached
}

func newValve(t *testing.T, to string) *valve {
	t.Helper()
	v := &valve{to: to}
	v.address = listentest.Serve(t, func(c net.Conn) { v.carry(c.(*net.TCPConn)) })
	return v
}

// after sets what happens when a connection has sent so much. It happens once.
func (v *valve) after(limit int64, full func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.limit, v.full = limit, full
}

func (v *valve) carry(from *net.TCPConn) {
	c, err := net.Dial("tcp", v.to)
	if err != nil {
		return
	}
	to := c.(*net.TCPConn)
	defer to.Close()
	back := make(chan struct{})
	var cut atomic.Bool
	go func() {
		defer close(back)
		_, _ = io.Copy(from, to)
		if !cut.Load() {
			_ = from.CloseWrite()
		}
	}()
	v.mu.Lock()
	limit, full := v.limit, v.full
	v.mu.Unlock()
	if limit > 0 {
		if n, _ := io.CopyN(to, from, limit); n == limit {
			v.after(0, nil)
			// As without the valve: what a killed receiver has not read is reset.
			cut.Store(true)
			full()
			_ = from.SetLinger(0)
			return
		}
	} else {
		_, _ = io.Copy(to, from)
	}
	_ = to.CloseWrite()
	<-back
}
