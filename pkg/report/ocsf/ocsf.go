package ocsf

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"wxaudit/pkg/report"
	"wxaudit/pkg/report/asciijson"
)

// Version is the version of the schema.
const Version = "1.6.0"

// The two kinds of events, by metadata.event_code.
const (
	FindingCode   = "wxaudit.finding"
	HeartbeatCode = "wxaudit.heartbeat"
)

// MaxSize is more octets than any line has.
const MaxSize = 64 << 10

const classUID = 2003

// Write writes the events of the report, each on a line of printable ASCII. Its
// memory does not grow with the findings. The same report gives the same bytes.
func Write(w io.Writer, r *report.Report) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var enc encoder
	for e := range Events(r) {
		line, err := enc.encode(e)
		if err != nil {
			return fmt.Errorf("ocsf: event %d: %w", e.Metadata.Sequence, err)
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Encode gives the event as one line of printable ASCII, without its end.
func Encode(e Event) ([]byte, error) {
	var enc encoder
	return enc.encode(e)
}

// encoder keeps its memory from event to event.
type encoder struct {
	text bytes.Buffer
	line []byte
}

// encode gives a line that is good until the next call.
func (c *encoder) encode(e Event) ([]byte, error) {
	c.text.Reset()
	enc := json.NewEncoder(&c.text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&e); err != nil {
		return nil, err
	}
	c.line = asciijson.All(c.line[:0], bytes.TrimSuffix(c.text.Bytes(), []byte("\n")))
	return c.line, nil
}
