package auth_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestListenOnAPortThatIsTaken(t *testing.T) {
	t.Parallel()
	for network, address := range map[string]string{"tcp4": "127.0.0.1:0", "tcp6": "[::1]:0"} {
		t.Run(network, func(t *testing.T) {
			other, err := net.Listen(network, address)
			if err != nil {
				t.Skip("there is no " + address + " here")
			}
			defer other.Close()
			addr, ok := other.Addr().(*net.TCPAddr)
			require.True(t, ok)
			cb, err := auth.Listen(t.Context(), addr.Port)
			require.Nil(t, cb)
			e := failure(t, err)
			require.Equal(t, auth.Unavailable, e.Kind)
			require.EqualError(t, e, "port "+strconv.Itoa(addr.Port)+" of this machine cannot be had; another program, or another sign-in, seems to use it")
			if network == "tcp6" {
				again, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(addr.Port))
				require.NoError(t, err, "it was given back")
				require.NoError(t, again.Close())
			}
		})
	}
	for _, port := range []int{-1, 65536} {
		_, err := auth.Listen(t.Context(), port)
		require.Equal(t, auth.Malformed, failure(t, err).Kind)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := auth.Listen(ctx, 0); err != nil {
		require.Equal(t, auth.Canceled, failure(t, err).Kind)
		require.True(t, errors.Is(err, context.Canceled))
	}
}

func TestListenOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	cb, err := auth.Listen(t.Context(), 0)
	require.NoError(t, err)
	defer cb.Close()
	require.Equal(t, "http://localhost:"+cb.Port()+"/callback", cb.RedirectURI())
	addrs, err := net.InterfaceAddrs()
	require.NoError(t, err)
	for _, a := range addrs {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		l, err := net.Listen("tcp4", net.JoinHostPort(ip.IP.String(), cb.Port()))
		require.NoError(t, err, "the port is free on other interfaces")
		require.NoError(t, l.Close())
	}
}
