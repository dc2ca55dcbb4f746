package syslog_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

// large is a batch of many events.
func large(events int) sink.Batch {
	e := sink.Event{Kind: sink.Finding, Severity: "high", Time: night, Text: strings.Repeat("private ", 900)}
	var all []sink.Event
	for range events {
		all = append(all, e)
	}
	return batch(all...)
}

// stalling is more events than the buffers of a loopback connection hold.
const stalling = 2500

// reset ends a connection as a killed process does that had something unread.
func reset(wire *net.TCPConn) {
	_ = wire.SetLinger(0)
	_ = wire.Close()
}

// In each case nothing is acknowledged, the fault passes, and the next attempt
// brings everything.
func TestFaultsThatPass(t *testing.T) {
	t.Parallel()
	short := 300 * time.Millisecond
	for name, tc := range map[string]struct {
		handle  func(stop context.Context, wire *net.TCPConn, stream net.Conn)
		timeout time.Duration // where the test waits for it
		want    string
	}{
		"reset before the first word": {func(_ context.Context, wire *net.TCPConn, _ net.Conn) { reset(wire) }, 0, ""},
		"killed mid-frame": {func(stop context.Context, wire *net.TCPConn, stream net.Conn) {
			_, _ = io.CopyN(io.Discard, stream, 100_003)
			reset(wire)
		}, 0, ""},
		"ends in good order, but early": {func(stop context.Context, _ *net.TCPConn, stream net.Conn) {
			_, _ = io.CopyN(io.Discard, stream, 100_003)
			stream.Close()
		}, 0, ""},
		"takes nothing": {func(stop context.Context, _ *net.TCPConn, stream net.Conn) {
			if c, ok := stream.(*tls.Conn); ok {
				_ = c.Handshake()
			}
			<-stop.Done()
		}, short, ""},
		"takes everything and stays": {func(stop context.Context, _ *net.TCPConn, stream net.Conn) {
			_, _ = io.Copy(io.Discard, stream)
			<-stop.Done()
		}, short, "did not end the connection"},
		"resets after the last frame": {func(stop context.Context, wire *net.TCPConn, stream net.Conn) {
			_, _ = io.Copy(io.Discard, stream)
			reset(wire)
		}, 0, "reset"},
	} {
		for _, over := range []string{"TLS", "plain"} {
			t.Run(name+", "+over, func(t *testing.T) {
				t.Parallel()
				r := listen(t, nil)
				if over == "TLS" {
					r = listenTLS(t, nil)
				}
				o := r.options()
				if tc.timeout > 0 {
					o.Timeout = tc.timeout
				}
				s, err := syslog.New(o)
				require.NoError(t, err)
				// The connection that finds out about the receiver goes well.
				_, err = s.Send(t.Context(), batch(sink.Event{Text: "before"}))
				require.NoError(t, err)
				require.Equal(t, []string{"before"}, bodies(r.taken()))

				stop, cancel := context.WithCancel(t.Context())
				t.Cleanup(cancel)
				r.behave(func(wire *net.TCPConn, stream net.Conn) {
					context.AfterFunc(stop, func() { wire.Close() })
					tc.handle(stop, wire, stream)
				})
				n := 150
				if name == "takes nothing" {
					n = stalling
				}
				b := large(n)
				result, err := s.Send(t.Context(), b)
				require.Error(t, err)
				kind, _ := sink.KindOf(err)
				require.Equal(t, sink.Passing, kind, "%v", err)
				require.ErrorContains(t, err, tc.want)
				require.NotContains(t, err.Error(), "private")
				require.Empty(t, result)

				r.taken()
				r.behave(r.well)
				o.Timeout = 20 * time.Second
				s, err = syslog.New(o)
				require.NoError(t, err)
				_, err = s.Send(t.Context(), b)
				require.NoError(t, err)
				require.Equal(t, payloads(b), bodies(r.taken()))
			})
		}
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	s := r.sink(t)
	r.listener.Close()
	_, err := s.Send(t.Context(), corpus(t))
	require.ErrorContains(t, err, "refused")
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Passing, kind)
}

// A receiver that never says hello is left after a while.
func TestAHandshakeThatHangs(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	r.behave(func(wire *net.TCPConn, _ net.Conn) { _, _ = io.Copy(io.Discard, wire) })
	o := r.options()
	o.Timeout = 200 * time.Millisecond
	s, err := syslog.New(o)
	require.NoError(t, err)
	_, err = s.Send(t.Context(), corpus(t))
	require.ErrorContains(t, err, "did not answer in time")
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Passing, kind)
}

// The receiver's own end of TLS cannot be made by anybody else, nor by a process
// that is killed.
func TestAnEndWithoutTLS(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	cut := func(wire *net.TCPConn, stream net.Conn) {
		if r.read(stream) {
			wire.Close()
		}
	}
	s := r.sink(t)
	b := corpus(t)
	_, err := s.Send(t.Context(), b)
	require.NoError(t, err)
	r.taken()

	r.behave(cut)
	_, err = s.Send(t.Context(), b)
	require.ErrorContains(t, err, "did not end it by TLS")
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Passing, kind)
	r.taken()

	// A receiver that never ends TLS, as rsyslog with GnuTLS: asked anew, it shows.
	_, err = s.Send(t.Context(), b)
	require.NoError(t, err)
	require.Equal(t, payloads(b), bodies(r.taken()))
	// It too must have read everything.
	r.behave(func(wire *net.TCPConn, stream net.Conn) {
		_, _ = io.CopyN(io.Discard, stream, 100_003)
		wire.Close()
	})
	_, err = s.Send(t.Context(), large(150))
	require.Error(t, err)
}

// A receiver that ends a connection just when the batch is on its way has not
// taken it, though its end comes after ours.
func TestAnEndThatCrossesTheBatch(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(wire *net.TCPConn, stream net.Conn){
		"by TLS":   func(_ *net.TCPConn, stream net.Conn) { stream.Close() },
		"by close": func(wire *net.TCPConn, _ net.Conn) { wire.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := listenTLS(t, nil)
			r.behave(func(wire *net.TCPConn, stream net.Conn) {
				if r.read(stream) {
					end(wire, stream)
				}
			})
			s := r.sink(t)
			b := large(1) // more than TLS reads ahead of the end of the handshake
			_, err := s.Send(t.Context(), b)
			require.NoError(t, err)
			require.Equal(t, payloads(b), bodies(r.taken()))
			r.behave(func(wire *net.TCPConn, stream net.Conn) {
				_ = stream.(*tls.Conn).Handshake()
				end(wire, stream)
			})
			for range 300 {
				_, err := s.Send(t.Context(), b)
				require.Error(t, err)
			}
		})
	}
}

// A receiver that answers speaks another protocol, and took nothing: what it
// ends in good order is no acknowledgement.
func TestAnotherServiceAtTheAddress(t *testing.T) {
	t.Parallel()
	for _, r := range []*receiver{listenTLS(t, nil), listen(t, nil)} {
		r.behave(func(_ *net.TCPConn, stream net.Conn) {
			b := make([]byte, 10)
			if _, err := io.ReadFull(stream, b); err == nil {
				_, _ = io.WriteString(stream, "HTTP/1.1 400 Bad Request\r\n\r\n")
				_, _ = io.Copy(io.Discard, stream)
			}
			stream.Close()
		})
		_, err := r.sink(t).Send(t.Context(), corpus(t))
		require.ErrorContains(t, err, "is the address that of another service?")
		require.NotContains(t, err.Error(), "Bad Request")
		kind, _ := sink.KindOf(err)
		require.Equal(t, sink.Permanent, kind)
	}
}

func TestAReceiverWithoutTLS(t *testing.T) {
	t.Parallel()
	r := listen(t, nil)
	r.behave(func(wire *net.TCPConn, _ net.Conn) {
		_, _ = io.WriteString(wire, "220 mail.example ESMTP\r\n")
		_, _ = io.Copy(io.Discard, wire)
	})
	s, err := syslog.New(syslog.Options{Address: r.address})
	require.NoError(t, err)
	_, err = s.Send(t.Context(), corpus(t))
	require.ErrorContains(t, err, "does not speak TLS")
	kind, _ := sink.KindOf(err)
	require.Equal(t, sink.Permanent, kind)
}
