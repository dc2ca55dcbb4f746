package splunk

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/asciijson"
	"wxaudit/pkg/sink"
)

func TestDelivery(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{Index: "audit"}, Options{Index: "audit", Host: "b\"3Jn", Source: "s", SourceType: "t"})
	all := events(512)
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Empty(t, result)
	require.ElementsMatch(t, receivertest.IDs(all), slices.Collect(maps.Keys(r.Arrived())))
	for _, e := range all {
		require.Equal(t, 1, r.Arrived()[e.ID])
		require.Equal(t, string(e.Body), string(r.Body(e.ID)))
	}
	require.Equal(t, 1, r.Requests())

	result, err = s.Send(t.Context(), receivertest.Batch(nil))
	require.NoError(t, err)
	require.Empty(t, result)
	require.Equal(t, 1, r.Requests())
}

func TestWrongSettingsAreFatal(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{}, Options{Index: "other"})
	_, err := s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "does not allow this index")
	s.token = sink.NewSecret("another")
	_, err = s.Send(t.Context(), receivertest.Batch(events(2)))
	fails(t, err, sink.Permanent, "code 4: the token is not valid")
	require.Empty(t, r.Arrived())
}

func TestEnvelope(t *testing.T) {
	t.Parallel()
	e := event(1, "a")
	s := open(t, Options{URL: "https://splunk.example", Host: "h\u2028", Index: "i"})
	line, reason := s.encode([]byte("kept"), e)
	require.Empty(t, reason)
	require.Equal(t, `kept{"time":1772366400.123,"host":"h\u2028","source":"wxaudit","sourcetype":"wxaudit:finding","index":"i","event":{"class_uid":2003,"name":"a"},`+
		`"fields":{"event_uid":"00000000-0000-5000-8000-000000000001","finding_severity":"high","finding_uid":"wxa1-00000000000000000000000000000001","kind":"finding","run_id":"0123456789abcdef"}}`+"\n", string(line))

	s = open(t, Options{URL: "https://splunk.example"})
	e = sink.Event{ID: "x", Text: `CEF:0|"`}
	line, reason = s.encode(nil, e)
	require.Empty(t, reason)
	require.Equal(t, `{"source":"wxaudit","sourcetype":"wxaudit:finding","event":"CEF:0|\"","fields":{"event_uid":"x"}}`+"\n", string(line))
	line, _ = s.encode(nil, sink.Event{Body: json.RawMessage(`{}`), Time: time.Unix(0, 0)})
	require.Equal(t, `{"time":0.000,"source":"wxaudit","sourcetype":"wxaudit:finding","event":{},"fields":{}}`+"\n", string(line))

	for _, body := range []string{"", "null", `""`, `"text"`, "[]", "{", `{"a":1}}`, `{"a":1},"index":"other"`, "{}{}"} {
		line, reason := s.encode(nil, sink.Event{ID: "x", Body: json.RawMessage(body)})
		require.Equal(t, "it is no JSON object", reason, "%q", body)
		require.Empty(t, line)
	}
	_, reason = s.encode(nil, sink.Event{ID: "x"})
	require.Equal(t, "it is no JSON object", reason)
}

func TestWhatCannotBeWrittenIsSetAside(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{}, Options{})
	all := events(4)
	all[1].Body = json.RawMessage(`{"broken"`)
	result, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Equal(t, []sink.Rejection{{Index: 1, Reason: "it is no JSON object"}}, result.Rejected)
	require.Len(t, r.Arrived(), 3)

	result, err = s.Send(t.Context(), receivertest.Batch(all[1:2]))
	require.NoError(t, err)
	require.Len(t, result.Rejected, 1)
	require.Equal(t, 1, r.Requests())
}

// Full batches stay below 1 MB with their envelopes, and one that does not is not
// sent.
func TestLimits(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{}, Options{Host: strings.Repeat("h", 100)})
	limits := s.Limits()
	require.Equal(t, 512, limits.Events)
	all := events(limits.Events)
	for i := range all {
		all[i].Body, _ = json.Marshal(strings.Repeat("x", limits.Bytes/limits.Events-8))
		all[i].Body = append(append([]byte(`{"a":`), all[i].Body...), '}')
	}
	_, err := s.Send(t.Context(), receivertest.Batch(all))
	require.NoError(t, err)
	require.Len(t, r.Arrived(), limits.Events)

	huge := []sink.Event{event(1, strings.Repeat("x", 700_000)), event(2, strings.Repeat("x", 700_000))}
	_, err = s.Send(t.Context(), receivertest.Batch(huge))
	fails(t, err, sink.TooLarge, "more than Splunk should get at once")
	require.Equal(t, 1, r.Requests())
	_, err = s.Send(t.Context(), receivertest.Batch([]sink.Event{event(3, strings.Repeat("x", 1_400_000))}))
	require.NoError(t, err, "a single one is the collector's to judge")

	require.Positive(t, open(t, Options{URL: "https://splunk.example", Host: strings.Repeat("h", 10_000)}).Limits().Bytes)
	small, _ := started(t, receivertest.SplunkOptions{MaxBytes: 100}, Options{})
	_, err = small.Send(t.Context(), receivertest.Batch(events(1)))
	fails(t, err, sink.TooLarge, "413")
}

// What is in a body arrives as it was written.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	s, r := started(t, receivertest.SplunkOptions{}, Options{})
	var all []sink.Event
	for i, text := range reporttest.HostileTexts {
		e := event(i, text)
		e.Body = asciijson.All(nil, e.Body)
		all = append(all, e)
	}
	for _, e := range all { // one is a megabyte
		result, err := s.Send(t.Context(), receivertest.Batch([]sink.Event{e}))
		require.NoError(t, err)
		require.Empty(t, result)
		require.Equal(t, string(e.Body), string(r.Body(e.ID)))
	}
	for _, text := range reporttest.HostileTexts[:len(reporttest.HostileTexts)-1] {
		e := event(0, "x")
		e.ID, e.Finding, e.Run, e.Severity, e.Kind = text, text, text, text, sink.Kind(text)
		line, reason := s.encode(nil, e)
		require.Empty(t, reason)
		require.Equal(t, 1, bytes.Count(line, []byte("\n")))
		require.True(t, json.Valid(line))
	}
}

// At the end of any row of faults every good event has arrived and every bad one
// was refused, whatever the collector can do.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			fake := receivertest.SplunkOptions{
				Acknowledge: seed%2 == 0, Polls: int(seed % 3), WithoutNumber: seed%4 > 1,
				LoseAck: func(batch int) bool { return batch%5 == 3 },
				Poison: func(id string) int {
					if strings.HasSuffix(id, "13") {
						return 12
					}
					return 0
				},
			}
			s, r := started(t, fake, Options{PollEvery: time.Millisecond, LostAfter: 50 * time.Millisecond, Timeout: 100 * time.Millisecond})
			rejected := r.Drain(t, seed, s, events(200), canary)
			var want []string
			for _, e := range events(200) {
				bad := strings.HasSuffix(e.ID, "13")
				require.Equal(t, bad, rejected[e.ID] != "")
				if !bad {
					want = append(want, e.ID)
				}
			}
			require.ElementsMatch(t, want, slices.Collect(maps.Keys(r.Arrived())))
		})
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"no token":         {func(o *Options) { o.Token = sink.Secret{} }, "is missing"},
		"a token's line":   {func(o *Options) { o.Token = sink.NewSecret(canary + "\n") }, "a line break"},
		"a whole header":   {func(o *Options) { o.Token = sink.NewSecret("Splunk " + canary) }, "leave the word out"},
		"a foreign letter": {func(o *Options) { o.Token = sink.NewSecret(canary + "é") }, "outside ASCII"},
		"acknowledgement":  {func(o *Options) { o.Acknowledgement = canary }, "auto, require or off"},
		"plain http":       {func(o *Options) { o.URL = "http://splunk.example/" + canary }, "https://"},
		"a query":          {func(o *Options) { o.URL = "https://splunk.example/?token=" + canary }, "query"},
		"the raw endpoint": {func(o *Options) { o.URL = "https://splunk.example/services/collector/raw" }, "not the endpoint for events"},
		"no file":          {func(o *Options) { o.TLS.CAFile = "no-such.pem" }, "no-such.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(Options{URL: "https://splunk.example"})
			tc.change(&o)
			_, err := New(o)
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), canary)
		})
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][2]string{
		"https://h:8088":                                {"https://h:8088/services/collector/event", "/services/collector/ack"},
		"https://h:8088/":                               {"https://h:8088/services/collector/event", "/services/collector/ack"},
		"https://h/services/collector":                  {"https://h/services/collector", "/services/collector/ack"},
		"https://h/services/collector/":                 {"https://h/services/collector", "/services/collector/ack"},
		"https://h/services/collector/event":            {"https://h/services/collector/event", "/services/collector/ack"},
		"https://h/services/collector/event/1.0":        {"https://h/services/collector/event/1.0", "/services/collector/ack"},
		"https://h/proxied/services/collector/event":    {"https://h/proxied/services/collector/event", "/proxied/services/collector/ack"},
		"https://http-inputs-x.splunkcloud.com:443/hec": {"https://http-inputs-x.splunkcloud.com:443/hec", "/hec/ack"},
	} {
		address, ack, err := endpoint(in)
		require.NoError(t, err)
		require.Equal(t, want, [2]string{address, ack}, in)
	}
	for _, in := range []string{"https://h/services/collector/ack", "https://h/services/collector/health/1.0", "https://h/raw/"} {
		_, _, err := endpoint(in)
		require.ErrorContains(t, err, "not the endpoint for events", in)
	}
}

func TestNoSecretIsPrinted(t *testing.T) {
	t.Parallel()
	o := options(Options{URL: "https://splunk.example"})
	s := open(t, o)
	for _, value := range []any{o, o.Token, s.token} {
		receivertest.Hides(t, value, canary)
	}
}

func BenchmarkEncode(b *testing.B) {
	s := open(b, Options{URL: "https://splunk.example"})
	all := events(512)
	for i := range all {
		all[i].Body, _ = json.Marshal(map[string]string{"a": strings.Repeat("x", 1500)})
	}
	b.ReportAllocs()
	b.SetBytes(512 * 1510)
	for b.Loop() {
		lines, _ := s.lines(all)
		if len(lines) != len(all) {
			b.Fatal(len(lines))
		}
	}
}
