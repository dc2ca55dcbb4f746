package syslog_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/asciijson"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

var night = time.Date(2026, 3, 1, 2, 0, 0, 123456789, time.FixedZone("", 3600))

// corpus holds each severity, each kind, both payloads and the hostile texts.
func corpus(t testing.TB) sink.Batch {
	t.Helper()
	var all []sink.Event
	severities := []string{"critical", "high", "medium", "low", "info"}
	for i, text := range append([]string{"plain"}, reporttest.HostileTexts...) {
		if len(text) > 2000 {
			text = text[:2000]
		}
		body, err := json.Marshal(map[string]any{"message": text, "n": i})
		require.NoError(t, err)
		e := sink.Event{
			ID: fmt.Sprint(i), Kind: sink.Finding, Time: night.Add(time.Duration(i) * time.Hour), Severity: severities[i%5],
		}
		if i%2 == 0 {
			e.Body = asciijson.All(nil, body)
			if len(e.Body) > 7000 {
				continue
			}
		} else {
			e.Text = "CEF:0|wxaudit|wxaudit|1|admins.mfa|x|8|msg=" + string(asciijson.All(nil, body[:min(100, len(body))]))
		}
		all = append(all, e)
	}
	all = append(all, sink.Event{ID: "last", Kind: sink.Heartbeat, Time: night, Severity: "info", Body: json.RawMessage(`{"heartbeat":true}`)})
	require.Greater(t, len(all), 15)
	return batch(all...)
}

func TestEveryEventArrivesAsItIs(t *testing.T) {
	t.Parallel()
	receivers := map[string]*receiver{
		"TLS 1.2": listenTLS(t, func(c *tls.Config, _ *receivertest.Authority) { c.MaxVersion = tls.VersionTLS12 }),
		"TLS 1.3": listenTLS(t, func(c *tls.Config, _ *receivertest.Authority) { c.MinVersion = tls.VersionTLS13 }),
		"plain":   listen(t, nil),
	}
	priorities := map[string]uint8{"critical": 106, "high": 107, "medium": 108, "low": 109, "info": 110}
	for name, r := range receivers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := corpus(t)
			s := r.sink(t)
			for range 2 { // the sink is good for more than one batch
				result, err := s.Send(t.Context(), b)
				require.NoError(t, err)
				require.Empty(t, result)
				got := r.taken()
				require.Equal(t, payloads(b), bodies(got))
				for i, m := range got {
					e := b.Events[i]
					require.Equal(t, priorities[e.Severity], *m.Priority)
					require.Equal(t, uint16(1), m.Version)
					require.True(t, e.Time.Truncate(time.Microsecond).Equal(*m.Timestamp))
					require.Equal(t, "audit.clinic.example", *m.Hostname)
					require.Equal(t, "wxaudit", *m.Appname)
					require.Equal(t, "4711", *m.ProcID)
					require.Equal(t, string(e.Kind), *m.MsgID)
					require.Nil(t, m.StructuredData)
				}
				require.Empty(t, r.faults)
			}
		})
	}
}

func TestWhatNoFrameTakesIsRejected(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	good := sink.Event{Kind: sink.Finding, Time: night, Severity: "high", Text: "good"}
	with := func(text string) sink.Event { e := good; e.Text = text; return e }
	head := len("<107>1 2026-03-01T01:00:00.123456Z audit.clinic.example wxaudit 4711 finding - ")
	fits := strings.Repeat("x", 8000-head)
	result, err := r.sink(t).Send(t.Context(), batch(
		with("a\nb"), good, with(fits+"x"), with(fits), with("a\xffb"), with(""), with("a\u0085b"), with("caf\u00e9")))
	require.NoError(t, err)
	require.Equal(t, sink.Result{Rejected: []sink.Rejection{
		{Index: 0, Reason: "the event is not one line of printable text"},
		{Index: 2, Reason: "the message has 8001 octets, and a frame takes 8000"},
		{Index: 4, Reason: "the event is not one line of printable text"},
		{Index: 5, Reason: "the event is empty"},
		{Index: 6, Reason: "the event is not one line of printable text"},
	}}, result)
	require.Equal(t, []string{"good", fits, "caf\u00e9"}, bodies(r.taken()))

	before := r.connections()
	result, err = r.sink(t).Send(t.Context(), batch(with("")))
	require.NoError(t, err)
	require.Len(t, result.Rejected, 1)
	require.Equal(t, before, r.connections(), "nobody is called for nothing")
}

func TestHeadersFitTheStandard(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	o := r.options()
	o.Hostname = strings.Repeat("hö st\n", 100)
	o.AppName = strings.Repeat("a", 49)
	o.ProcID = "\x00 7]"
	s, err := syslog.New(o)
	require.NoError(t, err)
	_, err = s.Send(t.Context(), batch(
		sink.Event{Kind: "finding of a very long and spaced kind", Text: "one", Severity: "none of ours"},
		sink.Event{Text: "two", Severity: "info", Time: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)}))
	require.NoError(t, err)
	got := r.taken()
	require.Equal(t, []string{"one", "two"}, bodies(got))
	require.Equal(t, strings.Repeat("h__st_", 100)[:255], *got[0].Hostname)
	require.Equal(t, strings.Repeat("a", 48), *got[0].Appname)
	require.Equal(t, "__7]", *got[0].ProcID)
	require.Equal(t, "finding_of_a_very_long_and_space", *got[0].MsgID)
	require.Equal(t, uint8(109), *got[0].Priority)
	for _, m := range got {
		require.Nil(t, m.Timestamp)
	}
	require.Nil(t, got[1].MsgID)
}

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		options syslog.Options
		want    string
	}{
		"nothing":          {syslog.Options{}, "siem.example:6514"},
		"no port":          {syslog.Options{Address: "siem.example"}, "siem.example:6514"},
		"a port by name":   {syslog.Options{Address: "siem.example:syslog"}, "siem.example:6514"},
		"port 0":           {syslog.Options{Address: "siem.example:0"}, "siem.example:6514"},
		"no host":          {syslog.Options{Address: ":6514"}, "siem.example:6514"},
		"plain elsewhere":  {syslog.Options{Address: "siem.example:514", Plain: true}, "only a relay on this computer"},
		"plain, unmasked":  {syslog.Options{Address: "10.0.0.1:514", Plain: true}, "only a relay on this computer"},
		"plain, any":       {syslog.Options{Address: "0.0.0.0:514", Plain: true}, "only a relay on this computer"},
		"plain with a key": {syslog.Options{Address: "[::1]:514", Plain: true, TLS: sink.TLS{CAFile: "ca.pem"}}, "certificates are of no use"},
		"no such file":     {syslog.Options{Address: "siem.example:6514", TLS: sink.TLS{CAFile: "/no/ca.pem"}}, "read the certificate authorities"},
		"half a pair":      {syslog.Options{Address: "siem.example:6514", TLS: sink.TLS{CertFile: "c.pem"}}, "both its certificate and its key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := syslog.New(tc.options)
			require.ErrorContains(t, err, tc.want)
		})
	}
	for _, address := range []string{"localhost:514", "127.0.0.1:514", "127.8.8.8:514", "[::1]:514", "[::ffff:127.0.0.1]:514"} {
		_, err := syslog.New(syslog.Options{Address: address, Plain: true})
		require.NoError(t, err, address)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	r := listen(t, nil)
	l := r.sink(t).Limits()
	require.Positive(t, l.Events)
	require.Positive(t, l.Bytes)
}

// Whatever the settings and events hold, a strict parser takes each frame, or
// the event is rejected.
func FuzzFrame(f *testing.F) {
	f.Add("host", "app", "proc", "finding", "high", `{"a":1}`)
	f.Add("h\u00f6 st", "", "\x00", "- -", "", "<13>1 - - - - - - forged")
	f.Add("", "", "", "", "", "12 <13>1 - - - - - -")
	f.Add("", "", "", "", "", "")
	f.Fuzz(func(t *testing.T, host, app, proc, kind, severity, text string) {
		good := sink.Event{Text: "after", Kind: sink.Finding}
		b := batch(sink.Event{Kind: sink.Kind(kind), Severity: severity, Text: text, Time: night}, good)
		frames, rejected := syslog.Frames(t, syslog.Options{Hostname: host, AppName: app, ProcID: proc}, b)
		var r receiver
		require.True(t, r.read(strings.NewReader(frames)), "%q: %v", frames, r.faults)
		want := payloads(b)
		if rejected > 0 {
			want = want[1:]
		}
		require.Equal(t, want, bodies(r.messages))
	})
}

func TestACancelledDeliveryEnds(t *testing.T) {
	t.Parallel()
	r := listenTLS(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.sink(t).Send(ctx, corpus(t))
	require.ErrorIs(t, err, context.Canceled)
}
