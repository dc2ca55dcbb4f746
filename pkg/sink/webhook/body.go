package webhook

import (
	"bytes"
	"encoding/json"
	"time"

	"wxaudit/pkg/report/asciijson"
	"wxaudit/pkg/sink"
)

// Type is the type of a message, as Standard Webhooks has it. What data holds may
// grow; it loses nothing without another type.
const Type = "wxaudit.findings.v1"

// message is the body of a request.
type message struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      data      `json:"data"`
}

type data struct {
	Run string `json:"run"` // metadata.correlation_uid of the events
	// First is the place of the first of these among all events of the run, from 0;
	// Total counts all.
	First    int               `json:"first"`
	Total    int               `json:"total"`
	Findings []json.RawMessage `json:"findings"`
}

// writeJSON gives the same bytes for the same events.
func writeJSON(first, total int, events []sink.Event) ([]byte, error) {
	m := message{
		Type: Type, Timestamp: events[0].Time.UTC(),
		Data: data{Run: events[0].Run, First: first, Total: total},
	}
	for _, e := range events {
		body := e.Body
		if !json.Valid(body) {
			quoted, err := json.Marshal(string(e.Payload()))
			if err != nil {
				return nil, err
			}
			body = quoted
		}
		m.Data.Findings = append(m.Data.Findings, body)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil {
		return nil, err
	}
	// The events are printable ASCII already; so is the rest.
	return asciijson.All(nil, bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// writeNDJSON writes a line for each event.
func writeNDJSON(events []sink.Event) []byte {
	var b []byte
	for _, e := range events {
		b = append(append(b, e.Payload()...), '\n')
	}
	return b
}
