package receivertest

import (
	"errors"
	"fmt"
	"net/http"

	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// OTLP receives logs by the OpenTelemetry protocol over HTTP, in protobuf, and
// refuses what the specification does not allow or wxaudit never sends.
type OTLP struct {
	station
	options  OTLPOptions
	requests []*logspb.LogsData
}

// OTLPOptions describe a receiver.
type OTLPOptions struct {
	// Header must come with every request.
	Header http.Header
	// Poison says which ids are refused.
	Poison func(id string) bool
	// RefuseWhole answers 400 for a request with poison in it; otherwise the rest is
	// taken and the answer says how many were not.
	RefuseWhole bool
	// Empty answers with 204 and nothing, as some receivers do; JSON with JSON.
	Empty, JSON bool
}

// NewOTLP starts a receiver.
func NewOTLP(o OTLPOptions) (*OTLP, error) {
	s := &OTLP{options: o}
	return s, s.open(s.receive)
}

// URL is the address without the path that the specification adds.
func (s *OTLP) URL() string { return "http://" + s.address }

// Requests are all that were taken.
func (s *OTLP) Requests() []*logspb.LogsData {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

func (s *OTLP) receive(w http.ResponseWriter, r *http.Request) {
	text, err := body(r)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest) // the sender was killed in the middle
		return
	}
	for name := range s.options.Header {
		if r.Header.Get(name) != s.options.Header.Get(name) {
			s.fault("header %s is not as agreed", name)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
	}
	data, ids, err := s.read(r, text)
	if err != nil {
		s.fault("%v", err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var good []string
	for _, id := range ids {
		if s.options.Poison == nil || !s.options.Poison(id) {
			good = append(good, id)
		}
	}
	refused := len(ids) - len(good)
	if refused > 0 && s.options.RefuseWhole {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.take(good...)
	s.mu.Lock()
	s.requests = append(s.requests, data)
	s.mu.Unlock()
	s.answer(w, refused)
}

// answer writes an ExportLogsServiceResponse.
func (s *OTLP) answer(w http.ResponseWriter, refused int) {
	switch {
	case s.options.Empty && refused == 0:
		w.WriteHeader(http.StatusNoContent)
	case s.options.JSON && refused == 0:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte("{}"))
	case s.options.JSON:
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = fmt.Fprintf(w, `{"partialSuccess":{"rejectedLogRecords":"%d","errorMessage":"no"}}`, refused)
	default:
		var partial, answer []byte
		if refused > 0 {
			partial = protowire.AppendTag(partial, 1, protowire.VarintType)
			partial = protowire.AppendVarint(partial, uint64(refused))
			partial = protowire.AppendTag(partial, 2, protowire.BytesType)
			partial = protowire.AppendString(partial, "no")
			answer = protowire.AppendTag(answer, 1, protowire.BytesType)
			answer = protowire.AppendBytes(answer, partial)
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
		_, _ = w.Write(answer)
	}
}

// read returns the request and the ids of its events.
func (s *OTLP) read(r *http.Request, text []byte) (*logspb.LogsData, []string, error) {
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
	var ids []string
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
				ids = append(ids, id)
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
