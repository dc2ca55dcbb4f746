package syslog_test

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	gosyslog "github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/octetcounting"
	"github.com/leodido/go-syslog/v4/rfc5424"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

// receiver is a server in this process. It takes what a strict parser of RFC
// 5424 takes.
type receiver struct {
	address   string
	authority *receivertest.Authority
	listener  net.Listener

	mu       sync.Mutex
	handle   func(wire *net.TCPConn, stream net.Conn)
	messages []*rfc5424.SyslogMessage
	faults   []error
	opened   int
}

// listen starts a receiver that behaves, over TLS unless config is nil.
func listen(t *testing.T, config *tls.Config) *receiver {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	r := &receiver{address: l.Addr().String(), listener: l}
	r.behave(r.well)
	var busy sync.WaitGroup
	busy.Go(func() {
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			r.mu.Lock()
			r.opened++
			handle := r.handle
			r.mu.Unlock()
			busy.Go(func() {
				defer raw.Close()
				stream := raw
				if config != nil {
					stream = tls.Server(raw, config)
				}
				handle(raw.(*net.TCPConn), stream)
			})
		}
	})
	t.Cleanup(func() { l.Close(); busy.Wait() })
	return r
}

// listenTLS starts a receiver with a certificate for 127.0.0.1.
func listenTLS(t *testing.T, change func(*tls.Config, *receivertest.Authority)) *receiver {
	t.Helper()
	a := receivertest.NewAuthority(t)
	config := &tls.Config{Certificates: []tls.Certificate{a.Issue(receivertest.ValidUntil, "127.0.0.1")}}
	if change != nil {
		change(config, a)
	}
	r := listen(t, config)
	r.authority = a
	return r
}

// behave says what happens to the connections from now on.
func (r *receiver) behave(handle func(wire *net.TCPConn, stream net.Conn)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.handle = handle
}

// well reads everything, then ends the connection.
func (r *receiver) well(_ *net.TCPConn, stream net.Conn) {
	if r.read(stream) {
		stream.Close()
	}
}

// read keeps the messages until the sender's end, and says whether that came.
func (r *receiver) read(stream io.Reader) bool {
	whole := true
	first := bufio.NewReader(stream)
	if _, err := first.Peek(1); err != nil {
		return errors.Is(err, io.EOF)
	}
	octetcounting.NewParser(gosyslog.WithMaxMessageLength(8192), gosyslog.WithListener(func(res *gosyslog.Result) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if m, ok := res.Message.(*rfc5424.SyslogMessage); ok && res.Error == nil {
			r.messages = append(r.messages, m)
		} else if res.Error != nil {
			whole = false
			r.faults = append(r.faults, res.Error)
		}
	})).Parse(first)
	return whole
}

// taken returns the messages, and forgets them.
func (r *receiver) taken() []*rfc5424.SyslogMessage {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.messages
	r.messages, r.faults = nil, nil
	return all
}

func (r *receiver) connections() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.opened
}

// options reach the receiver.
func (r *receiver) options() syslog.Options {
	o := syslog.Options{Address: r.address, Hostname: "audit.clinic.example", ProcID: "4711", Timeout: 20 * time.Second}
	if r.authority != nil {
		o.TLS.CAFile = r.authority.File
	} else {
		o.Plain = true
	}
	return o
}

func (r *receiver) sink(t *testing.T) *syslog.Sink {
	t.Helper()
	s, err := syslog.New(r.options())
	require.NoError(t, err)
	return s
}

func batch(events ...sink.Event) sink.Batch {
	return sink.Batch{Run: "run-1", Total: len(events), Events: events}
}

// bodies are the payloads of what arrived.
func bodies(messages []*rfc5424.SyslogMessage) []string {
	all := []string{}
	for _, m := range messages {
		if m.Message == nil {
			all = append(all, "")
			continue
		}
		all = append(all, *m.Message)
	}
	return all
}

func payloads(b sink.Batch) []string {
	all := []string{}
	for _, e := range b.Events {
		all = append(all, string(e.Payload()))
	}
	return all
}
