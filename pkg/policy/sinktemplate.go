package policy

// sinks writes what the keys mean, and an example of each type.
func (t *template) sinks(section field) {
	t.raw("")
	t.remark(0, section.title+" Secrets never stand here: name a variable of the environment (token_env) or a file (token_file).")
	t.setting(0, section.name, "")
	for _, f := range sinkShape(fileSink).fields[:4] { // those of every type
		t.remark(1, f.name+": "+f.title)
	}
	for _, f := range tlsFields {
		t.remark(1, f.name+" (all types but file): "+f.title)
	}
	for _, typ := range sinkTypes {
		t.remark(1, typ+": "+sinkTitles[typ])
		for _, f := range sinkFields(typ) {
			t.remark(2, f.name+": "+f.title)
		}
		t.setting(1, "- type", typ)
		for _, e := range sinkExamples[typ] {
			t.setting(1, "  "+e[0], e[1])
		}
	}
}

// sinkExamples are keys with their values, as they stand in the template.
var sinkExamples = map[string][][2]string{
	fileSink: {
		{"name", "agent"}, {"path", "/var/lib/wxaudit/events"}, {"keep_days", "90"},
	},
	syslogSink: {
		{"address", "siem.clinic.example:6514"}, {"ca_file", "/etc/wxaudit/siem-ca.pem"},
		{"cert_file", "/etc/wxaudit/client.pem"}, {"key_file", "/etc/wxaudit/client.key"}, {"payload", "cef"},
	},
	splunkSink: {
		{"url", "https://splunk.clinic.example:8088"}, {"token_env", "WXAUDIT_SPLUNK_TOKEN"}, {"index", "compliance"}, {"retry_for", "10m"},
	},
	elasticSink: {
		{"url", "https://elastic.clinic.example:9200"}, {"token_file", "/run/secrets/elastic-api-key"}, {"index", "logs-wxaudit.findings-default"},
	},
	webhookSink: {
		{"url", "https://hooks.clinic.example/wxaudit"}, {"token_env", "WXAUDIT_WEBHOOK_SECRET"},
		{"headers", `{"X-Tenant": "clinic"}`}, {"headers_env", `{"X-Goog-Api-Key": "SECOPS_API_KEY"}`}, {"required", "false"},
	},
	otlpSink: {
		{"url", "https://otel.clinic.example:4318"}, {"headers_file", `{"Authorization": "/run/secrets/otel-authorization"}`},
	},
}
