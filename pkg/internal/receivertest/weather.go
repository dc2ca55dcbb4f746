package receivertest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"
)

// Trouble is what happens to one request. The zero value is none.
type Trouble struct {
	// Status answers without taking anything, with RetryAfter when it is set.
	Status     int
	RetryAfter string
	// Stall says nothing until the sender gives up or the receiver ends.
	Stall bool
	// HangUp ends the connection before the request was read.
	HangUp bool
	// Cut takes the events and ends the connection in the middle of the answer, so
	// that the sender cannot know of it.
	Cut bool
	// Page takes nothing and answers 200 with a page of HTML, as a portal does that
	// wants somebody to sign in.
	Page bool
}

// Weather decides what happens to the next request.
type Weather func() Trouble

// station is an HTTP receiver with weather. It listens on one address for its
// whole life, also when it is restarted.
type station struct {
	handler http.HandlerFunc
	address string

	mu      sync.Mutex
	server  *http.Server
	weather Weather
	arrived map[string]int
	faults  []string
}

func (s *station) open(handler http.HandlerFunc) error {
	s.handler, s.arrived = handler, map[string]int{}
	s.address = "127.0.0.1:0"
	return s.Start()
}

// Start listens again after Stop.
func (s *station) Start() error {
	listener, err := net.Listen("tcp", s.address)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.address = listener.Addr().String()
	s.server = &http.Server{Handler: http.HandlerFunc(s.serve)}
	go func(server *http.Server) { _ = server.Serve(listener) }(s.server) // ends with Stop
	return nil
}

// Stop ends every connection at once, as a kill does. What has arrived is kept.
func (s *station) Stop() {
	s.mu.Lock()
	server := s.server
	s.mu.Unlock()
	_ = server.Close()
}

// Weather decides from now on what happens to requests; nil means nothing does.
func (s *station) Weather(w Weather) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.weather = w
}

// Arrived says how often each event was taken, by its id.
func (s *station) Arrived() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.arrived)
}

// Faults are what the receiver found wrong with requests, in their order.
func (s *station) Faults() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.faults)
}

func (s *station) fault(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

func (s *station) take(ids ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.arrived[id]++
	}
}

func (s *station) serve(w http.ResponseWriter, r *http.Request) {
	var t Trouble
	s.mu.Lock()
	weather := s.weather
	s.mu.Unlock()
	if weather != nil {
		t = weather()
	}
	switch {
	case t.Stall:
		_, _ = io.Copy(io.Discard, r.Body) // only a request that was read shows when its sender goes
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case t.HangUp:
		_, _ = io.CopyN(io.Discard, r.Body, 100)
		panic(http.ErrAbortHandler)
	case t.Status != 0:
		if t.RetryAfter != "" {
			w.Header().Set("Retry-After", t.RetryAfter)
		}
		w.WriteHeader(t.Status)
	case t.Page:
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "\n<!DOCTYPE html><html><body>Please sign in</body></html>\n")
	case t.Cut:
		s.handler(&unsent{header: http.Header{}}, r)
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, "{")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	default:
		s.handler(w, r)
	}
}

// unsent takes an answer that nobody gets.
type unsent struct{ header http.Header }

func (u *unsent) Header() http.Header         { return u.header }
func (u *unsent) Write(b []byte) (int, error) { return len(b), nil }
func (u *unsent) WriteHeader(int)             {}

// body reads a request, unpacked.
func body(r *http.Request) ([]byte, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	switch r.Header.Get("Content-Encoding") {
	case "":
		return raw, nil
	case "gzip":
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(z)
	default:
		return nil, errors.New("an encoding that was not agreed on")
	}
}
