package collect

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestCallRecording(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		body reply
		want *snapshot.CallRecording
		gap  snapshot.Reason
	}{
		{"on", tell(`{"organization":{"id":"x","name":"canary"},"enabled":true,"vendorName":"Webex","termsOfServiceUrl":"https://canary"}`), &snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Webex"}, ""},
		{"nothing told", tell(`{}`), &snapshot.CallRecording{}, ""},
		{"refused", refuse(http.StatusForbidden), nil, snapshot.Forbidden},
		{"not JSON", tell(`canary`), nil, snapshot.Schema},
	} {
		r := onWard(&ward{handlers: map[string]func(url.Values) reply{callRecordingEndpoint.Path: always(tt.body)}})
		r.section(t.Context(), snapshot.CallRecordingName)
		require.Equal(t, tt.want, r.s.CallRecording.Value, tt.name)
		require.Equal(t, tt.gap, reason(r.s.CallRecording.Missing()), tt.name)
		require.NotContains(t, asJSON(t, r.s), "canary")
	}
}

func TestRemovedCalls(t *testing.T) {
	t.Parallel()
	recent := wardNow.Add(-40 * days)
	call := `{"id":"C1","topic":"canary","timeRecorded":"2026-01-20T10:00:00Z","durationSeconds":90,"serviceType":"calling","status":"deleted","ownerEmail":"canary@clinic.example","serviceData":{"callSessionId":"canary"}}`
	one := snapshot.CallRecordingFile{ID: "C1", Status: "deleted", Service: "calling", Recorded: time.Date(2026, 1, 20, 10, 0, 0, 0, time.UTC), Seconds: snapshot.Some(90)}
	deletedOnly := func(list func(url.Values) reply) func(url.Values) reply {
		return func(q url.Values) reply {
			if q.Get("status") == "purged" {
				return refuse(http.StatusForbidden)
			}
			return list(q)
		}
	}
	for _, tt := range []struct {
		name string
		list func(url.Values) reply
		want []snapshot.CallRecordingFile
		gap  snapshot.Reason
	}{
		{"none, for a compliance officer", always(rows()), []snapshot.CallRecordingFile{}, ""},
		{"none purged, for another administrator", always(rows()), []snapshot.CallRecordingFile{}, snapshot.Forbidden},
		{"in both lists, once", inWindow(recent, call), []snapshot.CallRecordingFile{one}, ""},
		{"purged refused", deletedOnly(inWindow(recent, call)), []snapshot.CallRecordingFile{one}, snapshot.Forbidden},
		{"no id", deletedOnly(inWindow(recent, `{}`)), []snapshot.CallRecordingFile{}, snapshot.Forbidden},
		{"fields absent", inWindow(recent, `{"id":"C2"}`), []snapshot.CallRecordingFile{{ID: "C2", Status: "deleted"}}, ""},
		{"refused", always(refuse(http.StatusForbidden)), nil, snapshot.Forbidden},
		{"second page refused", thenRefused(call), []snapshot.CallRecordingFile{one}, snapshot.Truncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{convergedRecordingsEndpoint.Path: tt.list}}
			r := onWard(w)
			if strings.Contains(tt.name, "compliance officer") {
				makeComplianceOfficer(r)
			}
			r.section(t.Context(), snapshot.RemovedCallsName)
			require.Equal(t, tt.gap, reason(r.s.RemovedCalls.Missing()))
			require.Equal(t, tt.want, r.s.RemovedCalls.Items)
			require.NotContains(t, asJSON(t, r.s), "canary")
			require.Contains(t, w.queries(convergedRecordingsEndpoint.Path), "from=2025-03-02T10:20:30Z&max=100&status=deleted&to=2025-04-01T10:20:30Z")
			for _, q := range w.queries(convergedRecordingsEndpoint.Path) {
				require.NotContains(t, q, "siteUrl")
			}
		})
	}
}
