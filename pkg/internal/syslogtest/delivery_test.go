//go:build linux

package syslogtest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/cef"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

var products = []product{rsyslogOpenSSL, rsyslogGnuTLS, syslogNG}

// events are those of an audit with hostile names and of a large one, as the
// command makes them, in one of the payloads of syslog.
func events(t *testing.T, payload string) []sink.Event {
	t.Helper()
	var all []sink.Event
	for _, r := range []*report.Report{reporttest.Hostile(), reporttest.Big(2000)} {
		for e := range ocsf.Events(r) {
			out := sink.Event{ID: e.Metadata.UID, Kind: sink.Finding, Time: time.UnixMilli(e.Time).UTC(), Severity: string(e.Grade())}
			if e.Metadata.EventCode == ocsf.HeartbeatCode {
				out.Kind = sink.Heartbeat
			}
			if payload == "cef" {
				out.Text = cef.Encode(e, 7500)
			} else {
				var err error
				out.Body, err = ocsf.Encode(ocsf.Shorten(e, 7500))
				require.NoError(t, err)
			}
			all = append(all, out)
		}
	}
	require.Greater(t, len(all), 2000)
	return all
}

func newSink(t *testing.T, address string, a *receivertest.Authority, mutual bool) *syslog.Sink {
	t.Helper()
	o := syslog.Options{Address: address, TLS: sink.TLS{CAFile: a.File}, Hostname: "audit.clinic.example", ProcID: "4711"}
	if mutual {
		o.TLS = a.Client(receivertest.ValidUntil, "clinic.example")
	}
	s, err := syslog.New(o)
	require.NoError(t, err)
	return s
}

// Every message is what was sent, and in the order in which it was sent.
func TestEverythingArrivesInOrder(t *testing.T) {
	t.Parallel()
	priorities := map[string]string{"critical": "106", "high": "107", "medium": "108", "low": "109", "info": "110"}
	for _, p := range products {
		for _, mutual := range []bool{false, true} {
			for _, payload := range []string{"ocsf", "cef"} {
				t.Run(fmt.Sprintf("%s, %s, mutual %v", p.name, payload, mutual), func(t *testing.T) {
					t.Parallel()
					a := receivertest.NewAuthority(t)
					d := p.run(t, a, mutual)
					s := newSink(t, d.address, a, mutual)
					all := events(t, payload)
					size := s.Limits().Events
					for n := 0; n < len(all); n += size {
						result, err := s.Send(t.Context(), sink.Batch{Run: "run", Total: len(all), Events: all[n:min(n+size, len(all))]})
						require.NoError(t, err)
						require.Empty(t, result)
					}
					got := d.received(len(all))
					require.Len(t, got, len(all))
					for i, e := range all {
						at, err := time.Parse(time.RFC3339Nano, got[i].Time)
						require.NoError(t, err)
						require.True(t, e.Time.Equal(at), "%s is not %s", at, e.Time)
						got[i].Time = ""
						require.Equal(t, record{
							Priority: priorities[e.Severity], Host: "audit.clinic.example", App: "wxaudit", Proc: "4711",
							ID: string(e.Kind), Message: string(e.Payload()),
						}, got[i])
					}
				})
			}
		}
	}
}

// Whom the receiver does not know it refuses, and the refusal names the cause.
func TestWithoutOurCertificate(t *testing.T) {
	t.Parallel()
	for _, p := range products {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			a := receivertest.NewAuthority(t)
			d := p.run(t, a, true)
			_, err := newSink(t, d.address, a, false).Send(t.Context(), sink.Batch{Events: events(t, "cef")[:10]})
			require.Error(t, err)
			if p.name != rsyslogGnuTLS.name { // which closes without a word
				require.ErrorContains(t, err, "the receiver refused the connection: tls: certificate required")
				kind, _ := sink.KindOf(err)
				require.Equal(t, sink.Permanent, kind)
			}
			require.Empty(t, d.records())
		})
	}
}
