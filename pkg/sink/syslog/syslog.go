// Package syslog delivers events as syslog messages of RFC 5424, over TLS with
// the framing of RFC 5425.
//
// Syslog has no acknowledgement. What comes nearest is the end of a connection:
// each batch has its own, and when all of it is written the sink says that
// nothing more will come (the close_notify of TLS and the end of the TCP stream)
// and waits until the receiver ends the connection as well. A receiver that was
// killed, or that closes while it has something unread, resets the connection,
// and so does a computer between; then nothing is taken for acknowledged, and the
// whole batch is sent again. What a receiver has read but holds in memory only
// is lost with it, and no sender can know that: the receiver needs a queue on
// disk, or one that is written through.
//
// A receiver that ends TLS with a close_notify of its own proves that it and
// nobody else ended the connection, and not by dying. rsyslog 8 with the OpenSSL
// driver does, and so do syslog-ng 3.38 and servers written in Go; rsyslog with
// the GnuTLS driver only closes the TCP stream. So the first connection carries
// nothing and finds out how the receiver ends one, and whoever ends it by TLS is
// held to that. Of the others, and of plain TCP, a computer between that ends the
// connection in good order without having passed on everything is believed: use
// the OpenSSL driver.
package syslog

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"time"

	"wxaudit/pkg/sink"
)

// Options say where and how to send.
type Options struct {
	// Address is host:port of the receiver; RFC 5425 has port 6514.
	Address string
	TLS     sink.TLS
	// Plain sends without TLS, which is for a relay on this computer only: every
	// other address is refused.
	Plain bool
	// Hostname is the HOSTNAME of the messages, the computer that wxaudit runs on;
	// empty is "-".
	Hostname string
	// AppName is the APP-NAME; empty is wxaudit.
	AppName string
	// ProcID is the PROCID; empty is "-".
	ProcID string
	// MaxFrame bounds a message with its header, in octets; 0 means 8,000. RFC 5425
	// wants receivers to take 8,192, and some end the connection for one more.
	MaxFrame int
	// Timeout bounds each step in which nothing moves: connecting, writing, and the
	// wait for the receiver's end; 0 means 30 seconds.
	Timeout time.Duration
}

// Sink sends to one receiver.
type Sink struct {
	address  string
	tls      *tls.Config // nil when plain
	header   header
	maxFrame int
	timeout  time.Duration
	ending   ending
}

const (
	defaultMaxFrame = 8000
	defaultTimeout  = 30 * time.Second
)

// New makes a sink and reads the files of TLS. It opens no connection.
func New(o Options) (*Sink, error) {
	host, port, err := net.SplitHostPort(o.Address)
	if n, portErr := strconv.ParseUint(port, 10, 16); err != nil || host == "" || portErr != nil || n == 0 {
		return nil, errors.New("the address is not a host and port such as siem.example:6514")
	}
	s := &Sink{
		address:  o.Address,
		header:   newHeader(o),
		maxFrame: o.MaxFrame,
		timeout:  o.Timeout,
	}
	if s.maxFrame == 0 {
		s.maxFrame = defaultMaxFrame
	}
	if s.timeout == 0 {
		s.timeout = defaultTimeout
	}
	if o.Plain {
		if !loopback(host) {
			return nil, errors.New("without TLS only a relay on this computer can be reached; use TLS, or name localhost, 127.0.0.1 or ::1")
		}
		if o.TLS != (sink.TLS{}) {
			return nil, errors.New("certificates are of no use without TLS; leave out either them or plain")
		}
		return s, nil
	}
	if s.tls, err = o.TLS.Client(); err != nil {
		return nil, err
	}
	if s.tls.ServerName == "" {
		s.tls.ServerName = host
	}
	return s, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// Limits wants batches that a connection of their own is worth.
func (s *Sink) Limits() sink.Limits { return sink.Limits{Events: 500, Bytes: 1 << 20} }

// Send sends a batch over a connection of its own. Events that do not fit a
// frame, or would break one, are rejected; nothing is ever shortened here.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	var frames []byte
	var result sink.Result
	for i, e := range b.Events {
		next, reason := s.appendFrame(frames, e)
		if reason != "" {
			result.Rejected = append(result.Rejected, sink.Rejection{Index: i, Reason: reason})
			continue
		}
		frames = next
	}
	if len(frames) == 0 {
		return result, nil
	}
	if err := s.deliver(ctx, frames); err != nil {
		return sink.Result{}, fmt.Errorf("syslog: %w", err)
	}
	return result, nil
}
