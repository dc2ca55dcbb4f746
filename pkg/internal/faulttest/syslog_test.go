//go:build linux

package faulttest

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"sync"
	"testing"

	gosyslog "github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/octetcounting"
	"github.com/leodido/go-syslog/v4/rfc5424"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/internal/receivertest"
)

// syslogServer takes syslog over TLS (RFC 5425) by a strict parser.
type syslogServer struct {
	t       *testing.T
	address string
	ca      string
	config  *tls.Config

	mu          sync.Mutex
	listener    net.Listener
	killed      chan struct{}
	open        map[*net.TCPConn]bool
	dice        *dice
	ids         map[string]int
	objections  []string
	connections sync.WaitGroup
}

func newSyslog(t *testing.T) receiver {
	a := receivertest.NewAuthority(t)
	s := &syslogServer{
		t: t, address: listentest.Reserve(t), ca: a.File, ids: map[string]int{}, open: map[*net.TCPConn]bool{},
		config: &tls.Config{Certificates: []tls.Certificate{a.Issue(receivertest.ValidUntil, "127.0.0.1")}, MinVersion: tls.VersionTLS12},
	}
	s.restart()
	t.Cleanup(func() { s.kill(); s.connections.Wait() }) // every kill of a test has its restart
	return s
}

func (s *syslogServer) settings() string {
	return "type=syslog,address=" + s.address + ",ca_file=" + s.ca
}

func (s *syslogServer) trouble(d *dice) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dice = d
}

func (s *syslogServer) calm() { s.trouble(nil) }

func (s *syslogServer) arrived() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.ids)
}

func (s *syslogServer) complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.objections)
}

func (s *syslogServer) restart() {
	l, err := net.Listen("tcp", s.address)
	require.NoError(s.t, err)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listener, s.killed = l, make(chan struct{})
	s.connections.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.open[c.(*net.TCPConn)] = true
			s.mu.Unlock()
			s.connections.Go(func() { s.serve(c.(*net.TCPConn)) })
		}
	})
}

// kill closes everything with a reset, as the end of a process with unread data
// does.
func (s *syslogServer) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listener.Close()
	close(s.killed)
	for c := range s.open {
		reset(c)
	}
}

func reset(c *net.TCPConn) {
	_ = c.SetLinger(0)
	c.Close()
}

var errEnough = errors.New("the receiver has had enough")

// limited ends after some octets.
type limited struct {
	r    io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errEnough
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// serve takes the messages of one connection, unless the dice say otherwise.
func (s *syslogServer) serve(wire *net.TCPConn) {
	defer func() {
		s.mu.Lock()
		delete(s.open, wire)
		s.mu.Unlock()
		wire.Close()
	}()
	s.mu.Lock()
	d, killed := s.dice, s.killed
	s.mu.Unlock()
	fate := 99
	if d != nil {
		fate = d.below(12)
	}
	stream := tls.Server(wire, s.config)
	switch fate {
	case 0: // before the handshake
		reset(wire)
	case 1: // anywhere, also in the middle of a frame
		s.take(&limited{stream, d.below(1 << 20)})
		reset(wire)
	case 2: // in good order, but too early
		s.take(&limited{stream, d.below(1 << 20)})
		stream.Close()
	case 3: // stops reading until it is killed
		s.take(&limited{stream, d.below(1 << 20)})
		<-killed
	case 4: // takes everything and is cut off before it can say so
		s.take(stream)
		reset(wire)
	default:
		if s.take(stream) {
			stream.Close()
		}
	}
}

// take keeps every message that was read whole, and says whether all were.
func (s *syslogServer) take(stream io.Reader) bool {
	whole := true
	octetcounting.NewParser(gosyslog.WithMaxMessageLength(8192), gosyslog.WithListener(func(r *gosyslog.Result) {
		if r.Error != nil {
			whole = false // a connection that ended in the middle
			return
		}
		m, ok := r.Message.(*rfc5424.SyslogMessage)
		s.mu.Lock()
		defer s.mu.Unlock()
		if !ok || m.Message == nil {
			s.objections = append(s.objections, "a message that is none")
			return
		}
		id, err := readID([]byte(*m.Message))
		if err != nil {
			s.objections = append(s.objections, fmt.Sprint("message: ", err))
			return
		}
		s.ids[id]++
	})).Parse(stream)
	return whole
}
