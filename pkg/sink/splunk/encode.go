package splunk

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/sink"
)

// envelope is about what encode adds to a payload beside origin, in bytes.
const envelope = 320

// origin is the part of the envelope that is the same for every event.
func origin(o Options) []byte {
	var b []byte
	for _, f := range []struct{ name, value, otherwise string }{
		{"host", o.Host, ""}, {"source", o.Source, "wxaudit"}, {"sourcetype", o.SourceType, "wxaudit:finding"}, {"index", o.Index, ""},
	} {
		if f.value == "" {
			f.value = f.otherwise
		}
		if f.value != "" {
			b = append(b, quote(f.name)...)
			b = append(b, ':')
			b = append(append(b, quote(f.value)...), ',')
		}
	}
	return b
}

func quote(text string) []byte { return appendQuoted(nil, text) }

// appendQuoted writes a JSON text. Most are ids, which stay as they are.
func appendQuoted(dst []byte, text string) []byte {
	if !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) }) {
		return append(append(append(dst, '"'), text...), '"')
	}
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // every string can be written
	}
	return append(dst, b...)
}

// encode appends one event with its envelope and a line break. The payload stays
// as it is. The reason says why an event cannot be sent.
func (s *Sink) encode(dst []byte, e sink.Event) (_ []byte, reason string) {
	payload := []byte(e.Body)
	if e.Body == nil && e.Text != "" {
		payload = quote(e.Text)
	}
	if e.Body != nil && (!bytes.HasPrefix(payload, []byte("{")) || !json.Valid(payload)) || len(payload) == 0 {
		return dst, "it is no JSON object"
	}
	dst = append(dst, '{')
	dst = appendTime(dst, e.Time)
	dst = append(dst, s.origin...)
	dst = append(dst, `"event":`...)
	dst = append(dst, payload...)
	dst = append(dst, `,"fields":{`...)
	first := true
	// None of them has the name of a field of the event: a search would see both
	// values in one field, "high" and "High".
	for _, f := range [...]struct{ name, value string }{
		{`"event_uid":`, e.ID}, {`"finding_severity":`, e.Severity}, {`"finding_uid":`, e.Finding},
		{`"kind":`, string(e.Kind)}, {`"run_id":`, e.Run},
	} {
		if f.value == "" {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = appendQuoted(append(dst, f.name...), f.value)
	}
	return append(dst, "}}\n"...), ""
}

// appendTime writes seconds since 1970 with a fraction; for a time that the
// collector does not know it writes nothing, and the collector enters its own.
func appendTime(dst []byte, t time.Time) []byte {
	ms := t.UnixMilli()
	if ms < 0 {
		return dst
	}
	dst = append(dst, `"time":`...)
	dst = strconv.AppendInt(dst, ms/1000, 10)
	return append(dst, '.', byte('0'+ms/100%10), byte('0'+ms/10%10), byte('0'+ms%10), ',')
}
