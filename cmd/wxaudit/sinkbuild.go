package main

import (
	"fmt"
	"time"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/elastic"
	"wxaudit/pkg/sink/file"
	"wxaudit/pkg/sink/otlp"
	"wxaudit/pkg/sink/splunk"
	"wxaudit/pkg/sink/syslog"
	"wxaudit/pkg/sink/webhook"
)

// newSink makes the sink that the settings describe. It reads secrets and
// certificates, and opens no connection. To add a type, add a case, and its shape
// in package policy.
func newSink(sys *system, s policy.Sink) (sink.Sink, error) {
	token, err := sinkToken(sys, s)
	if err != nil {
		return nil, err
	}
	headers, err := sinkHeaders(sys, s)
	if err != nil {
		return nil, err
	}
	tls := sink.TLS{CAFile: s.CAFile, CertFile: s.CertFile, KeyFile: s.KeyFile, ServerName: s.ServerName}
	switch s.Type {
	case "file":
		return file.New(file.Options{
			Path: s.Path, Append: s.Append, RotateBytes: s.RotateBytes,
			Keep: s.Keep, KeepFor: time.Duration(s.KeepDays) * 24 * time.Hour, Now: sys.now,
		})
	case "syslog":
		return syslog.New(syslog.Options{Address: s.Address, TLS: tls, Plain: s.Plain, Hostname: hostname(sys, s)})
	case "splunk":
		return splunk.New(splunk.Options{
			URL: s.URL, TLS: tls, Token: token, Index: s.Index, Source: s.Source, SourceType: s.SourceType,
			Host: hostname(sys, s), Acknowledgement: s.Acknowledgement, Plain: s.Uncompressed,
			Now: sys.now, Random: sys.random, Version: sys.version,
		})
	case "elastic":
		o := elastic.Options{URL: s.URL, TLS: tls, DataStream: s.Index, Plain: s.Uncompressed, Now: sys.now, Version: sys.version}
		if s.Username != "" {
			o.Username, o.Password = s.Username, token
		} else {
			o.APIKey = token
		}
		return elastic.New(o)
	case "webhook":
		return webhook.New(webhook.Options{
			URL: s.URL, TLS: tls, Secret: token, Headers: s.Headers, SecretHeaders: headers,
			NDJSON: s.Payload == "ndjson", Now: sys.now, Version: sys.version,
		})
	case "otlp":
		return otlp.New(otlp.Options{URL: s.URL, TLS: tls, Headers: s.Headers, SecretHeaders: headers, Now: sys.now, Version: sys.version})
	default:
		return nil, fmt.Errorf("there is no sink of type %.40q", s.Type)
	}
}

// hostname is what receivers call this computer.
func hostname(sys *system, s policy.Sink) string {
	if s.Hostname != "" {
		return s.Hostname
	}
	name, err := sys.hostname()
	if err != nil {
		return "" // the field is optional everywhere
	}
	return name
}
