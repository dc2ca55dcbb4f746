package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/webex"
)

// exchangeFile is one recorded exchange; its fields stand in this order.
type exchangeFile struct {
	Request requestFile `json:"request"`
	// Status is 0 when no answer came, and Error says why then.
	Status int        `json:"status"`
	Error  webex.Kind `json:"error,omitempty"`
	// Problem is what an error body was understood to say. The body itself is
	// not recorded.
	Problem webex.Problem     `json:"problem,omitempty"`
	Headers map[string]string `json:"headers"`
	ReadAt  time.Time         `json:"read_at,omitzero"`
	// Body is the redacted JSON; null for no body. Text that is not JSON is a
	// string, and a Content-Type header says so.
	Body json.RawMessage `json:"body"`
}

// requestFile is the request of an exchange, redacted.
type requestFile struct {
	Method   string      `json:"method"`
	Host     webex.Alias `json:"host"`
	Path     string      `json:"path"`
	Template string      `json:"template"`
	Query    url.Values  `json:"query"`
}

// recordedHeaders are the headers that a recording keeps.
var recordedHeaders = []string{"Content-Type", "Date", "Link", "Retry-After"}

// recordedFailures are the reasons for which no answer came that a recording
// keeps, so that a replay lacks the answer for the same one. The others are
// about the run that was recorded: its budget, its end.
var recordedFailures = []webex.Kind{webex.Unavailable, webex.Timeout, webex.Schema, webex.Refused, webex.Unauthorized}

// encode writes v as recordings are written: indented, nothing escaped that
// JSON does not ask for, a newline at the end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// decode reads one JSON value into v and refuses what v does not know. The
// error says in which line.
func decode(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return decodeWith(dec, data, v)
}

// decodeLoosely is decode that skips what v does not know.
func decodeLoosely(data []byte, v any) error {
	return decodeWith(json.NewDecoder(bytes.NewReader(data)), data, v)
}

func decodeWith(dec *json.Decoder, data []byte, v any) error {
	if err := dec.Decode(v); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("line %d: it ends too early", line(data, int64(len(data))))
		}
		text := strings.TrimPrefix(err.Error(), "json: ")
		if se, ok := errors.AsType[*json.SyntaxError](err); ok {
			return fmt.Errorf("line %d: %s", line(data, se.Offset), text)
		}
		if te, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Errorf("line %d: %s", line(data, te.Offset), text)
		}
		return errors.New(text) // names the field, but encoding/json does not say where
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("line %d: there is more after the end", line(data, dec.InputOffset()))
	}
	return nil
}

// line is the number of the line of the byte before offset.
func line(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset-1, 0), int64(len(data)))], []byte("\n"))
}

// decodeExchange reads an exchange file and checks that it makes sense.
func decodeExchange(data []byte) (*exchangeFile, error) {
	var f exchangeFile
	if err := decode(data, &f); err != nil {
		return nil, err
	}
	if _, known := webex.DefaultURLs[f.Request.Host]; !known && f.Request.Host != webex.Handshake {
		return nil, fmt.Errorf("request.host %q is none of the services", f.Request.Host)
	}
	switch {
	case f.Request.Method != http.MethodGet:
		return nil, fmt.Errorf("request.method is not GET")
	case !strings.HasPrefix(f.Request.Path, "/"):
		return nil, fmt.Errorf("request.path does not begin with a slash")
	case !strings.HasPrefix(f.Request.Template, "/"):
		return nil, fmt.Errorf("request.template does not begin with a slash")
	case f.Error != "" && !slices.Contains(recordedFailures, f.Error):
		return nil, fmt.Errorf("error %q is not known", f.Error)
	case f.Error != "" && f.Status != 0:
		return nil, fmt.Errorf("there is an error and a status")
	case f.Error == "" && (f.Status < 100 || f.Status > 599):
		return nil, fmt.Errorf("status %d is none", f.Status)
	case !f.Problem.Valid():
		return nil, fmt.Errorf("problem %q is not known", f.Problem)
	case f.Error == "" && f.ReadAt.IsZero():
		return nil, fmt.Errorf("read_at is missing")
	case f.Body == nil:
		return nil, fmt.Errorf("body is missing; write null for none")
	}
	for name := range f.Headers {
		if !slices.Contains(recordedHeaders, name) {
			return nil, fmt.Errorf("header %q is none of %s", name, strings.Join(recordedHeaders, ", "))
		}
	}
	return &f, nil
}

// request is the request that the exchange answers.
func (f *exchangeFile) request() webex.Request {
	return webex.Request{Host: f.Request.Host, Path: f.Request.Path, Template: f.Request.Template, Query: f.Request.Query}
}

// response is the answer as the client sees it.
func (f *exchangeFile) response() *webex.Response {
	resp := &webex.Response{
		Status: f.Status, Header: http.Header{}, Body: f.Body,
		ReadAt: f.ReadAt.UTC(), Problem: f.Problem,
	}
	for name, value := range f.Headers {
		resp.Header.Set(name, value)
	}
	var text string
	switch {
	case bytes.Equal(f.Body, []byte("null")):
		resp.Body = nil
	case isText(resp.Header) && json.Unmarshal(f.Body, &text) == nil:
		resp.Body = []byte(text)
	}
	return resp
}

// isText tells that the recorded body is a string that stands for bare text.
func isText(h http.Header) bool {
	return strings.HasPrefix(h.Get("Content-Type"), "text/")
}
