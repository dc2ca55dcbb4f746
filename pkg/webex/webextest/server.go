// Package webextest is a server that speaks the Webex APIs, for tests: in front
// of a synthetic organisation or of a recording, on the loopback interface,
// with every way of misbehaving that Webex and its gateways know.
package webextest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest/synth"
)

// Token is an access token that the server takes; it takes any other as well.
const Token = "webextest-token"

// Server answers for an organisation. It may be reconfigured while it runs.
type Server struct {
	// URL is its base, for all of the services: their paths do not collide.
	URL string

	http *httptest.Server
	next http.Handler

	mu       sync.Mutex
	requests []Request
	status   map[string]int // by template
	faults   *faults
	links    func(r *http.Request, next string) string
}

// Request is one request as the server's log keeps it, faults included.
type Request struct {
	Method string
	// Template is the path with {placeholders}, or the bare path when it is of
	// no known endpoint.
	Template string
	// Path and Query are as they came.
	Path, Query string
}

// NewServer starts a server in front of a handler: an organisation of package
// synth, or the recording that FromFixtures opens. Close it in the end.
func NewServer(next http.Handler, options ...Option) *Server {
	s := &Server{next: next, status: map[string]int{}}
	for _, option := range options {
		option(s)
	}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	return s
}

// Option configures a server before it starts.
type Option func(*Server)

// Close stops the server. Connections that are still open are cut.
func (s *Server) Close() {
	s.http.CloseClientConnections()
	s.http.Close()
}

// URLs is the server's base under the name of each service, as the client is
// configured.
func (s *Server) URLs() map[webex.Alias]string {
	return map[webex.Alias]string{webex.API: s.URL, webex.Broker: s.URL, webex.ControlHub: s.URL, webex.ContactCenter: s.URL}
}

// Deny answers 403 for an endpoint from now on.
func (s *Server) Deny(template string) { s.Status(template, http.StatusForbidden) }

// Status answers a status for an endpoint from now on; 0 lifts that. It panics
// when there is no such endpoint.
func (s *Server) Status(template string, code int) {
	if !slices.Contains(synth.Templates(), template) {
		panic("webextest: there is no endpoint " + template)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.status, template)
	if code != 0 {
		s.status[template] = code
	}
}

// Requests returns what was asked so far, in the order in which it came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Forbidden returns the requests that a client that only reads never sends:
// those of another method than GET.
func (s *Server) Forbidden() []Request {
	return slices.DeleteFunc(s.Requests(), func(r Request) bool { return r.Method == http.MethodGet })
}

// ServeHTTP notes the request, and answers it or misbehaves.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	template := synth.TemplateOf(r.URL.Path)
	s.mu.Lock()
	name := template
	if name == "" {
		name = r.URL.Path
	}
	s.requests = append(s.requests, Request{r.Method, name, r.URL.Path, r.URL.RawQuery})
	code, links, faults := s.status[template], s.links, s.faults
	s.mu.Unlock()

	switch {
	case faults != nil && faults.strike(w, r, s.next):
		return
	case code != 0:
		fail(w, code)
		return
	case links == nil:
		s.next.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	s.next.ServeHTTP(answer, r)
	if next, ok := nextOf(answer.Header().Get("Link")); ok || alwaysLinks(answer) {
		if link := links(r, next); link != "" {
			answer.Header().Set("Link", "<"+link+`>; rel="next"`)
		}
	}
	copyAnswer(w, answer)
}

// fail answers with an error body of the common kind.
func fail(w http.ResponseWriter, code int) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("TrackingID", "WEBEXTEST_0")
	w.WriteHeader(code)
	_, _ = w.Write([]byte(`{"message":"` + synth.ErrorCanary + `","errors":[{"description":"` + synth.ErrorCanary + `"}],"trackingId":"WEBEXTEST_0"}`))
}

func nextOf(link string) (string, bool) {
	target, rest, ok := strings.Cut(strings.TrimPrefix(link, "<"), ">")
	return target, ok && strings.Contains(rest, `rel="next"`)
}

func copyAnswer(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}
