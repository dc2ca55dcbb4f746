// Package listentest has ports of this computer where a test says byte by byte
// what is answered, or where nobody listens. It is for tests only.
package listentest

import (
	"net"
	"testing"
)

// Serve answers each connection in a goroutine of its own, and closes it after
// that. The port is there until the test ends.
func Serve(t testing.TB, answer func(net.Conn)) (address string) {
	t.Helper()
	l := listen(t)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				answer(conn)
			}()
		}
	}()
	return l.Addr().String()
}

// Nobody is an address where nobody listens before the test ends.
func Nobody(t testing.TB) (address string) {
	t.Helper()
	return Reserve(t)
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	return l
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
