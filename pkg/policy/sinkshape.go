package policy

import "slices"

// The types of sinks, in the order of the template.
const (
	fileSink    = "file"
	syslogSink  = "syslog"
	splunkSink  = "splunk"
	elasticSink = "elastic"
	webhookSink = "webhook"
	otlpSink    = "otlp"
)

var sinkTypes = []string{fileSink, syslogSink, splunkSink, elasticSink, webhookSink, otlpSink}

// anySinkShape is what the file is held to before the type of a sink is known:
// which keys it may have depends on that, see sinkShape.
func anySinkShape() shape {
	return shape{kind: anyKey, title: "A receiver of events."}
}

// sinkShape is the shape of a sink of one of the types.
func sinkShape(typ string) shape {
	s := shape{title: sinkTitles[typ], fields: []field{
		{"type", true, among([]string{typ}, "What it is.")},
		{"name", false, oneWord(aSinkName, "What messages and the spool call it; used once, and its type when not given.")},
		{"required", false, shape{kind: yesNo, title: "Whether a run that could not deliver everything to it ends with exit code 3.", fallback: true}},
		{"retry_for", false, oneWord(aDuration, "How long one run tries a receiver that takes nothing, such as 90s, 5m or 1h.")},
	}}
	s.fields = append(s.fields, sinkFields(typ)...)
	if typ != fileSink {
		s.fields = append(s.fields, tlsFields...)
		s.pairs = [][2]string{{"cert_file", "key_file"}}
	}
	switch typ {
	case splunkSink:
		s.oneOf = []string{"token_env", "token_file"}
	case elasticSink, webhookSink:
		s.apart = [][2]string{{"token_env", "token_file"}}
	}
	return s
}

var sinkTitles = map[string]string{
	fileSink:    "Files of events, for an agent that reads them.",
	syslogSink:  "A syslog receiver: RFC 5424 over TLS.",
	splunkSink:  "The HTTP Event Collector of Splunk.",
	elasticSink: "A data stream of Elasticsearch or OpenSearch.",
	webhookSink: "A web address that takes POST, signed as Standard Webhooks.",
	otlpSink:    "An OpenTelemetry collector: logs over HTTP.",
}

var tlsFields = []field{
	{"ca_file", false, oneWord(aFile, "Certificates in PEM to trust in place of the system's.")},
	{"cert_file", false, oneWord(aFile, "A client certificate in PEM, with key_file.")},
	{"key_file", false, oneWord(aFile, "The key of the client certificate.")},
	{"server_name", false, oneWord(aHostOnly, "The name in the receiver's certificate, where it is not that of the address.")},
}

func sinkFields(typ string) []field {
	url := field{"url", true, oneWord(aReceiver, "The receiver's address.")}
	switch typ {
	case fileSink:
		return []field{
			{"path", true, oneWord(aFile, "The directory of the files of each run; with append the one file that grows.")},
			{"append", false, shape{kind: yesNo, title: "Add to one file.", fallback: false}},
			{"rotate_at", false, oneWord(aSize, "With append: the size at which the file is renamed and a new one begun.")},
			{"keep", false, count(1, 100_000, "The most files that are kept; all when not given.")},
			{"keep_days", false, count(1, 36_500, "The days for which files are kept; for ever when not given.")},
		}
	case syslogSink:
		return []field{
			{"address", true, oneWord(aHostPort, "The receiver, with its port; 6514 is the usual one of syslog over TLS.")},
			choice("payload", []string{"ocsf", "cef"}, "What the messages hold: OCSF as JSON, or CEF."),
			{"hostname", false, oneWord(aHostOnly, "HOSTNAME of the messages; this computer's name when not given.")},
			{"plain", false, shape{kind: yesNo, title: "Without TLS, to a relay on this computer only.", fallback: false}},
		}
	case splunkSink:
		return append([]field{url}, append(secretFields("the HEC token"),
			field{"index", false, oneWord(aSplunkIndex, "The index; the token's own when not given.")},
			field{"source", false, oneWord(aSplunkWord, "The source of the events.")},
			field{"source_type", false, fallsBackTo("wxaudit:finding", oneWord(aSplunkWord, "Their source type."))},
			choice("acknowledgement", []string{"auto", "require", "off"}, "Whether to wait until Splunk says that the events are indexed."),
			compressField,
		)...)
	case elasticSink:
		return append([]field{url}, append(secretFields("the API key, or with username the password"),
			field{"username", false, oneWord(aLoginName, "A user, in place of an API key.")},
			field{"index", false, oneWord(aDataStream, "The data stream.")},
			compressField,
		)...)
	case webhookSink:
		return append([]field{url}, append(append(secretFields("the signing secret (whsec_…)"), headerFields()...),
			choice("payload", []string{"json", "ndjson"}, "What a request holds: one JSON object, or an event a line."),
		)...)
	default:
		return append([]field{url}, headerFields()...)
	}
}

var compressField = field{"compress", false, shape{kind: yesNo, title: "Send gzip; false is for receivers that do not read it.", fallback: true}}

func secretFields(what string) []field {
	return []field{
		{"token_env", false, oneWord(aVariable, "The variable of the environment that holds "+what+".")},
		{"token_file", false, oneWord(aSecretFile, "The file that holds "+what+".")},
	}
}

func headerFields() []field {
	return []field{
		{"headers", false, names(aHeader, oneWord(aHeaderValue, ""), "Headers with their values, none of them a secret.")},
		{"headers_env", false, names(aHeader, oneWord(aVariable, ""), "Headers with the variables that hold their values.")},
		{"headers_file", false, names(aHeader, oneWord(aSecretFile, ""), "Headers with the files that hold their values.")},
	}
}

func choice(name string, choices []string, title string) field {
	return field{name, false, fallsBackTo(choices[0], among(choices, title))}
}

func fallsBackTo(value string, s shape) shape {
	s.fallback = value
	return s
}

// sinkSchema is what the schema says of the items of sinks: the keys of each
// type.
func sinkSchema() schema {
	var each []schema
	for _, typ := range sinkTypes {
		each = append(each, schema{
			"if":   schema{"properties": schema{"type": schema{"const": typ}}, "required": []string{"type"}},
			"then": schemaOf(sinkShape(typ)),
		})
	}
	return schema{
		"type": "object", "required": []string{"type"}, "allOf": each,
		"properties": schema{"type": schema{"enum": slices.Clone(sinkTypes), "description": "What it is."}},
	}
}
