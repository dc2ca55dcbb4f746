package receivertest

import (
	"io"
	"log"
	"maps"
	"net/http"
	"strconv"
)

// Fault is what goes wrong with one request.
type Fault int

// The faults.
const (
	None        Fault = iota
	Busy              // the product answers that it has too much to do, with Retry-After: 1
	Unavailable       // a load balancer answers 503 with a page, and Retry-After: 1
	Portal            // something answers 200 with a page, and nothing is stored
	Stall             // everything is read and nothing is answered until the client goes
	CutRequest        // the connection ends while the request is read
	Drop              // the request is read, and the connection ends; nothing is stored
	LoseAnswer        // everything is stored, and the connection ends
	CutAnswer         // everything is stored, and the connection ends in the midst of the answer
	faults
)

// Faults is how many there are, for a random one below it.
const Faults = int(faults)

// Plan says what happens to each request from now on, by its number; the first of
// all is 0. Nil is no fault.
func (s *Server) Plan(plan func(request int) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plan = plan
}

func (s *Server) next() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	request := s.requests
	s.requests++
	if s.plan == nil {
		return None
	}
	return s.plan(request)
}

const page = "<!doctype html><title>Sign in</title><h1>Welcome to the guest network</h1>"

func (s *Server) serve(w http.ResponseWriter, r *http.Request, killed <-chan struct{}) {
	fault := s.next()
	if fault == CutRequest {
		_, _ = io.CopyN(io.Discard, r.Body, 100)
		panic(http.ErrAbortHandler)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return // the client went
	}
	switch fault {
	case Busy:
		a := s.busy()
		w.Header().Set("Retry-After", "1")
		send(w, a)
	case Unavailable:
		w.Header().Set("Retry-After", "1")
		send(w, reply{status: http.StatusServiceUnavailable, header: http.Header{"Content-Type": {"text/html"}}, body: []byte(page)})
	case Portal:
		send(w, reply{status: http.StatusOK, header: http.Header{"Content-Type": {"text/html"}}, body: []byte(page)})
	case Stall:
		select {
		case <-r.Context().Done():
		case <-killed:
		}
		panic(http.ErrAbortHandler)
	case Drop:
		panic(http.ErrAbortHandler)
	case LoseAnswer:
		s.handle(r, body)
		panic(http.ErrAbortHandler)
	case CutAnswer:
		a := s.handle(r, body)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		a.body = a.body[:len(a.body)/2]
		send(w, a)
		panic(http.ErrAbortHandler)
	default:
		send(w, s.handle(r, body))
	}
}

func send(w http.ResponseWriter, a reply) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // the client may have gone
	_ = http.NewResponseController(w).Flush()
}

func silent() *log.Logger { return log.New(io.Discard, "", 0) }
