package main

import (
	"iter"
	"time"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/cef"
	"wxaudit/pkg/report/ecs"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/sink"
)

// syslogPayload is what a frame of 8,000 octets leaves for the payload, in octets,
// behind the longest header.
const syslogPayload = 7500

// eventsFor renders the report as a sink wants it, one event after another: by
// what it was told before, or by the report alone.
func eventsFor(rep *report.Report, s policy.Sink, told *report.Told) iter.Seq2[sink.Event, error] {
	form := formsOf(s)[0]
	fill := payloadOf(form)
	events := ocsf.Events(rep)
	if told != nil {
		events = ocsf.EventsFor(rep, told)
	}
	return func(yield func(sink.Event, error) bool) {
		for e := range events {
			out := envelope(e)
			out.Form = form
			if err := fill(&out, e); !yield(out, err) || err != nil {
				return
			}
		}
	}
}

// formsOf names the words in which a sink gets events, and behind them others that
// it would take if it were set up anew. OCSF that is short enough for syslog is
// good for every receiver of OCSF.
func formsOf(s policy.Sink) []string {
	switch {
	case s.Type == "elastic":
		return []string{"ecs"}
	case s.Type == "syslog" && s.Payload == "cef":
		return []string{"cef"}
	case s.Type == "syslog":
		return []string{"short ocsf"}
	default:
		return []string{"ocsf", "short ocsf"}
	}
}

// payloadOf says an event in the first of the words that formsOf names.
func payloadOf(form string) func(*sink.Event, ocsf.Event) error {
	switch form {
	case "ecs":
		return func(out *sink.Event, e ocsf.Event) (err error) {
			out.Body, err = ecs.Encode(e)
			return err
		}
	case "cef":
		return func(out *sink.Event, e ocsf.Event) error {
			out.Text = cef.Encode(e, syslogPayload)
			return nil
		}
	case "short ocsf":
		return func(out *sink.Event, e ocsf.Event) (err error) {
			out.Body, err = ocsf.Encode(ocsf.Shorten(e, syslogPayload))
			return err
		}
	default:
		return func(out *sink.Event, e ocsf.Event) (err error) {
			out.Body, err = ocsf.Encode(e)
			return err
		}
	}
}

// envelope is what a sink may know of an event without reading it.
func envelope(e ocsf.Event) sink.Event {
	kind := sink.Finding
	if e.Metadata.EventCode == ocsf.HeartbeatCode {
		kind = sink.Heartbeat
	}
	return sink.Event{
		// The ids are those of the event: as they are in the report, they may hold
		// what no receiver should read.
		ID:           e.Metadata.UID,
		Kind:         kind,
		Time:         time.UnixMilli(e.Time).UTC(),
		Severity:     string(e.Grade()),
		Finding:      e.FindingInfo.UID,
		Run:          e.Metadata.CorrelationUID,
		Organization: e.Metadata.TenantUID,
		Message:      e.Message,
	}
}
