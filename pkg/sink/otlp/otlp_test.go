package otlp_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/otlp"
)

const canary = "canary-header-7Q4Z"

// events are those of a report, as the command makes them.
func events(t *testing.T, r *report.Report) (out []sink.Event) {
	t.Helper()
	for e := range ocsf.Events(r) {
		line, err := ocsf.Encode(e)
		require.NoError(t, err)
		out = append(out, sink.Event{
			ID: e.Metadata.UID, Kind: sink.Finding, Time: reporttest.Now, Severity: "high", Finding: e.FindingInfo.UID,
			Run: "run-1", Organization: "org-1", Message: "a message", Body: bytes.Clone(line),
		})
	}
	out[len(out)-1].Kind, out[len(out)-1].Severity = sink.Heartbeat, "info"
	return out
}

func open(t *testing.T, o otlp.Options) *otlp.Sink {
	t.Helper()
	o.Now, o.Version = func() time.Time { return reporttest.Now }, "1.2.3"
	s, err := otlp.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	secret := map[string]sink.Secret{"Authorization": sink.NewSecret("Bearer " + canary)}
	for name, o := range map[string]receivertest.OTLPOptions{
		"protobuf": {}, "empty": {Empty: true}, "json": {JSON: true},
		"with a header": {Header: http.Header{"Authorization": {"Bearer " + canary}, "X-Scope-Orgid": {"clinic"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range []*report.Report{reporttest.Clinic(), reporttest.Hostile(), reporttest.Empty()} {
				receiver := receivertest.NewOTLP(t, o)
				s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS(), SecretHeaders: secret, Headers: map[string]string{"x-scope-orgid": "clinic"}})
				all := events(t, r)
				got, err := s.Send(t.Context(), receivertest.Batch(all))
				require.NoError(t, err)
				require.Equal(t, sink.Result{}, got)
				require.Empty(t, receiver.Complaints())
				require.Len(t, receiver.Arrived(), len(all))
				require.Len(t, receiver.Exported(), 1)
				strict(t, receiver.Exported()[0])
			}
		})
	}
}

// strict writes the request in JSON and reads it again, which refuses what the
// protocol does not have.
func strict(t *testing.T, data *logspb.LogsData) {
	t.Helper()
	text, err := protojson.MarshalOptions{}.Marshal(data)
	require.NoError(t, err)
	var again logspb.LogsData
	require.NoError(t, protojson.UnmarshalOptions{}.Unmarshal(text, &again))
	first, err := protojson.Marshal(&again)
	require.NoError(t, err)
	require.JSONEq(t, string(text), string(first))
}

// Every field of a request, one by one.
func TestTheRequest(t *testing.T) {
	t.Parallel()
	receiver := receivertest.NewOTLP(t, receivertest.OTLPOptions{})
	s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS()})
	var all []sink.Event
	for i, severity := range []string{"info", "low", "medium", "high", "critical"} {
		all = append(all, sink.Event{
			ID: fmt.Sprint("id-", i), Kind: sink.Finding, Time: reporttest.Now, Severity: severity, Finding: "wxa1-f", Run: "run-1", Organization: "org-1",
			Message: "the host lets attendees in",
			Body:    json.RawMessage(`{"metadata":{"uid":"id-` + fmt.Sprint(i) + `"}}`),
		})
	}
	all[0].Kind = sink.Heartbeat
	all[4].Body = json.RawMessage(`{"a":{"b":{"c":1}},"metadata":{"uid":"id-4","profiles":["cloud","x"]},"big":9223372036854775807,"real":1.5,` +
		`"list":[1,"two",null,{"k":true,"deep":[2]}],"none":null,"empty":{},"no":false,"a.b.c":"the same key"}`)
	_, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Empty(t, receiver.Complaints())

	text, err := protojson.Marshal(receiver.Exported()[0])
	require.NoError(t, err)
	str := func(key, value string) string {
		return fmt.Sprintf(`{"key":%q,"value":{"stringValue":%q}}`, key, value)
	}
	ids := func(i int) string {
		return strings.Join([]string{str("wxaudit.id", fmt.Sprint("id-", i)), str("wxaudit.finding", "wxa1-f"), str("wxaudit.run", "run-1"), str("wxaudit.organization", "org-1")}, ",")
	}
	record := func(number, severity, event, attributes, more string) string {
		return fmt.Sprintf(`{"timeUnixNano":"1772330400000000000","observedTimeUnixNano":"1772330400000000000","severityNumber":"SEVERITY_NUMBER_%s",`+
			`"severityText":%q,"eventName":"wxaudit.%s","body":{"stringValue":"the host lets attendees in"},"attributes":[%s]%s}`, number, severity, event, attributes, more)
	}
	uid := func(i int) string { return "," + str("metadata.uid", fmt.Sprint("id-", i)) }
	last := ids(4) + `,{"key":"a.b.c","value":{"intValue":"1"}},{"key":"big","value":{"intValue":"9223372036854775807"}},` +
		`{"key":"empty","value":{"kvlistValue":{}}},` +
		`{"key":"list","value":{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"two"},{},{"kvlistValue":{"values":[` +
		`{"key":"deep","value":{"arrayValue":{"values":[{"intValue":"2"}]}}},{"key":"k","value":{"boolValue":true}}]}}]}}},` +
		`{"key":"metadata.profiles","value":{"arrayValue":{"values":[{"stringValue":"cloud"},{"stringValue":"x"}]}}}` + uid(4) +
		`,{"key":"no","value":{"boolValue":false}},{"key":"real","value":{"doubleValue":1.5}}`
	require.JSONEq(t, `{"resourceLogs":[{"resource":{"attributes":[`+str("service.name", "wxaudit")+`,`+str("service.version", "1.2.3")+`]},`+
		`"scopeLogs":[{"scope":{"name":"wxaudit","version":"1.2.3"},"logRecords":[`+strings.Join([]string{
		record("INFO", "info", "heartbeat", ids(0)+uid(0), ""),
		record("INFO2", "low", "finding", ids(1)+uid(1), ""),
		record("WARN", "medium", "finding", ids(2)+uid(2), ""),
		record("ERROR", "high", "finding", ids(3)+uid(3), ""),
		record("FATAL", "critical", "finding", last, `,"droppedAttributesCount":1`),
	}, ",")+`]}]}]}`, string(text))
}

// Nothing that an event can hold keeps it, or another, from being sent.
func TestHostileEvents(t *testing.T) {
	t.Parallel()
	receiver := receivertest.NewOTLP(t, receivertest.OTLPOptions{})
	s := open(t, otlp.Options{URL: receiver.URL(), TLS: receiver.TLS()})
	uid := `"metadata":{"uid":"%d"}`
	var many strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&many, `"z%d":%d,`, i, i)
	}
	bodies := []string{
		`{` + uid + `,"n":1e999,"m":123456789012345678901234567890,"z":-0.0,"s":"\ud800\u0000\u202e"}`,
		`{` + uid + `,"deep":` + strings.Repeat(`{"a":[`, 200) + `1` + strings.Repeat(`]}`, 200) + `}`,
		`{` + uid + `,"":{"":""},"a..b":1,"\u0000":2}`,
		`{"0":"` + strings.Repeat("x", 1<<20) + `",` + uid + `}`,
		`{` + uid + `,` + many.String() + `"z":1}`,
	}
	var all []sink.Event
	for i, b := range bodies {
		all = append(all, sink.Event{
			ID: fmt.Sprint(i), Kind: sink.Finding, Time: reporttest.Now, Severity: "high", Message: "bad \xff bytes", Run: "\xff", Body: json.RawMessage(fmt.Sprintf(b, i)),
		})
	}
	got, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Empty(t, got)
	require.Empty(t, receiver.Complaints())
	require.Len(t, receiver.Arrived(), len(all))
	for _, r := range receiver.Exported()[0].ResourceLogs[0].ScopeLogs[0].LogRecords {
		require.LessOrEqual(t, len(r.Attributes), 1024)
	}
	require.Equal(t, uint32(1), receiver.Exported()[0].ResourceLogs[0].ScopeLogs[0].LogRecords[1].DroppedAttributesCount, "what lies too deep is counted")
	require.Equal(t, uint32(3000+2+4-1024), receiver.Exported()[0].ResourceLogs[0].ScopeLogs[0].LogRecords[4].DroppedAttributesCount)
}

// What is no JSON travels as text.
func TestATextEvent(t *testing.T) {
	t.Parallel()
	var data logspb.LogsData
	for _, e := range []sink.Event{{Text: "CEF:0|a"}, {Body: json.RawMessage(`["no object"]`)}, {Body: json.RawMessage(`{"a":1} {}`)}, {}} {
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { data.Reset(); read(t, r, &data) }))
		e.ID, e.Severity = "1", "nobody knows"
		_, err := open(t, otlp.Options{URL: server.URL}).Send(t.Context(), receivertest.Batch([]sink.Event{e}))
		server.Close()
		require.NoError(t, err)
		record := data.ResourceLogs[0].ScopeLogs[0].LogRecords[0]
		require.Equal(t, string(e.Payload()), record.Attributes[4].GetValue().GetStringValue())
		require.Equal(t, "wxaudit.text", record.Attributes[4].GetKey())
		require.Zero(t, record.SeverityNumber)
		require.Zero(t, record.TimeUnixNano, "an unknown time is 0")
	}
}

func TestTheAddress(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"": "/v1/logs", "/": "/v1/logs", "/v1/logs": "/v1/logs", "/v1/logs/": "/v1/logs", "/otlp": "/otlp/v1/logs", "/otlp/": "/otlp/v1/logs",
		"/insert/opentelemetry/v1/logs?a=b": "/insert/opentelemetry/v1/logs?a=b", "/x?a=b": "/x/v1/logs?a=b", "/notv1/logs": "/notv1/logs/v1/logs",
	} {
		got := ""
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.URL.String() }))
		_, err := open(t, otlp.Options{URL: server.URL + given}).Send(t.Context(), receivertest.Batch([]sink.Event{{ID: "1"}}))
		server.Close()
		require.NoError(t, err)
		require.Equal(t, want, got, given)
	}
}

func TestOptionsThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		o    otlp.Options
		want string
	}{
		"plain http":       {otlp.Options{URL: "http://a.example"}, "must begin with https://"},
		"no address":       {otlp.Options{URL: "a.example:4318"}, "not an address"},
		"a password":       {otlp.Options{URL: "https://u:" + canary + "@a.example"}, "user name or password"},
		"a header of ours": {otlp.Options{URL: "https://a.example", Headers: map[string]string{"content-type": "b"}}, "Content-Type is not for settings"},
		"a broken secret":  {otlp.Options{URL: "https://a.example", SecretHeaders: map[string]sink.Secret{"X-A": sink.NewSecret(canary + "\n")}}, "header X-A has a value"},
		"no authorities":   {otlp.Options{URL: "https://a.example", TLS: sink.TLS{CAFile: "/nowhere"}}, "authorities"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := otlp.New(tc.o)
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), canary)
		})
	}
}
