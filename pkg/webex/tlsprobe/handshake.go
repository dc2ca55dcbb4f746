package tlsprobe

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// shaken is what came of one handshake.
type shaken struct {
	outcome outcome
	dialErr error                // why there was no connection
	state   *tls.ConnectionState // of an accepted one
}

// shake offers a host one version of TLS and no other. A host that answers with
// its certificate has accepted the version, even where it ends the handshake
// afterwards; its certificate proves nothing then.
func (p *Probe) shake(ctx context.Context, host, port string, version uint16) shaken {
	ctx, cancel := context.WithTimeout(ctx, p.o.Timeout)
	defer cancel()
	conn, err := p.o.Dial(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return shaken{outcome: failed, dialErr: err}
	}
	defer conn.Close()
	config, chosen := offer(host, version), false
	config.VerifyConnection = func(tls.ConnectionState) error {
		chosen = true
		return nil
	}
	c := tls.Client(conn, config)
	if err := c.HandshakeContext(ctx); err != nil {
		if chosen { // what it refused then is us: it may ask clients for a certificate
			return shaken{outcome: accepted}
		}
		return shaken{outcome: outcomeOf(err)}
	}
	state := c.ConnectionState()
	return shaken{outcome: accepted, state: &state}
}

// offer is the handshake of a client that speaks one version, with all the
// suites that this machine knows: a host may accept an old version with an old
// suite only. The certificate is looked at afterwards, because a version that a
// host accepts is accepted whoever vouches for it; nothing is ever sent.
func offer(host string, version uint16) *tls.Config {
	var suites []uint16
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		suites = append(suites, s.ID)
	}
	return &tls.Config{
		ServerName: host, MinVersion: version, MaxVersion: version, CipherSuites: suites,
		InsecureSkipVerify: true, //nolint:gosec // see above
	}
}

// The alerts with which a host refuses a version: it speaks no such version, or
// none of the suites that go with it.
const (
	alertHandshakeFailure     tls.AlertError = 40
	alertProtocolVersion      tls.AlertError = 70
	alertInsufficientSecurity tls.AlertError = 71
)

// outcomeOf tells a refusal from a failure. Package crypto/tls has no types for
// the alerts of the other side, but their texts are those of AlertError.
func outcomeOf(err error) outcome {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "remote error" {
		for _, alert := range []tls.AlertError{alertHandshakeFailure, alertProtocolVersion, alertInsufficientSecurity} {
			if op.Err.Error() == alert.Error() {
				return refused
			}
		}
		return failed
	}
	switch {
	case strings.Contains(err.Error(), "server selected unsupported protocol version"):
		return refused // it answered in a version of its own
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return failed
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return closed
	default:
		return failed
	}
}

// spoken finds out which versions this machine can offer, by handshakes with
// itself: a library that has forgotten an old version would look like a host
// that refuses it.
func spoken() map[uint16]bool {
	cert, err := ownCertificate()
	if err != nil {
		return nil
	}
	versions := map[uint16]bool{}
	for _, v := range []uint16{tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12, tls.VersionTLS13} {
		versions[v] = speaks(v, cert)
	}
	return versions
}

func speaks(version uint16, cert tls.Certificate) bool {
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	deadline := time.Second * 10
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	server := tls.Server(far, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: version, MaxVersion: version}) //nolint:gosec // ourselves
	done := make(chan error, 1)
	go func() { done <- server.HandshakeContext(ctx) }()
	client := tls.Client(near, offer("localhost", version))
	if client.HandshakeContext(ctx) != nil {
		return false
	}
	return <-done == nil && client.ConnectionState().Version == version
}
