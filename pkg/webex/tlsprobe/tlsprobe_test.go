package tlsprobe

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/webex"
)

// TestThisMachineSpeaksEveryVersion: without that, a host could not be told to
// refuse a version.
func TestThisMachineSpeaksEveryVersion(t *testing.T) {
	t.Parallel()
	require.Equal(t, map[uint16]bool{tls.VersionTLS10: true, tls.VersionTLS11: true, tls.VersionTLS12: true, tls.VersionTLS13: true}, spoken())
}

func TestVersions(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t)
	for name, tt := range map[string]struct {
		least, most uint16
		want        string
	}{
		"all":        {tls.VersionTLS10, tls.VersionTLS13, `{"tls10":"accepted","tls11":"accepted","tls12":"accepted","tls13":"accepted","publicAuthority":true}`},
		"modern":     {tls.VersionTLS12, tls.VersionTLS13, `{"tls10":"refused","tls11":"refused","tls12":"accepted","tls13":"accepted","publicAuthority":true}`},
		"only 1.2":   {tls.VersionTLS12, tls.VersionTLS12, `{"tls10":"refused","tls11":"refused","tls12":"accepted","tls13":"refused","publicAuthority":true}`},
		"only 1.3":   {tls.VersionTLS13, tls.VersionTLS13, `{"tls10":"refused","tls11":"refused","tls12":"refused","tls13":"accepted","publicAuthority":true}`},
		"old":        {tls.VersionTLS10, tls.VersionTLS11, `{"tls10":"accepted","tls11":"accepted","tls12":"refused","tls13":"refused","publicAuthority":true}`},
		"without 10": {tls.VersionTLS11, tls.VersionTLS12, `{"tls10":"refused","tls11":"accepted","tls12":"accepted","tls13":"refused","publicAuthority":true}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := probe(t, Options{Dial: to(listentest.Serve(t, speaking(ca.issue(t, true), tt.least, tt.most))), Roots: ca.pool})
			require.NoError(t, err)
			require.JSONEq(t, tt.want, body)
		})
	}
}

func TestWhoVouches(t *testing.T) {
	t.Parallel()
	ca, other := newAuthority(t), newAuthority(t)
	own, err := ownCertificate()
	require.NoError(t, err)
	const versions = `{"tls10":"refused","tls11":"refused","tls12":"accepted","tls13":"accepted"`
	for name, tt := range map[string]struct {
		cert tls.Certificate
		want string
	}{
		"a public authority":          {ca.issue(t, true), `,"publicAuthority":true}`},
		"a root that logs nothing":    {ca.issue(t, false), `}`},
		"an authority that is not":    {other.issue(t, true), `,"publicAuthority":false}`},
		"itself, and for another one": {own, `,"publicAuthority":false}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := probe(t, Options{Dial: to(listentest.Serve(t, speaking(tt.cert, tls.VersionTLS12, tls.VersionTLS13))), Roots: ca.pool})
			require.NoError(t, err)
			require.JSONEq(t, versions+tt.want, body)
		})
	}
}

// TestNoAnswerIsNoRefusal: what is cut, late or no TLS has refused nothing.
func TestNoAnswerIsNoRefusal(t *testing.T) {
	t.Parallel()
	alert := func(code byte) func(net.Conn) {
		return func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = conn.Write([]byte{21, 3, 1, 0, 2, 2, code})
			_, _ = io.Copy(io.Discard, conn)
		}
	}
	for name, tt := range map[string]struct {
		answer func(net.Conn)
		want   outcome
	}{
		"cut at once":     {func(net.Conn) {}, closed},
		"cut after hello": {func(c net.Conn) { _, _ = c.Read(make([]byte, 4096)) }, closed},
		"silent":          {func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, failed},
		"a web page": {func(c net.Conn) {
			_, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
			_, _ = io.Copy(io.Discard, c)
		}, failed},
		"protocol version":   {alert(70), refused},
		"handshake failure":  {alert(40), refused},
		"too weak":           {alert(71), refused},
		"an internal error":  {alert(80), failed},
		"an unknown name":    {alert(112), failed},
		"a close notify":     {alert(0), closed},
		"an alert of nobody": {alert(200), failed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := New(Options{Next: nobody{}, Now: time.Now, Dial: to(listentest.Serve(t, tt.answer)), Timeout: 300 * time.Millisecond})
			for _, version := range []uint16{tls.VersionTLS10, tls.VersionTLS13} {
				got := p.shake(t.Context(), testHost, "443", version)
				require.NoError(t, got.dialErr)
				require.Nil(t, got.state)
				if tt.want == closed { // the system may reset what was not read
					require.Contains(t, []outcome{closed, failed}, got.outcome)
					continue
				}
				require.Equal(t, tt.want, got.outcome)
			}
		})
	}
}

// TestHostThatAsksForACertificate: it refuses us, and not the version.
func TestHostThatAsksForACertificate(t *testing.T) {
	t.Parallel()
	cert := newAuthority(t).issue(t, true)
	address := listentest.Serve(t, func(conn net.Conn) {
		c := tls.Server(conn, &tls.Config{
			Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS12, ClientAuth: tls.RequireAnyClientCert,
		})
		require.Error(t, c.HandshakeContext(context.Background()))
	})
	p := New(Options{Next: nobody{}, Now: time.Now, Dial: to(address)})
	for version, want := range map[uint16]outcome{
		tls.VersionTLS10: accepted, tls.VersionTLS11: accepted, tls.VersionTLS12: accepted, tls.VersionTLS13: refused,
	} {
		got := p.shake(t.Context(), testHost, "443", version)
		require.Equal(t, want, got.outcome)
		require.Nil(t, got.state)
	}
}

func TestOutcomeOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want outcome
	}{
		{io.EOF, closed},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, closed},
		{&net.OpError{Op: "remote error", Err: errors.New("tls: protocol version not supported")}, refused},
		{&net.OpError{Op: "remote error", Err: errors.New("tls: internal error")}, failed},
		{errors.New("tls: server selected unsupported protocol version 301"), refused},
		{context.DeadlineExceeded, failed},
		{errors.New("tls: first record does not look like a TLS handshake"), failed},
	} {
		require.Equal(t, tt.want, outcomeOf(tt.err), tt.err)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	failing := func(err error) func(context.Context, string, string) (net.Conn, error) {
		return func(context.Context, string, string) (net.Conn, error) { return nil, err }
	}
	for name, tt := range map[string]struct {
		dial func(context.Context, string, string) (net.Conn, error)
		want webex.Kind
	}{
		"nothing there":   {to(listentest.Nobody(t)), webex.Unavailable},
		"no such name":    {failing(&net.DNSError{Err: "no such host"}), webex.Unavailable},
		"too late":        {failing(context.DeadlineExceeded), webex.Timeout},
		"private address": {publicDialer().DialContext, webex.Refused},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dial := tt.dial
			if name == "private address" {
				dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
					return tt.dial(ctx, network, listentest.Serve(t, speaking(tls.Certificate{}, 0, 0)))
				}
			}
			_, err := probe(t, Options{Dial: dial})
			var we *webex.Error
			require.ErrorAs(t, err, &we)
			require.Equal(t, tt.want, we.Kind, we)
			require.NotContains(t, we.Error(), "127.0.0.1")
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := New(Options{Next: nobody{}, Now: time.Now, Dial: to(listentest.Nobody(t))}).Exchange(ctx, request("/"+testHost))
	var we *webex.Error
	require.ErrorAs(t, err, &we)
	require.Equal(t, webex.Canceled, we.Kind)
}

func TestHostAndPort(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/hooks.clinic.example":      "hooks.clinic.example 443",
		"/hooks.clinic.example:8443": "hooks.clinic.example 8443",
		"/127.0.0.1":                 "", "/::1": "", "/localhost": "", "/": "", "/a.b:": "", "/a.b:0x1": "", "/a.b:99999": "", "/a.b:https": "",
		"/a.b/c": "", "/a b.c": "", "/a@b.c": "", "/ä.example": "",
	} {
		host, port, err := hostAndPort(path)
		if want == "" {
			require.Error(t, err, path)
			_, err = New(Options{Next: nobody{}, Now: time.Now}).Exchange(t.Context(), request(path))
			require.ErrorContains(t, err, "refused", path)
			continue
		}
		require.NoError(t, err, path)
		require.Equal(t, want, host+" "+port)
	}
}

func TestOtherRequestsPass(t *testing.T) {
	t.Parallel()
	resp, err := New(Options{Next: nobody{}, Now: time.Now}).Exchange(t.Context(), webex.Request{Host: webex.API, Path: "/v1/people/me"})
	require.NoError(t, err)
	require.Equal(t, 418, resp.Status)
}

func TestPublic(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.1.1": false, "0.0.0.0": false,
		"::1": false, "fe80::1": false, "fd00::1": false, "::ffff:10.0.0.1": false, "224.0.0.1": false, "8.8.8.8": true,
		"0.1.2.3": false, "198.18.0.1": false, "240.0.0.1": false, "255.255.255.255": false, "192.0.0.192": false,
		"::10.0.0.1": false, "64:ff9b::a00:1": false, "64:ff9b:1::a00:1": false, "2002:a00:1::1": false, "2001:0:a00:1::1": false, "fec0::1": false,
		"2001:4860:4860::8888": true, "2606:4700::1111": true,
	} {
		require.Equal(t, want, publicAddress(t, address), address)
	}
}

func publicAddress(t *testing.T, address string) bool {
	t.Helper()
	err := publicDialer().ControlContext(t.Context(), "tcp", net.JoinHostPort(address, "443"), nil)
	return err == nil
}

func TestNewNeedsNextAndNow(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { New(Options{}) })
}
