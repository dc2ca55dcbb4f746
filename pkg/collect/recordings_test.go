package collect

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// onSite answers for one site and has nothing for the others.
func onSite(site string, list func(url.Values) reply) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("siteUrl") != site {
			return rows()
		}
		return list(q)
	}
}

func TestRecordings(t *testing.T) {
	t.Parallel()
	recent := wardNow.Add(-100 * days)
	const full = `{"id":"R1","meetingId":"M1","topic":"canary","createTime":"2026-01-01T00:00:00Z","timeRecorded":"2025-11-22T11:00:00Z",
		"hostEmail":"Lopez@clinic.example","hostDisplayName":"canary","siteUrl":"b.webex.com","downloadUrl":"https://canary/lsr.php","playbackUrl":"https://canary/ldr.php",
		"password":"canary","durationSeconds":61,"integrationTags":["canary"],"status":"available"}`
	one := snapshot.Recording{
		ID: "R1", Host: "lopez@clinic.example", PersonID: "P-doc", Site: siteB, Status: "available", MeetingID: "M1",
		Recorded: time.Date(2025, 11, 22, 11, 0, 0, 0, time.UTC), Seconds: snapshot.Some(61), DownloadOffered: snapshot.Yes,
	}
	for _, tt := range []struct {
		name string
		list func(url.Values) reply
		want []snapshot.Recording
		gap  snapshot.Reason
		// stranger is the host's address where it may not be held.
		stranger string
	}{
		{"none", always(rows()), []snapshot.Recording{}, "", ""},
		{"one, on the second site", onSite(siteB, inWindow(recent, full)), []snapshot.Recording{one}, "", ""},
		{"each once", always(rows(`{"id":"R1"}`)), []snapshot.Recording{{ID: "R1", Site: siteA, Status: "available"}}, "", ""},
		{"downloads prevented", onSite(siteB, inWindow(recent, `{"id":"R1","playbackUrl":"https://canary"}`)), []snapshot.Recording{{ID: "R1", Site: siteB, Status: "available", DownloadOffered: snapshot.No}}, "", ""},
		{"links of another kind", onSite(siteB, inWindow(recent, `{"id":"R1","playbackUrl":"https://canary","downloadUrl":{"url":"https://canary"}}`)), []snapshot.Recording{{ID: "R1", Site: siteB, Status: "available"}}, "", ""},
		{"a length below nothing", onSite(siteB, inWindow(recent, `{"id":"R1","durationSeconds":-77}`)), []snapshot.Recording{{ID: "R1", Site: siteB, Status: "available"}}, "", ""},
		{"a stranger's", onSite(siteB, inWindow(recent, `{"id":"R1","hostEmail":"canary@mail.example","status":"deleted"}`)), []snapshot.Recording{{ID: "R1", Site: siteB, Status: "deleted"}}, "", "canary@mail.example"},
		{"a colleague who left", onSite(siteB, inWindow(recent, `{"id":"R1","hostEmail":"gone@clinic.example"}`)), []snapshot.Recording{{ID: "R1", Host: "gone@clinic.example", Site: siteB, Status: "available"}}, "", ""},
		{"no id", onSite(siteB, inWindow(recent, full, `{"status":"available"}`)), []snapshot.Recording{one}, snapshot.FieldAbsent, ""},
		{"refused", always(refuse(http.StatusForbidden)), nil, snapshot.Forbidden, ""},
		{"one site refused", func(q url.Values) reply {
			if q.Get("siteUrl") == siteA {
				return refuse(http.StatusForbidden)
			}
			return inWindow(recent, full)(q)
		}, []snapshot.Recording{one}, snapshot.Forbidden, ""},
		{"second page refused", onSite(siteB, thenRefused(full)), []snapshot.Recording{one}, snapshot.Truncated, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: tt.list}}
			r := onWard(w)
			r.section(t.Context(), snapshot.RecordingsName)
			require.Equal(t, tt.gap, reason(r.s.Recordings.Missing()))
			for i := range r.s.Recordings.Items {
				rec := &r.s.Recordings.Items[i]
				if address := cmp.Or(rec.Host, tt.stranger); address != "" || rec.HostKey == "" {
					require.Equal(t, r.key(address), rec.HostKey)
					rec.HostKey = ""
				}
			}
			require.Equal(t, tt.want, r.s.Recordings.Items)
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

func TestRecordingsSaysHowMuchIsMissing(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: onSite(siteB, always(refuse(http.StatusForbidden)))}}
	r := onWard(w)
	r.section(t.Context(), snapshot.RecordingsName)
	require.Contains(t, r.s.Recordings.Gap.Detail, "13 of 26 lists")
	require.Contains(t, r.s.Recordings.Gap.Detail, "meeting:admin_recordings_read")
}

func TestRecordingsByStatusAndWindow(t *testing.T) {
	t.Parallel()
	for name, status := range map[snapshot.Name]string{
		snapshot.RecordingsName:        "available",
		snapshot.DeletedRecordingsName: "deleted",
		snapshot.PurgedRecordingsName:  "purged",
	} {
		w := &ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: onSite(siteA, inWindow(wardNow.Add(-days), `{"id":"R1"}`))}}
		r := onWard(w)
		r.section(t.Context(), name)
		asked := w.queries(recordingsEndpoint.Path)
		require.Len(t, asked, 26, "13 windows of at most 30 days on two sites")
		from := time.Date(2025, 3, 2, 10, 20, 30, 0, time.UTC)
		to := from
		for range 13 {
			to = from.Add(30 * days)
			if end := wardNow.Truncate(time.Second); to.After(end) {
				to = end
			}
			for _, site := range []string{siteA, siteB} {
				require.Contains(t, asked, fmt.Sprintf("from=%s&max=100&siteUrl=%s&status=%s&to=%s", from.Format(time.RFC3339), site, status, to.Format(time.RFC3339)))
			}
			from = to
		}
		require.Equal(t, wardNow.Truncate(time.Second), to)
		part := r.s.Part(name)
		require.Equal(t, time.Date(2025, 3, 2, 10, 20, 30, 0, time.UTC), part.Origin().Since)
		require.Equal(t, 1, part.Len())
		require.Contains(t, asJSON(t, part), `"status":"`+status+`"`)
	}
}

func TestPurgedRecordingsAreForComplianceOfficers(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: always(refuse(http.StatusForbidden))}}
	r := onWard(w)
	r.section(t.Context(), snapshot.PurgedRecordingsName)
	require.Nil(t, r.s.PurgedRecordings.Items)
	require.Equal(t, snapshot.Forbidden, reason(r.s.PurgedRecordings.Missing()))
	require.Contains(t, r.s.PurgedRecordings.Gap.Detail, "compliance officer")
}

// An empty list of what was purged is one only for somebody who may see it.
func TestNoPurgedRecordings(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*run)
		list   func(url.Values) reply
		want   snapshot.Reason
	}{
		"for a full administrator":        {func(*run) {}, always(rows()), snapshot.Forbidden},
		"for a compliance officer":        {makeComplianceOfficer, always(rows()), ""},
		"roles not shown":                 {func(r *run) { makeComplianceOfficer(r); r.s.Auditor.Value.Roles = nil }, always(rows()), snapshot.Forbidden},
		"some, for a full administrator":  {func(*run) {}, always(rows(`{"id":"R1"}`)), ""},
		"one without id, for a full one":  {func(*run) {}, always(rows(`{}`)), snapshot.FieldAbsent},
		"refused to a compliance officer": {makeComplianceOfficer, always(refuse(http.StatusForbidden)), snapshot.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: tt.list}})
			tt.change(r)
			r.section(t.Context(), snapshot.PurgedRecordingsName)
			require.Equal(t, tt.want, reason(r.s.PurgedRecordings.Missing()))
		})
	}
}
