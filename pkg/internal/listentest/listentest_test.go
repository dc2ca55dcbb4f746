package listentest_test

import (
	"net"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
)

func TestReserve(t *testing.T) {
	t.Parallel()
	address := listentest.Reserve(t)
	for range 3 { // who is told of it comes and goes
		_, err := net.Dial("tcp", address)
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
		l, err := net.Listen("tcp", address)
		require.NoError(t, err)
		c, err := net.Dial("tcp", address)
		require.NoError(t, err)
		require.NoError(t, c.Close())
		require.NoError(t, l.Close())
	}
	if runtime.GOOS != "linux" {
		t.Skip("a port can only be reserved under Linux")
	}
	// The system asks the same of a port that it chooses itself.
	fresh := net.Dialer{LocalAddr: addr(t, address)}
	_, err := fresh.Dial("tcp", listentest.Serve(t, func(net.Conn) {}))
	require.ErrorIs(t, err, syscall.EADDRINUSE)
}

func addr(t *testing.T, address string) *net.TCPAddr {
	t.Helper()
	a, err := net.ResolveTCPAddr("tcp", address)
	require.NoError(t, err)
	return a
}
