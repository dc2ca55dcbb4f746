package receivertest

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/sink"
)

// Server is what the receivers share: a port with TLS that can be closed and
// opened again, a plan of faults, and what arrived.
type Server struct {
	tb        testing.TB
	authority *Authority
	address   string
	certs     *tls.Config
	handle    func(*http.Request, []byte) reply
	busy      func() reply // what the product says when it has too much to do
	forget    func()       // what the product loses with its memory

	mu         sync.Mutex
	running    *http.Server
	listener   net.Listener
	killed     chan struct{}
	plan       func(request int) Fault
	requests   int
	arrived    map[string]int
	bodies     map[string]json.RawMessage
	complaints []string
}

// reply is one answer.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func jsonReply(status int, body any) reply {
	b, err := json.Marshal(body)
	if err != nil {
		panic(err) // a mistake in this package
	}
	return reply{status: status, header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}}, body: b}
}

// start opens the port for the time of the test.
func (s *Server) start(tb testing.TB, authority *Authority, handle func(*http.Request, []byte) reply) {
	tb.Helper()
	if authority == nil {
		authority = NewAuthority(tb)
	}
	s.tb, s.authority, s.handle = tb, authority, handle
	s.certs = &tls.Config{Certificates: []tls.Certificate{authority.Issue(ValidUntil, "127.0.0.1", "localhost")}, MinVersion: tls.VersionTLS12}
	s.arrived, s.bodies = map[string]int{}, map[string]json.RawMessage{}
	s.address = listentest.Reserve(tb) // also while it is dead
	s.Restart()
	tb.Cleanup(s.Kill)
}

// URL is the address without a path.
func (s *Server) URL() string { return "https://" + s.address }

// TLS says whom a client must trust.
func (s *Server) TLS() sink.TLS { return sink.TLS{CAFile: s.authority.File} }

// Kill closes the port and every connection at once, as when the process dies.
func (s *Server) Kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == nil {
		return
	}
	close(s.killed)
	_ = s.listener.Close() // which the server does not know yet when it was started a moment ago
	_ = s.running.Close()
	s.running = nil
}

// Restart opens the port again, at the same address, after Kill. What the product
// held in memory alone is lost.
func (s *Server) Restart() {
	s.tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running != nil {
		return
	}
	l, err := net.Listen("tcp", s.address)
	must(s.tb, err)
	s.listener = l
	s.killed = make(chan struct{})
	if s.forget != nil {
		s.forget()
	}
	killed := s.killed
	s.running = &http.Server{
		Handler:   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, killed) }),
		TLSConfig: s.certs.Clone(), ErrorLog: silent(),
	}
	go func(server *http.Server) { _ = server.ServeTLS(l, "", "") }(s.running)
}

// Arrived counts how often each event arrived for good, by its id.
func (s *Server) Arrived() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.arrived)
}

// Body is the event with the id as it arrived, or nil.
func (s *Server) Body(id string) json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bodies[id]
}

// Requests counts all requests, refused ones too.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Complaints are what a client did that it should never do.
func (s *Server) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.complaints)
}

func (s *Server) complain(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complaints = append(s.complaints, fmt.Sprintf(format, args...))
}

// store needs the lock.
func (s *Server) store(id string, body json.RawMessage) {
	s.arrived[id]++
	s.bodies[id] = bytes.Clone(body)
}

// maxRequest is more than any of our clients should send.
const maxRequest = 64 << 20

// plain reads a body, compressed or not.
func plain(r *http.Request, body []byte) ([]byte, error) {
	switch encoding := r.Header.Get("Content-Encoding"); encoding {
	case "":
		return body, nil
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(io.LimitReader(z, maxRequest))
	default:
		return nil, errors.New("unknown encoding " + strconv.Quote(encoding))
	}
}
