package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestUsage(t *testing.T) {
	t.Parallel()
	recent := wardNow.Add(-5 * days)
	onA := func(list func(url.Values) reply) func(url.Values) reply {
		return func(q url.Values) reply {
			if q.Get("siteUrl") != siteA {
				return rows()
			}
			return list(q)
		}
	}
	const full = `{"meetingId":"M1","meetingNumber":123456789,"meetingTitle":"Canary's  room","start":"2026-02-25T18:26:30+08:00",
		"hostEmail":"Nurse@clinic.example","hostDisplayName":"canary","totalParticipants":"3","trackingCodes":[{"name":"canary","value":"canary"}]}`
	one := snapshot.UsageRow{
		MeetingID: "M1", Host: "nurse@clinic.example", PersonID: "P-nur", Site: siteA,
		Start: time.Date(2026, 2, 25, 10, 26, 30, 0, time.UTC), Participants: snapshot.Some(3),
		NumberKey: keyOf("123456789"), TopicKey: keyOf("canary's room"),
	}
	for _, tt := range []struct {
		name   string
		list   func(url.Values) reply
		change func(*run)
		want   []snapshot.UsageRow
		gap    snapshot.Reason
	}{
		{"none", always(rows()), nil, []snapshot.UsageRow{}, ""},
		{"a row", onA(inWindow(recent, full)), nil, []snapshot.UsageRow{one}, ""},
		{"each once", onA(always(rows(full))), nil, []snapshot.UsageRow{one}, ""},
		{"a stranger's, with nothing else", onA(inWindow(recent, `{"meetingId":"M2","hostEmail":"canary@mail.example"}`)), nil, []snapshot.UsageRow{{MeetingID: "M2", Site: siteA}}, ""},
		{"no id", onA(inWindow(recent, `{"meetingNumber":"987 654"}`)), nil, []snapshot.UsageRow{{Site: siteA, NumberKey: keyOf("987654")}}, snapshot.FieldAbsent},
		{"refused", always(refuse(http.StatusForbidden)), nil, nil, snapshot.Forbidden},
		{"one site refused", func(q url.Values) reply {
			if q.Get("siteUrl") == siteB {
				return refuse(http.StatusForbidden)
			}
			return inWindow(recent, full)(q)
		}, nil, []snapshot.UsageRow{one}, snapshot.Forbidden},
		{"second page refused", onA(thenRefused(full)), nil, []snapshot.UsageRow{one}, snapshot.Truncated},
		{"half the sites", onA(inWindow(recent, full)), func(r *run) { r.s.Sites.Gap = &snapshot.Gap{Reason: snapshot.Timeout} }, []snapshot.UsageRow{one}, snapshot.Timeout},
		{"no sites", always(rows()), func(r *run) {
			r.s.Sites = snapshot.Section[snapshot.Site]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
		}, nil, snapshot.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{usageEndpoint.Path: tt.list}}
			r := onWard(w)
			if tt.change != nil {
				tt.change(r)
			}
			r.section(t.Context(), snapshot.UsageName)
			require.Equal(t, tt.gap, reason(r.s.Usage.Missing()))
			require.Equal(t, tt.want, r.s.Usage.Items)
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

func TestUsageStaysWithinNinetyDays(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{usageEndpoint.Path: always(rows())}}
	r := onWard(w)
	r.section(t.Context(), snapshot.UsageName)
	var want []string
	for _, site := range []string{siteA, siteB} {
		for _, span := range [][2]string{
			{"2025-12-02T13:20:30Z", "2026-01-01T13:20:30Z"},
			{"2026-01-01T13:20:30Z", "2026-01-31T13:20:30Z"},
			{"2026-01-31T13:20:30Z", "2026-03-02T10:20:30Z"},
		} {
			want = append(want, fmt.Sprintf("from=%s&max=1000&siteUrl=%s&to=%s", span[0], site, span[1]))
		}
	}
	require.ElementsMatch(t, want, w.queries(usageEndpoint.Path))
	require.Equal(t, time.Date(2025, 12, 2, 13, 20, 30, 0, time.UTC), r.s.Usage.Source.Since)
}
