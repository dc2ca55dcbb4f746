package receivertest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// ElasticOptions set a cluster up.
type ElasticOptions struct {
	Authority *Authority // nil makes one
	// APIKey is the encoded one, base64 of id:key. Without it, Username and
	// Password are asked for.
	APIKey, Username, Password string
	// DataStream is the only one that exists.
	DataStream string
	// Poison says which documents do not fit the mapping.
	Poison func(id string) bool
	// Item gives the status of one item in place of taking it, or 0; attempt counts
	// from 0 how often the event came.
	Item func(id string, attempt int) int
	// IgnoreGzip answers 200 without items to a compressed body, as ZincSearch does.
	IgnoreGzip bool
	// MaxBytes answers 413 to longer bodies; 0 never does.
	MaxBytes int
}

// Elastic is a fake of the bulk interface of Elasticsearch and OpenSearch.
type Elastic struct {
	Server
	o        ElasticOptions
	attempts map[string]int
}

// NewElastic starts a cluster that ends with the test.
func NewElastic(tb testing.TB, o ElasticOptions) *Elastic {
	tb.Helper()
	e := &Elastic{o: o, attempts: map[string]int{}}
	e.busy = func() reply {
		return problem(http.StatusTooManyRequests, "es_rejected_execution_exception", "rejected execution of coordinating operation")
	}
	e.start(tb, o.Authority, e.answer)
	return e
}

// problem is how a request as a whole is refused.
func problem(status int, kind, reason string) reply {
	return jsonReply(status, map[string]any{"error": map[string]any{"type": kind, "reason": reason}, "status": status})
}

func (e *Elastic) authorised(r *http.Request) bool {
	if e.o.APIKey != "" {
		return r.Header.Get("Authorization") == "ApiKey "+e.o.APIKey
	}
	return r.Header.Get("Authorization") == "Basic "+base64.StdEncoding.EncodeToString([]byte(e.o.Username+":"+e.o.Password))
}

func (e *Elastic) answer(r *http.Request, body []byte) reply {
	if !e.authorised(r) {
		return problem(http.StatusUnauthorized, "security_exception", "unable to authenticate with "+r.Header.Get("Authorization"))
	}
	name, ok := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/"), "/_bulk")
	if r.Method != http.MethodPost || !ok {
		e.complain("%s %s", r.Method, r.URL.Path)
		return problem(http.StatusBadRequest, "illegal_argument_exception", "no handler found for uri")
	}
	if kind := r.Header.Get("Content-Type"); kind != "application/x-ndjson" {
		e.complain("content type %q", kind)
		return problem(http.StatusNotAcceptable, "media_type_header_exception", "Content-Type header is not supported")
	}
	if e.o.IgnoreGzip && r.Header.Get("Content-Encoding") != "" {
		return jsonReply(http.StatusOK, map[string]any{"took": 0, "errors": false, "items": []any{}})
	}
	body, err := plain(r, body)
	if err != nil {
		e.complain("the body: %v", err)
		return problem(http.StatusBadRequest, "parse_exception", "not in GZIP format")
	}
	if e.o.MaxBytes > 0 && len(body) > e.o.MaxBytes {
		return reply{status: http.StatusRequestEntityTooLarge}
	}
	if !bytes.HasSuffix(body, []byte("\n")) {
		e.complain("no final newline")
		return problem(http.StatusBadRequest, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")
	}
	lines := bytes.Split(bytes.TrimSuffix(body, []byte("\n")), []byte("\n"))
	if len(lines)%2 != 0 {
		e.complain("%d lines", len(lines))
		return problem(http.StatusBadRequest, "illegal_argument_exception", "Malformed action/metadata line")
	}
	return e.items(name, lines)
}

func (e *Elastic) items(name string, lines [][]byte) reply {
	items, failed := []any{}, false
	for i := 0; i < len(lines); i += 2 {
		var action struct {
			Create *struct {
				ID string `json:"_id"`
			} `json:"create"`
		}
		dec := json.NewDecoder(bytes.NewReader(lines[i]))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&action); err != nil || action.Create == nil || action.Create.ID == "" {
			e.complain("action %s", lines[i])
			return problem(http.StatusBadRequest, "illegal_argument_exception", "Malformed action/metadata line")
		}
		item := e.item(name, action.Create.ID, lines[i+1])
		failed = failed || item["error"] != nil
		items = append(items, map[string]any{"create": item})
	}
	return jsonReply(http.StatusOK, map[string]any{"took": 3, "errors": failed, "items": items})
}

func (e *Elastic) item(name, id string, doc []byte) map[string]any {
	e.mu.Lock()
	defer e.mu.Unlock()
	attempt := e.attempts[id]
	e.attempts[id]++
	answer := func(status int, kind string) map[string]any {
		a := map[string]any{"_index": ".ds-" + name + "-2026.03.01-000001", "_id": id, "status": status}
		if kind != "" {
			a["error"] = map[string]any{"type": kind, "reason": "failed to parse: Preview of field's value: '" + string(doc) + "'"}
		}
		return a
	}
	if name != e.o.DataStream {
		return answer(http.StatusNotFound, "index_not_found_exception")
	}
	if e.o.Item != nil {
		if status := e.o.Item(id, attempt); status != 0 {
			return answer(status, kindOf(status))
		}
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(doc, &fields); err != nil || fields["@timestamp"] == nil {
		return answer(http.StatusBadRequest, "document_parsing_exception")
	}
	if e.o.Poison != nil && e.o.Poison(id) {
		return answer(http.StatusBadRequest, "document_parsing_exception")
	}
	if e.arrived[id] > 0 {
		return answer(http.StatusConflict, "version_conflict_engine_exception")
	}
	e.store(id, doc)
	return answer(http.StatusCreated, "")
}

// kindOf is the type of error that usually goes with a status.
func kindOf(status int) string {
	switch status {
	case http.StatusTooManyRequests:
		return "es_rejected_execution_exception"
	case http.StatusServiceUnavailable:
		return "unavailable_shards_exception"
	case http.StatusConflict:
		return "version_conflict_engine_exception"
	case http.StatusForbidden, http.StatusUnauthorized:
		return "security_exception"
	default:
		return "exception"
	}
}
