package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

// everySink says everything that can be said about sinks.
const everySink = `version: 1
sinks:
  - type: file
    name: agent
    required: false
    retry_for: 90s
    path: /var/lib/wxaudit/events.ndjson
    append: true
    rotate_at: 100MB
    keep: 30
    keep_days: 365
  - type: syslog
    address: "[2001:db8::1]:6514"
    payload: cef
    hostname: audit.clinic.example
    ca_file: ca.pem
    cert_file: client.pem
    key_file: client.key
    server_name: siem.clinic.example
  - name: relay
    type: syslog
    address: 127.0.0.1:514
    plain: true
  - type: splunk
    required: true
    url: https://splunk.clinic.example:8088/services/collector/event
    token_env: SPLUNK_HEC_TOKEN
    index: compliance
    source: wxaudit/nightly
    source_type: wxaudit:finding
    acknowledgement: off
  - type: elastic
    url: http://localhost:9200
    token_file: /run/secrets/elastic
    username: elastic
    index: logs-wxaudit.findings-default
    compress: false
  - type: webhook
    url: https://hooks.clinic.example/a?version=2
    token_file: ./secret
    payload: ndjson
    headers: {X-Tenant: the clinic}
    headers_env: {X-Goog-Api-Key: SECOPS_KEY}
    headers_file: {X-Webhook-Access-Key: 'C:\secrets\hook'}
  - type: otlp
    url: https://otel:4318
    headers_file: {Authorization: /run/secrets/otel}
`

func TestSinks(t *testing.T) {
	t.Parallel()
	require.NoError(t, fits(t, policySchema(t, catalogue()), []byte(everySink)))
	require.Equal(t, []policy.Sink{
		{
			Name: "agent", Type: "file", Line: 3, Optional: true, RetryFor: 90 * time.Second,
			Path: "/var/lib/wxaudit/events.ndjson", Append: true, RotateBytes: 100_000_000, Keep: 30, KeepDays: 365,
		},
		{
			Name: "syslog", Type: "syslog", Line: 12, Address: "[2001:db8::1]:6514", Payload: "cef", Hostname: "audit.clinic.example",
			CAFile: "ca.pem", CertFile: "client.pem", KeyFile: "client.key", ServerName: "siem.clinic.example",
		},
		{Name: "relay", Type: "syslog", Line: 20, Address: "127.0.0.1:514", Plain: true},
		{
			Name: "splunk", Type: "splunk", Line: 24, URL: "https://splunk.clinic.example:8088/services/collector/event", TokenEnv: "SPLUNK_HEC_TOKEN",
			Index: "compliance", Source: "wxaudit/nightly", SourceType: "wxaudit:finding", Acknowledgement: "off",
		},
		{
			Name: "elastic", Type: "elastic", Line: 32, URL: "http://localhost:9200", TokenFile: "/run/secrets/elastic", Username: "elastic",
			Index: "logs-wxaudit.findings-default", Uncompressed: true,
		},
		{
			Name: "webhook", Type: "webhook", Line: 38, URL: "https://hooks.clinic.example/a?version=2", TokenFile: "./secret", Payload: "ndjson",
			Headers:     map[string]string{"X-Tenant": "the clinic"},
			HeadersEnv:  map[string]string{"X-Goog-Api-Key": "SECOPS_KEY"},
			HeadersFile: map[string]string{"X-Webhook-Access-Key": `C:\secrets\hook`},
		},
		{
			Name: "otlp", Type: "otlp", Line: 45, URL: "https://otel:4318",
			HeadersFile: map[string]string{"Authorization": "/run/secrets/otel"},
		},
	}, parse(t, everySink).Sinks)
}

func TestWhere(t *testing.T) {
	t.Parallel()
	var where []string
	for _, s := range parse(t, everySink).Sinks {
		where = append(where, s.Where())
	}
	require.Equal(t, []string{
		"/var/lib/wxaudit/events.ndjson", "[2001:db8::1]:6514", "127.0.0.1:514", "https://splunk.clinic.example:8088",
		"http://localhost:9200", "https://hooks.clinic.example", "https://otel:4318",
	}, where)
}

func TestNoSinks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"version: 1", "version: 1\nsinks: []"} {
		require.Empty(t, parse(t, text).Sinks)
	}
}

// inSinks is a policy with one sink on line 3.
func inSinks(settings string) string { return "version: 1%sinks:%  - {" + settings + "}" }

// The secrets of these tests are called "mallory" too, or look like what they
// pretend to be.
const (
	hecToken = "5f1e7a52-0d4f-4b5a-9c8e-7f6a5b4c3d2e"
	apiKey   = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="
)

func sinksRefused() []refused {
	const splunk = "type: splunk, url: 'https://a.example'"
	const webhook = "type: webhook, url: 'https://a.example'"
	return []refused{
		{name: "sinks as a group", text: "version: 1%sinks: {type: file}", line: 2, says: "not a list", sees: true},
		{name: "a word as sink", text: "version: 1%sinks: [mallory]", line: 2, says: "not a group", sees: true},
		{name: "no type", text: inSinks("name: a"), line: 3, says: `"type" is missing in a sink; the types are file, syslog, splunk, elastic, webhook, otlp`, sees: true},
		{name: "unknown type", text: inSinks("type: mallory"), line: 3, says: `"type" is none of its words`, sees: true},
		{name: "misspelt type", text: inSinks("type: splnk"), line: 3, says: `did you mean "splunk"?`, sees: true},
		{name: "type as a list", text: inSinks("type: [file]"), line: 3, says: `"type" is not`, sees: true},
		{name: "key of another type", text: "version: 1%sinks:%  - type: webhook%    url: 'https://a.example'%    index: mallory", line: 5,
			says: `unknown key "index" in a sink of type webhook; the keys are type, name, required, retry_for, url, token_env, token_file, headers, headers_env, headers_file, payload, ca_file, cert_file, key_file, server_name`, sees: true},
		{name: "misspelt key", text: inSinks("type: file, paht: mallory"), line: 3, says: `did you mean "path"?`, sees: true},
		{name: "name with a slash", text: inSinks("type: file, path: a, name: ../mallory"), line: 3, says: `"name" is not a name`, sees: true},
		{name: "name in capitals", text: inSinks("type: file, path: a, name: Mallory"), line: 3, says: `"name" is not a name`, sees: true},
		{name: "long name", text: inSinks("type: file, path: a, name: " + strings.Repeat("a", 41)), line: 3, says: `"name" is not a name`, sees: true},
		{name: "called all", text: inSinks("type: file, path: a, name: all"), line: 3, says: `"name" means all sinks`},
		{name: "name twice", text: "version: 1%sinks:%  - {type: file, path: a}%  - {type: file, path: b}", line: 4, says: "the sink on line 3 has the same name"},
		{name: "path twice", text: "version: 1%sinks:%  - {type: file, path: mallory}%  - {type: file, name: b, path: mallory}", line: 4, says: "the sink on line 3 writes to the same path"},
		{name: "required in quotes", text: inSinks("type: file, path: a, required: 'no'"), line: 3, says: "not true or false", sees: true},
		{name: "duration as number", text: inSinks("type: file, path: a, retry_for: 5"), line: 3, says: `"retry_for" is not a duration`, sees: true},
		{name: "no duration", text: inSinks("type: file, path: a, retry_for: 0s"), line: 3, says: `"retry_for" is not a duration; write it like 5m`, sees: true},
		{name: "two days", text: inSinks("type: file, path: a, retry_for: 48h"), line: 3, says: "longer than a day"},

		{name: "no path", text: inSinks("type: file"), line: 3, says: `"path" is missing in a sink of type file`, sees: true},
		{name: "rotation without append", text: inSinks("type: file, path: a, rotate_at: 5MB"), line: 3, says: `stands without "append: true"`},
		{name: "bytes without a unit", text: inSinks("type: file, path: a, append: true, rotate_at: 5000000"), line: 3, says: `"rotate_at" is not a size`, sees: true},
		{name: "keep without rotation", text: inSinks("type: file, path: a, append: true, keep: 3"), line: 3, says: `"keep" stands without "rotate_at"`},
		{name: "keep nothing", text: inSinks("type: file, path: a, keep: 0"), line: 3, says: "out of bounds", sees: true},
		{name: "keep for ever", text: inSinks("type: file, path: a, keep_days: 100000"), line: 3, says: "out of bounds", sees: true},

		{name: "no address", text: inSinks("type: syslog"), line: 3, says: `"address" is missing`, sees: true},
		{name: "no port", text: inSinks("type: syslog, address: siem.mallory.example"), line: 3, says: "not a host with its port", sees: true},
		{name: "port 0", text: inSinks("type: syslog, address: 'mallory.example:0'"), line: 3, says: "not a host with its port"},
		{name: "port too high", text: inSinks("type: syslog, address: 'mallory.example:65536'"), line: 3, says: "not a host with its port"},
		{name: "no IPv6", text: inSinks("type: syslog, address: '[1:2:3]:6514'"), line: 3, says: "not a host with its port"},
		{name: "plain to elsewhere", text: inSinks("type: syslog, address: 'mallory.example:514', plain: true"), line: 3, says: "this computer only"},
		{name: "plain to an address elsewhere", text: inSinks("type: syslog, address: '192.0.2.1:514', plain: true"), line: 3, says: "this computer only"},
		{name: "plain to a look-alike", text: inSinks("type: syslog, address: 'localhost.mallory.example:514', plain: true"), line: 3, says: "this computer only"},
		{name: "plain with certificates", text: inSinks("type: syslog, address: 'localhost:514', plain: true, ca_file: a"), line: 3, says: "files of TLS"},
		{name: "unknown payload", text: inSinks("type: syslog, address: 'a:1', payload: leef"), line: 3, says: `"payload" is none of its words; the words are ocsf, cef`, sees: true},
		{name: "host name with a blank", text: inSinks("type: syslog, address: 'a:1', hostname: 'a mallory'"), line: 3, says: `"hostname" is not a host name`, sees: true},
		{name: "certificate without a key", text: inSinks("type: syslog, address: 'a:1', cert_file: mallory"), line: 3, says: `"cert_file" stands without "key_file"`, sees: true},
		{name: "a key in place of its file", text: "version: 1%sinks:%  - type: syslog%    address: a:1%    cert_file: a%    key_file: |%      -----BEGIN PRIVATE KEY-----%      mallory", line: 6, says: `"key_file" looks like a secret`, sees: true},

		{name: "no url", text: inSinks("type: splunk, token_env: A"), line: 3, says: `"url" is missing`, sees: true},
		{name: "http to elsewhere", text: inSinks("type: otlp, url: 'http://mallory.example'"), line: 3, says: "not an https address", sees: true},
		{name: "http to a look-alike", text: inSinks("type: otlp, url: 'http://localhost.mallory.example'"), line: 3, says: "not an https address", sees: true},
		{name: "http behind a user", text: inSinks("type: otlp, url: 'http://localhost@mallory.example'"), line: 3, says: "not an https address", sees: true},
		{name: "user in the address", text: inSinks("type: otlp, url: 'https://user:mallory@a.example'"), line: 3, says: "not an https address", sees: true},
		{name: "fragment", text: inSinks("type: otlp, url: 'https://a.example/#mallory'"), line: 3, says: "not an https address", sees: true},
		{name: "port of an address", text: inSinks("type: otlp, url: 'https://a.example:99999/mallory'"), line: 3, says: `"url" is not an address`},
		{name: "broken escape", text: inSinks("type: otlp, url: 'https://a.example/%%zz'"), line: 3, says: "not"},
		{name: "secret in the address", text: inSinks("type: webhook, url: 'https://a.example/?key=mallory'"), line: 3, says: `"url" holds what may be a secret`},

		{name: "query for Splunk", text: inSinks("type: splunk, url: 'https://a.example/?mallory=1', token_env: A"), line: 3, says: `"url" holds a query`},
		{name: "nobody knows who sends", text: inSinks(webhook + ", headers: {X-A: mallory}"), line: 3, says: "nothing tells the receiver of the webhook who sends; add token_env"},
		{name: "no token", text: inSinks(splunk), line: 3, says: "a sink of type splunk has 0 of token_env, token_file", sees: true},
		{name: "two tokens", text: inSinks(splunk + ", token_env: A, token_file: /a"), line: 3, says: "has 2 of token_env, token_file", sees: true},
		{name: "two secrets", text: inSinks(webhook + ", token_env: A, token_file: /a"), line: 3, says: `"token_file" stands beside "token_env"`, sees: true},
		{name: "a token under a key of its own", text: inSinks(splunk + ", token: mallory"), line: 3, says: `"token" does not belong here; name a variable`, sees: true},
		{name: "a token in token_env", text: inSinks(splunk + ", token_env: " + hecToken), line: 3, says: `"token_env" looks like a secret`, sees: true},
		{name: "a token in token_file", text: inSinks(splunk + ", token_file: " + hecToken), line: 3, says: `"token_file" looks like a secret`, sees: true},
		{name: "an API key in token_env", text: inSinks(webhook + ", token_env: '" + apiKey + "'"), line: 3, says: `"token_env" looks like a secret`, sees: true},
		{name: "a signing secret in token_env", text: inSinks(webhook + ", token_env: whsec_TUFMTE9SWQ"), line: 3, says: `"token_env" looks like a secret`, sees: true},
		{name: "a short secret in token_env", text: inSinks(webhook + ", token_env: mallory"), line: 3, says: `"token_env" is not the name of an environment variable`, sees: true},
		{name: "a short secret in token_file", text: inSinks(webhook + ", token_file: mallory"), line: 3, says: `"token_file" is not the path of a file`, sees: true},
		{name: "a long secret in capitals", text: inSinks(webhook + ", token_env: " + strings.Repeat("MALL0RY", 4)), line: 3, says: `"token_env" is not the name`, sees: true},
		{name: "a token as index", text: inSinks(splunk + ", token_env: A, index: " + hecToken), line: 3, says: `"index" looks like a secret`},
		{name: "a token as key", text: inSinks(splunk + ", " + hecToken + ": a"), line: 3, says: "a key looks like a secret", sees: true},
		{name: "a user without a password", text: inSinks("type: elastic, url: 'https://a.example', username: mallory"), line: 3, says: "without a password"},
		{name: "index in capitals", text: inSinks("type: elastic, url: 'https://a.example', index: Mallory"), line: 3, says: "data stream", sees: true},
		{name: "acknowledgement as a switch", text: inSinks(splunk + ", token_env: A, acknowledgement: true"), line: 3, says: "put it into quotes", sees: true},

		{name: "header with a colon", text: inSinks(webhook + ", headers: {'X-A: mallory': b}"), line: 3, says: `a key in "headers" is not the name of a header`, sees: true},
		{name: "header on two lines", text: inSinks(webhook + `, headers: {X-A: "a\n mallory"}`), line: 3, says: `"X-A" in "headers" is not a header's value`, sees: true},
		{name: "headers as a list", text: inSinks(webhook + ", headers: [mallory]"), line: 3, says: `"headers" is not a group`, sees: true},
		{name: "Authorization in the clear", text: inSinks(webhook + ", headers: {authorization: mallory}"), line: 3, says: `"authorization" in "headers" may be a secret; put`},
		{name: "API key in the clear", text: inSinks(webhook + ", headers: {X-Goog-Api-Key: mallory}"), line: 3, says: "may be a secret"},
		{name: "a bearer in the clear", text: inSinks(webhook + ", headers: {X-A: Bearer mallory}"), line: 3, says: `"X-A" looks like a secret`},
		{name: "a header twice", text: inSinks(webhook + ", headers: {X-A: a}, headers_env: {x-a: MALLORY}"), line: 3, says: `"x-a" in "headers_env" is given twice`},
		{name: "a header of ours", text: inSinks(webhook + ", headers: {Webhook-Id: mallory}"), line: 3, says: "is set by wxaudit"},
		{name: "a value in place of a variable", text: inSinks(webhook + ", headers_env: {X-A: mallory}"), line: 3, says: `"X-A" in "headers_env" is not the name of an environment`, sees: true},
		{name: "a value in place of a file", text: inSinks(webhook + ", headers_file: {X-A: mallory}"), line: 3, says: `"X-A" in "headers_file" is not the path`, sees: true},
		{name: "headers of Splunk", text: inSinks(splunk + ", token_env: A, headers: {}"), line: 3, says: `unknown key "headers"`, sees: true},
	}
}

func TestSinksRefused(t *testing.T) {
	t.Parallel()
	s := policySchema(t, catalogue())
	for _, r := range sinksRefused() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			p, err := policy.Parse("wxaudit.yaml", []byte(r.file()), catalogue())
			require.Nil(t, p)
			isRefused(t, r, "wxaudit.yaml", err)
			quotesNoSecret(t, err)
			if r.sees {
				require.Error(t, fits(t, s, []byte(r.file())), "the schema takes it")
			}
		})
	}
}

// quotesNoSecret holds an error to the promise that it shows no value.
func quotesNoSecret(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{hecToken, apiKey, "TUFMTE9SWQ", "MALL0RY", "BEGIN"} {
		require.NotContains(t, err.Error(), secret)
	}
}
