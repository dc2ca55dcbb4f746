package otlp

import (
	"strings"

	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	resourcepb "go.opentelemetry.io/proto/otlp/resource/v1"

	"wxaudit/pkg/sink"
)

const service = "wxaudit"

// severities are the numbers of the OpenTelemetry log data model, by our words.
var severities = map[string]logspb.SeverityNumber{
	"info":     logspb.SeverityNumber_SEVERITY_NUMBER_INFO,
	"low":      logspb.SeverityNumber_SEVERITY_NUMBER_INFO2,
	"medium":   logspb.SeverityNumber_SEVERITY_NUMBER_WARN,
	"high":     logspb.SeverityNumber_SEVERITY_NUMBER_ERROR,
	"critical": logspb.SeverityNumber_SEVERITY_NUMBER_FATAL,
}

// logs is an ExportLogsServiceRequest: LogsData has the same bytes, and comes
// without gRPC.
func logs(version string, records []*logspb.LogRecord) *logspb.LogsData {
	return &logspb.LogsData{ResourceLogs: []*logspb.ResourceLogs{{
		Resource: &resourcepb.Resource{Attributes: []*commonpb.KeyValue{
			{Key: "service.name", Value: text(service)},
			{Key: "service.version", Value: text(version)},
		}},
		ScopeLogs: []*logspb.ScopeLogs{{
			Scope:      &commonpb.InstrumentationScope{Name: service, Version: version},
			LogRecords: records,
		}},
	}}}
}

// record turns an event into a log record. The same event gives the same record
// on every attempt.
func record(e sink.Event) *logspb.LogRecord {
	var a attributes
	a.add("wxaudit.id", text(e.ID))
	a.add("wxaudit.finding", text(e.Finding))
	a.add("wxaudit.run", text(e.Run))
	a.add("wxaudit.organization", text(e.Organization))
	if members, ok := parse(e.Body); ok {
		a.object("", members, 0)
	} else {
		a.add("wxaudit.text", text(string(e.Payload())))
	}
	var at uint64 // unknown
	if e.Time.Unix() > 0 {
		at = uint64(e.Time.UnixNano())
	}
	severity, ok := severities[e.Severity]
	if !ok {
		severity = logspb.SeverityNumber_SEVERITY_NUMBER_UNSPECIFIED
	}
	return &logspb.LogRecord{
		TimeUnixNano: at, ObservedTimeUnixNano: at,
		SeverityNumber: severity, SeverityText: strings.ToValidUTF8(e.Severity, "\ufffd"),
		EventName: service + "." + strings.ToValidUTF8(string(e.Kind), "\ufffd"), Body: text(e.Message),
		Attributes: a.list, DroppedAttributesCount: a.dropped,
	}
}
