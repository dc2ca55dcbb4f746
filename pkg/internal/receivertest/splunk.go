package receivertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// SplunkOptions set a collector up.
type SplunkOptions struct {
	Authority *Authority // nil makes one
	Token     string
	// Index is the only one that the token allows; empty allows the default alone.
	Index string
	// Acknowledge turns indexer acknowledgement on for the token. Events then count
	// as arrived when an acknowledgement was given out, which takes Polls requests.
	Acknowledge bool
	Polls       int
	// LoseAck says by the number of the batch whether its events get lost on the
	// way to the index: they are never acknowledged and never arrive.
	LoseAck func(batch int) bool
	// Poison gives the code with which an event is refused, or 0.
	Poison func(id string) int
	// WithoutNumber leaves invalid-event-number out.
	WithoutNumber bool
	// ShiftNumber makes it wrong by so much.
	ShiftNumber int
	// IgnoreGzip reads compressed bodies as if they were not.
	IgnoreGzip bool
	// MaxBytes answers 413 to longer bodies; 0 never does.
	MaxBytes int
}

// Splunk is a fake of the HTTP Event Collector.
type Splunk struct {
	Server
	o        SplunkOptions
	channels map[string]*channel
	batches  int
}

type channel struct {
	next    int
	waiting map[int]*waiting
}

type waiting struct {
	events []hecEvent
	polls  int
	lost   bool
}

type hecEvent struct {
	Time       json.Number       `json:"time"`
	Host       string            `json:"host"`
	Source     string            `json:"source"`
	SourceType string            `json:"sourcetype"`
	Index      string            `json:"index"`
	Event      json.RawMessage   `json:"event"`
	Fields     map[string]string `json:"fields"`
}

// Splunk's limits as our client should keep them.
const (
	splunkBytes  = 1 << 20
	splunkEvents = 512
)

// NewSplunk starts a collector that ends with the test.
func NewSplunk(tb testing.TB, o SplunkOptions) *Splunk {
	tb.Helper()
	s := &Splunk{o: o}
	s.busy = func() reply { return code(9) }
	s.forget = func() { s.channels = map[string]*channel{} }
	s.start(tb, o.Authority, s.answer)
	return s
}

// Handler answers without a network, for tests in which time stands still. It
// knows no faults.
func (s *Splunk) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		must(s.tb, err)
		send(w, s.answer(r, body))
	})
}

// SplunkCodes are the codes of the collector with their statuses and texts.
var SplunkCodes = map[int]struct {
	Status int
	Text   string
}{
	0: {200, "Success"}, 1: {403, "Token disabled"}, 2: {401, "Token is required"}, 3: {401, "Invalid authorization"},
	4: {403, "Invalid token"}, 5: {400, "No data"}, 6: {400, "Invalid data format"}, 7: {400, "Incorrect index"},
	8: {500, "Internal server error"}, 9: {503, "Server is busy"}, 10: {400, "Data channel is missing"},
	11: {400, "Invalid data channel"}, 12: {400, "Event field is required"}, 13: {400, "Event field cannot be blank"},
	14: {400, "ACK is disabled"}, 15: {400, "Error in handling indexed fields"}, 16: {400, "Query string authorization is not enabled"},
	17: {200, "HEC is healthy"}, 18: {503, "HEC is unhealthy, queues are full"}, 19: {503, "HEC is unhealthy, ack service unavailable"},
	20: {503, "HEC is unhealthy, queues are full, ack service unavailable"}, 21: {400, "Invalid token"}, 22: {400, "Token disabled"},
	23: {503, "Server is shutting down"}, 24: {200, "HEC is healthy, queue approaching capacity"}, 25: {200, "HEC is healthy, ack queue approaching capacity"},
	26: {429, "HEC queue at capacity"}, 27: {429, "HEC ACK channel at capacity"},
}

// code is the answer of the collector with a code.
func code(n int) reply {
	c := SplunkCodes[n]
	return jsonReply(c.Status, map[string]any{"text": c.Text, "code": n})
}

func (s *Splunk) answer(r *http.Request, body []byte) reply {
	if r.Method != http.MethodPost {
		s.complain("method %s", r.Method)
		return reply{status: http.StatusMethodNotAllowed}
	}
	if r.URL.Query().Has("token") {
		s.complain("a token in the address")
	}
	switch token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Splunk "); {
	case r.Header.Get("Authorization") == "":
		return code(2)
	case !ok:
		return code(3)
	case token != s.o.Token:
		return code(4)
	}
	if !s.o.IgnoreGzip {
		var err error
		if body, err = plain(r, body); err != nil {
			s.complain("the body: %v", err)
			return code(6)
		}
	}
	switch r.URL.Path {
	case "/services/collector/event", "/services/collector", "/services/collector/event/1.0":
		return s.events(r, body)
	case "/services/collector/ack":
		return s.acks(r, body)
	default:
		return jsonReply(http.StatusNotFound, map[string]any{"text": "The requested URL was not found on this server.", "code": 404})
	}
}

var guid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func (s *Splunk) events(r *http.Request, body []byte) reply {
	if kind := r.Header.Get("Content-Type"); kind != "application/json" {
		s.complain("content type %q", kind)
	}
	if s.o.MaxBytes > 0 && len(body) > s.o.MaxBytes {
		return reply{status: http.StatusRequestEntityTooLarge, body: []byte("content length too large")}
	}
	name := r.Header.Get("X-Splunk-Request-Channel")
	switch {
	case s.o.Acknowledge && name == "":
		return code(10)
	case name != "" && !guid.MatchString(name):
		s.complain("channel %q", name)
		return code(11)
	case len(body) == 0:
		return code(5)
	}
	events, code := s.parse(body)
	if code != 0 {
		c := SplunkCodes[code]
		answer := map[string]any{"text": c.Text, "code": code}
		if !s.o.WithoutNumber && code != 7 {
			answer["invalid-event-number"] = len(events) + s.o.ShiftNumber
		}
		return jsonReply(c.Status, answer)
	}
	if len(events) > splunkEvents {
		s.complain("%d events in one batch", len(events))
	}
	if len(body) > splunkBytes && len(events) > 1 {
		s.complain("%d bytes in one batch", len(body))
	}
	return s.take(name, events)
}

// parse gives the events before the first one that is refused, with the code of
// the refusal.
func (s *Splunk) parse(body []byte) (events []hecEvent, code int) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	dec.UseNumber()
	for {
		var e hecEvent
		err := dec.Decode(&e)
		switch {
		case errors.Is(err, io.EOF):
			if len(events) == 0 {
				return nil, 5
			}
			return events, 0
		case err != nil:
			return events, 6
		case e.Event == nil:
			return events, 12
		case string(e.Event) == `""` || string(e.Event) == "null":
			return events, 13
		case e.Index != s.o.Index:
			return events, 7
		}
		if s.o.Poison != nil {
			if code := s.o.Poison(e.Fields["event_uid"]); code != 0 {
				return events, code
			}
		}
		s.judge(e)
		events = append(events, e)
	}
}

var epoch = regexp.MustCompile(`^[0-9]{1,10}\.[0-9]{3}$`)

func (s *Splunk) judge(e hecEvent) {
	if !epoch.MatchString(string(e.Time)) {
		s.complain("time %q is not in seconds with a fraction", e.Time)
	}
	for _, name := range []string{"event_uid", "finding_uid", "run_id", "finding_severity", "kind"} {
		if e.Fields[name] == "" {
			s.complain("no field %s", name)
		}
	}
	if e.SourceType == "" || e.Source == "" {
		s.complain("no source or sourcetype")
	}
}

// take stores events, or lets them wait for the index.
func (s *Splunk) take(name string, events []hecEvent) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	batch := s.batches
	s.batches++
	if !s.o.Acknowledge {
		s.index(events)
		return code(0)
	}
	c := s.channels[name]
	if c == nil {
		c = &channel{waiting: map[int]*waiting{}}
		s.channels[name] = c
	}
	id := c.next
	c.next++
	c.waiting[id] = &waiting{events: events, lost: s.o.LoseAck != nil && s.o.LoseAck(batch)}
	return jsonReply(http.StatusOK, map[string]any{"text": "Success", "code": 0, "ackId": id})
}

func (s *Splunk) index(events []hecEvent) {
	for _, e := range events {
		s.store(e.Fields["event_uid"], e.Event)
	}
}

// acks says true once for each batch, and forgets it then.
func (s *Splunk) acks(r *http.Request, body []byte) reply {
	if !s.o.Acknowledge {
		return code(14)
	}
	name := r.URL.Query().Get("channel")
	if name == "" {
		return code(10)
	}
	var question struct{ Acks []int }
	if err := json.Unmarshal(body, &question); err != nil || question.Acks == nil {
		s.complain("a question for acknowledgements that is none")
		return code(6)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	said := map[string]bool{}
	for _, id := range question.Acks {
		said[strconv.Itoa(id)] = false
		c := s.channels[name]
		if c == nil || c.waiting[id] == nil || c.waiting[id].lost {
			continue
		}
		if c.waiting[id].polls++; c.waiting[id].polls > s.o.Polls {
			s.index(c.waiting[id].events)
			delete(c.waiting, id)
			said[strconv.Itoa(id)] = true
		}
	}
	return jsonReply(http.StatusOK, map[string]any{"acks": said})
}
