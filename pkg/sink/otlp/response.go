package otlp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"

	"google.golang.org/protobuf/encoding/protowire"

	"wxaudit/pkg/sink/post"
)

// errNoResponse is of an answer that says 2xx and is not from a receiver of logs:
// a portal that wants somebody to sign in, or a proxy.
var errNoResponse = errors.New("the answer is no ExportLogsServiceResponse, so it acknowledges nothing")

// refused reads an ExportLogsServiceResponse: how many of n records the receiver
// did not take. No body is a full success; some receivers answer in JSON although
// they are asked in protobuf.
//
// https://opentelemetry.io/docs/specs/otlp/#otlphttp-response
func refused(a *post.Answer, n int) (int, error) {
	kind, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		kind = "" // nothing needs a type that has no body
	}
	var count int64
	switch {
	case !a.Whole || kind == "text/html":
		return 0, errNoResponse
	case len(a.Body) == 0:
		return 0, nil
	case kind == "application/x-protobuf" || kind == "application/protobuf":
		count, err = parseResponse(a.Body)
	case kind == "application/json":
		count, err = parseJSON(a.Body)
	default:
		return 0, errNoResponse
	}
	if err != nil {
		return 0, err
	}
	if count < 0 || count > int64(n) {
		return 0, fmt.Errorf("the answer says that %d of %d records were refused", count, n)
	}
	return int(count), nil
}

// Field numbers of opentelemetry/proto/collector/logs/v1/logs_service.proto.
const (
	partialSuccess     = 1 // of ExportLogsServiceResponse
	rejectedLogRecords = 1 // of ExportLogsPartialSuccess
)

// parseResponse reads the message as far as it is needed: its generated type would
// bring gRPC along. Of a field that comes twice the last counts.
func parseResponse(b []byte) (count int64, err error) {
	err = fields(b, func(number protowire.Number, kind protowire.Type, value []byte) error {
		if number != partialSuccess {
			return nil // of a later version
		}
		if kind != protowire.BytesType {
			return errNoResponse
		}
		partial, _ := protowire.ConsumeBytes(value)
		return fields(partial, func(number protowire.Number, kind protowire.Type, value []byte) error {
			if number != rejectedLogRecords {
				return nil // error_message could quote an event
			}
			if kind != protowire.VarintType {
				return errNoResponse
			}
			n, _ := protowire.ConsumeVarint(value)
			count = int64(n)
			return nil
		})
	})
	return count, err
}

// fields visits the fields of a message, each with its value as it is encoded.
func fields(b []byte, visit func(protowire.Number, protowire.Type, []byte) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return errNoResponse
		}
		b = b[n:]
		if n = protowire.ConsumeFieldValue(number, kind, b); n < 0 {
			return errNoResponse
		}
		if err := visit(number, kind, b[:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// parseJSON reads the message in the JSON mapping of protobuf, where a 64-bit
// number is a string; some write it as a number.
func parseJSON(b []byte) (int64, error) {
	var r *struct {
		PartialSuccess struct {
			RejectedLogRecords json.RawMessage `json:"rejectedLogRecords"`
			ErrorMessage       json.RawMessage `json:"errorMessage"` // could quote an event
		} `json:"partialSuccess"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil || r == nil {
		return 0, errNoResponse
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return 0, errNoResponse
	}
	count := r.PartialSuccess.RejectedLogRecords
	if len(count) == 0 || string(count) == "null" {
		return 0, nil
	}
	var n int64
	if err := json.Unmarshal(bytes.Trim(count, `"`), &n); err != nil {
		return 0, errNoResponse
	}
	return n, nil
}
