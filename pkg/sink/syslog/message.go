package syslog

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wxaudit/pkg/sink"
)

// facility is log audit, number 13 of RFC 5424, section 6.2.1.
const facility = 13

// severities are those of RFC 5424, section 6.2.1, by those of an event: critical
// is 2, error 3, warning 4, notice 5 and informational 6.
var severities = map[string]int{"critical": 2, "high": 3, "medium": 4, "low": 5, "info": 6}

// unknownSeverity is notice: what says nothing of its severity is not hidden
// among what passed.
const unknownSeverity = 5

// header is what all messages of a sink have in common.
type header struct{ host, app, proc string }

func newHeader(o Options) header {
	app := o.AppName
	if app == "" {
		app = "wxaudit"
	}
	return header{host: field(o.Hostname, 255), app: field(app, 48), proc: field(o.ProcID, 128)}
}

// field makes a header field of RFC 5424: printable ASCII without a space, so
// long at most, and "-" where there is nothing.
func field(text string, limit int) string {
	text = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '_'
		}
		return r
	}, text)
	if len(text) > limit {
		text = text[:limit]
	}
	if text == "" {
		return "-"
	}
	return text
}

// timestamp is the TIMESTAMP of RFC 5424, which has at most six digits of a
// second and four of a year.
func timestamp(t time.Time) string {
	t = t.UTC()
	if t.IsZero() || t.Year() < 0 || t.Year() > 9999 {
		return "-"
	}
	return t.Format("2006-01-02T15:04:05.000000Z")
}

// breaks says whether a receiver could take a character for the end of a line, or
// a terminal for a command.
func breaks(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// appendFrame appends an event as a frame of RFC 5425: the length of the message
// in octets, a space, and the message. With a reason, nothing was appended.
func (s *Sink) appendFrame(b []byte, e sink.Event) (frames []byte, reason string) {
	payload := e.Payload()
	if len(payload) == 0 {
		return nil, "the event is empty"
	}
	if !utf8.Valid(payload) || bytes.ContainsFunc(payload, breaks) {
		return nil, "the event is not one line of printable text"
	}
	severity, known := severities[e.Severity]
	if !known {
		severity = unknownSeverity
	}
	// The message has no byte order mark, which CEF receivers would take for a part
	// of "CEF:"; by the grammar it is MSG-ANY. The structured data is "-": a name for ours would need a private enterprise
	// number (RFC 5424, section 6.3.2).
	head := fmt.Sprintf("<%d>1 %s %s %s %s %s - ", facility*8+severity,
		timestamp(e.Time), s.header.host, s.header.app, s.header.proc, field(string(e.Kind), 32))
	size := len(head) + len(payload)
	if size > s.maxFrame {
		return nil, fmt.Sprintf("the message has %d octets, and a frame takes %d", size, s.maxFrame)
	}
	b = strconv.AppendInt(b, int64(size), 10)
	b = append(b, ' ')
	b = append(b, head...)
	return append(b, payload...), ""
}
