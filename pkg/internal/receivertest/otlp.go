package receivertest

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"

	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// OTLP receives logs by the OpenTelemetry protocol over HTTP, in protobuf, and
// refuses what the specification does not allow or wxaudit never sends.
type OTLP struct {
	Server
	o        OTLPOptions
	exported []*logspb.LogsData
}

// OTLPOptions describe a receiver.
type OTLPOptions struct {
	Authority *Authority // nil makes one
	// Header must come with every request.
	Header http.Header
	// Poison says which ids are refused.
	Poison func(id string) bool
	// RefuseWhole answers 400 for a request with poison in it; otherwise the rest is
	// taken and the answer says how many were not.
	RefuseWhole bool
	// Empty answers with 204 and nothing, as some receivers do; JSON with JSON.
	Empty, JSON bool
	// MaxBytes answers 413 to longer bodies; 0 never does.
	MaxBytes int
}

// NewOTLP starts a receiver that ends with the test.
func NewOTLP(tb testing.TB, o OTLPOptions) *OTLP {
	tb.Helper()
	s := &OTLP{o: o}
	s.busy = func() reply { return reply{status: http.StatusTooManyRequests} }
	s.start(tb, o.Authority, s.answer)
	return s
}

// Exported are the requests of which anything was taken.
func (s *OTLP) Exported() []*logspb.LogsData {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.exported)
}

func (s *OTLP) answer(r *http.Request, text []byte) reply {
	text, err := plain(r, text)
	if err != nil {
		s.complain("the body: %v", err)
		return reply{status: http.StatusBadRequest}
	}
	if s.o.MaxBytes > 0 && len(text) > s.o.MaxBytes {
		return reply{status: http.StatusRequestEntityTooLarge}
	}
	for name := range s.o.Header {
		if r.Header.Get(name) != s.o.Header.Get(name) {
			s.complain("header %s is not as agreed", name)
			return reply{status: http.StatusUnauthorized}
		}
	}
	data, ids, err := s.read(r, text)
	if err != nil {
		s.complain("%v", err)
		return reply{status: http.StatusBadRequest}
	}
	refused := 0
	if s.o.Poison != nil {
		for id := range ids {
			if s.o.Poison(id) {
				refused++
				delete(ids, id)
			}
		}
	}
	if refused > 0 && s.o.RefuseWhole {
		return reply{status: http.StatusBadRequest}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range ids {
		s.store(id, nil)
	}
	if len(ids) > 0 {
		s.exported = append(s.exported, data)
	}
	return s.response(refused)
}

// response is an ExportLogsServiceResponse.
func (s *OTLP) response(refused int) reply {
	switch {
	case s.o.Empty && refused == 0:
		return reply{status: http.StatusNoContent}
	case s.o.JSON && refused == 0:
		return jsonReply(http.StatusOK, map[string]any{})
	case s.o.JSON:
		return jsonReply(http.StatusOK, map[string]any{"partialSuccess": map[string]any{
			"rejectedLogRecords": strconv.Itoa(refused), "errorMessage": "no",
		}})
	}
	var partial, answer []byte
	if refused > 0 {
		partial = protowire.AppendTag(partial, 1, protowire.VarintType)
		partial = protowire.AppendVarint(partial, uint64(refused))
		partial = protowire.AppendTag(partial, 2, protowire.BytesType)
		partial = protowire.AppendString(partial, "no")
	}
	// A partial success of nothing is a success as well, and has a byte to cut.
	answer = protowire.AppendTag(answer, 1, protowire.BytesType)
	answer = protowire.AppendBytes(answer, partial)
	return reply{status: http.StatusOK, header: http.Header{"Content-Type": {"application/x-protobuf"}}, body: answer}
}

// read returns the request and the ids of its events.
func (s *OTLP) read(r *http.Request, text []byte) (*logspb.LogsData, map[string]bool, error) {
	if r.Method != http.MethodPost || r.URL.Path != "/v1/logs" || r.Header.Get("Content-Type") != "application/x-protobuf" {
		return nil, nil, fmt.Errorf("%s %s %q", r.Method, r.URL, r.Header.Get("Content-Type"))
	}
	data := &logspb.LogsData{}
	if err := proto.Unmarshal(text, data); err != nil {
		return nil, nil, err
	}
	if err := unknown(data.ProtoReflect()); err != nil {
		return nil, nil, err
	}
	ids := map[string]bool{}
	for _, resource := range data.GetResourceLogs() {
		if name := attribute(resource.GetResource().GetAttributes(), "service.name"); name != "wxaudit" {
			return nil, nil, fmt.Errorf("service.name is %q", name)
		}
		for _, scope := range resource.GetScopeLogs() {
			for _, record := range scope.GetLogRecords() {
				id, err := recordID(record)
				if err != nil {
					return nil, nil, err
				}
				if ids[id] {
					return nil, nil, fmt.Errorf("event %s is there twice", id)
				}
				ids[id] = true
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil, errors.New("a request without records")
	}
	return data, ids, nil
}

// severities are the numbers of the specification, by our words.
var severities = map[string]logspb.SeverityNumber{
	"info": 9, "low": 10, "medium": 13, "high": 17, "critical": 21,
}

func recordID(r *logspb.LogRecord) (string, error) {
	seen := map[string]bool{}
	for _, a := range r.GetAttributes() {
		if a.GetKey() == "" || seen[a.GetKey()] {
			return "", fmt.Errorf("attribute %q is there twice or has no name", a.GetKey())
		}
		seen[a.GetKey()] = true
	}
	id := attribute(r.GetAttributes(), "metadata.uid")
	switch {
	case id == "":
		return "", errors.New("a record without metadata.uid")
	case r.GetTimeUnixNano() == 0 || r.GetObservedTimeUnixNano() == 0:
		return "", errors.New("a record without its times")
	case r.GetSeverityNumber() == 0 || severities[r.GetSeverityText()] != r.GetSeverityNumber():
		return "", fmt.Errorf("severity %q is not %d", r.GetSeverityText(), r.GetSeverityNumber())
	case r.GetEventName() != "wxaudit.finding" && r.GetEventName() != "wxaudit.heartbeat":
		return "", fmt.Errorf("event name %q", r.GetEventName())
	case r.GetBody().GetStringValue() == "":
		return "", errors.New("a record without a message")
	}
	return id, nil
}

func attribute(all []*commonpb.KeyValue, key string) string {
	for _, a := range all {
		if a.GetKey() == key {
			return a.GetValue().GetStringValue()
		}
	}
	return ""
}

// unknown finds fields that the specification does not have.
func unknown(m protoreflect.Message) (err error) {
	if len(m.GetUnknown()) > 0 {
		return fmt.Errorf("%s has fields of no specification", m.Descriptor().FullName())
	}
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.Message() == nil:
		case f.IsList():
			for i := range v.List().Len() {
				if err = unknown(v.List().Get(i).Message()); err != nil {
					return false
				}
			}
		default:
			err = unknown(v.Message())
		}
		return err == nil
	})
	return err
}
