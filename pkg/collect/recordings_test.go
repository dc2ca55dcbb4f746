package collect

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"
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

func TestOldRecordings(t *testing.T) {
	t.Parallel()
	sixYears := time.Date(2020, 3, 2, 10, 20, 30, 0, time.UTC)
	floor := time.Date(2016, 3, 2, 10, 20, 30, 0, time.UTC)
	at := func(t time.Time) func(url.Values) reply { return inWindow(t, `{"id":"R1"}`) }
	for _, tt := range []struct {
		name    string
		created time.Time
		list    func(url.Values) reply
		since   time.Time // how far back it looked
		items   int       // -1: nothing was read
		gap     snapshot.Reason
	}{
		{"younger, none", sixYears.AddDate(2, 0, 0), always(rows()), floor.Add(36 * maxSpan), 0, ""},
		{"younger, and a site that is older", sixYears.AddDate(2, 0, 0), at(sixYears.Add(-days)), floor.Add(23 * maxSpan), 1, ""},
		{"younger, and a site that is much older", sixYears.AddDate(2, 0, 0), at(floor.Add(days)), floor.Add(36 * maxSpan), 0, ""},
		{"a second older", sixYears.Add(-time.Second), at(sixYears.Add(-time.Second)), floor.Add(36 * maxSpan), 1, ""},
		{"older than the floor", floor.AddDate(-1, 0, 0), at(floor.AddDate(-1, 0, 0)), floor.AddDate(-1, 0, 0), 1, ""},
		{"refused", sixYears.AddDate(2, 0, 0), always(refuse(http.StatusForbidden)), floor.Add(36 * maxSpan), -1, snapshot.Forbidden},
		{"older, refused", floor.AddDate(-1, 0, 0), always(refuse(http.StatusForbidden)), floor.AddDate(-1, 0, 0), -1, snapshot.Forbidden},
		{"refused for the oldest", sixYears.AddDate(2, 0, 0), func(q url.Values) reply {
			if strings.HasPrefix(q.Get("from"), "2019-02") {
				return refuse(http.StatusForbidden)
			}
			return rows()
		}, floor.Add(23 * maxSpan), 0, snapshot.Forbidden},
		{"age unknown", time.Time{}, always(rows()), time.Time{}, -1, snapshot.FieldAbsent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{recordingsEndpoint.Path: tt.list}}
			r := onWard(w)
			r.s.Organization.Value.Created = tt.created
			r.section(t.Context(), snapshot.OldRecordingsName)
			s := r.s.OldRecordings
			require.Equal(t, tt.gap, reason(s.Missing()))
			require.Equal(t, tt.items < 0, s.Items == nil)
			require.Equal(t, max(tt.items, 0), s.Len())
			require.Equal(t, tt.since, s.Source.Since)
			require.Equal(t, "GET "+recordingsEndpoint.Path, s.Source.Path)
		})
	}
}

func TestOldRecordingsOfAnUnreadableOrganization(t *testing.T) {
	t.Parallel()
	r := onWard(&ward{})
	r.s.Organization.Value.Created = time.Time{}
	r.s.Organization.Gap = &snapshot.Gap{Reason: snapshot.Forbidden}
	r.section(t.Context(), snapshot.OldRecordingsName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.OldRecordings.Missing()))
	require.Nil(t, r.s.OldRecordings.Items)
}

func TestRecordingAccess(t *testing.T) {
	t.Parallel()
	recorded := fmt.Sprintf(`"timeRecorded":%q`, ago(10*days))
	summary := func(id, host string, counts string) string {
		return fmt.Sprintf(`{"recordingId":%q,"topic":"canary","hostEmail":%q,"siteUrl":"a.webex.com",%s%s}`, id, host, recorded, counts)
	}
	const (
		nurse = "nurse@clinic.example"
		audit = "audit@clinic.example"
	)
	has := func(id, personID string) snapshot.Recording {
		return snapshot.Recording{ID: id, PersonID: personID, Site: siteA, Status: "available", Recorded: wardNow.Add(-10 * days)}
	}
	viewed := fmt.Sprintf(`{"recordingId":"R1","topic":"canary","name":"canary","email":"Canary@mail.example","accessTime":%q,"viewed":true,"downloaded":false}`, ago(days))
	opened := snapshot.Access{
		Viewer: snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: keyOf("canary@mail.example")},
		Viewed: snapshot.Yes, Downloaded: snapshot.No, At: wardNow.Add(-days).Truncate(time.Second),
	}
	refused := always(refuse(http.StatusForbidden))
	for _, tt := range []struct {
		name       string
		summary    func(url.Values) reply
		detail     func(url.Values) reply
		recordings snapshot.Section[snapshot.Recording]
		accesses   [][]snapshot.Access // nil: nothing was read
		itemGap    snapshot.Reason     // of the first
		gap        snapshot.Reason
		details    int
	}{
		{"no recordings", always(rows()), nil, section(), [][]snapshot.Access{}, "", "", 0},
		{"never opened", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":0,"downloadCount":0`)))), refused, section(has("R1", "P-nur")), [][]snapshot.Access{{}}, "", "", 0},
		{"opened", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), always(rows(viewed)), section(has("R1", "P-nur")), [][]snapshot.Access{{opened}}, "", "", 1},
		{"a count is absent", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":0`)))), always(rows(viewed)), section(has("R1", "P-nur")), [][]snapshot.Access{{opened}}, "", "", 1},
		{"opened, and the detail is empty", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), always(rows()), section(has("R1", "P-nur")), [][]snapshot.Access{{}}, snapshot.Forbidden, "", 1},
		{"detail refused", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), refused, section(has("R1", "P-nur")), [][]snapshot.Access{nil}, snapshot.Forbidden, "", 1},
		{"second page of the detail refused", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), thenRefused(viewed), section(has("R1", "P-nur")), [][]snapshot.Access{{opened}}, snapshot.Truncated, "", 2},
		{"a viewer without an address is anonymous", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), always(rows(`{"email":"","viewed":true}`)), section(has("R1", "P-nur")),
			[][]snapshot.Access{{{Viewer: snapshot.Party{Kind: snapshot.Anonymous}, Viewed: snapshot.Yes}}}, "", "", 1},
		{"a viewer whose address is not shown is not", onSite(siteA, always(rows(summary("R1", nurse, `,"viewCount":1,"downloadCount":0`)))), always(rows(`{"viewed":true}`)), section(has("R1", "P-nur")),
			[][]snapshot.Access{{{Viewer: snapshot.Party{Kind: snapshot.Anonymous}, Viewed: snapshot.Yes}}}, snapshot.FieldAbsent, "", 1},
		{"empty where there are recordings", always(rows()), nil, section(has("R1", "P-nur")), [][]snapshot.Access{}, "", snapshot.Forbidden, 0},
		{"empty where there are the auditor's own", always(rows()), nil, section(has("R1", "P-aud")), [][]snapshot.Access{}, "", snapshot.Forbidden, 0},
		{"own only", onSite(siteA, always(rows(summary("R1", audit, `,"viewCount":0,"downloadCount":0`)))), nil, section(has("R1", "P-aud"), has("R2", "P-nur")), [][]snapshot.Access{{}}, "", snapshot.Forbidden, 0},
		{"own are all there are", onSite(siteA, always(rows(summary("R1", audit, `,"viewCount":0,"downloadCount":0`)))), nil, section(has("R1", "P-aud")), [][]snapshot.Access{{}}, "", "", 0},
		{"of somebody who left", onSite(siteA, always(rows(summary("R1", "gone@clinic.example", `,"viewCount":0,"downloadCount":0`)))), nil, section(has("R1", "")), [][]snapshot.Access{{}}, "", "", 0},
		{"empty, and the recordings could not be read", always(rows()), nil, snapshot.Section[snapshot.Recording]{Gap: &snapshot.Gap{Reason: snapshot.Throttled}}, [][]snapshot.Access{}, "", snapshot.Throttled, 0},
		{"no id", onSite(siteA, always(rows(`{"viewCount":3}`))), nil, section(), [][]snapshot.Access{}, "", snapshot.FieldAbsent, 0},
		{"refused", refused, nil, section(), nil, "", snapshot.Forbidden, 0},
		{"second page refused", onSite(siteA, thenRefused(summary("R1", nurse, `,"viewCount":0,"downloadCount":0`))), nil, section(has("R1", "P-nur")), [][]snapshot.Access{{}}, "", snapshot.Truncated, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{accessSummaryEndpoint.Path: tt.summary}}
			if tt.detail != nil {
				w.handlers[accessDetailEndpoint.Path] = tt.detail
			}
			r := onWard(w)
			r.s.Recordings = tt.recordings
			r.give(snapshot.RecordingsName)
			r.section(t.Context(), snapshot.RecordingAccessName)
			s := r.s.RecordingAccess
			require.Equal(t, tt.gap, reason(s.Missing()))
			require.Len(t, w.queries(accessDetailEndpoint.Path), tt.details)
			require.NotContains(t, asJSON(t, r.s), "canary")
			if tt.accesses == nil {
				require.Nil(t, s.Items)
				return
			}
			require.Len(t, s.Items, len(tt.accesses))
			for i, want := range tt.accesses {
				require.Equal(t, want, s.Items[i].Accesses)
			}
			if len(s.Items) > 0 {
				require.Equal(t, tt.itemGap, reason(s.Items[0].ItemGap()))
			}
			if tt.details > 0 {
				require.Equal(t, "GET "+accessDetailEndpoint.Path, s.Items[0].Detail.Path)
				require.Contains(t, w.queries(accessDetailEndpoint.Path)[0], "hostEmail=nurse@clinic.example&max=100")
			}
			require.Contains(t, w.queries(accessSummaryEndpoint.Path),
				"from=2025-12-02T10:20:30Z&hostEmail=all&max=100&siteUrl=a.webex.com&to=2026-03-02T10:20:30Z")
		})
	}
}

// section is a whole list of recordings.
func section(items ...snapshot.Recording) snapshot.Section[snapshot.Recording] {
	return snapshot.Section[snapshot.Recording]{Items: append([]snapshot.Recording{}, items...)}
}

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

// makeComplianceOfficer gives the auditor the role beside their own.
func makeComplianceOfficer(r *run) {
	r.s.Roles.Items = append(r.s.Roles.Items, snapshot.Role{ID: "R-co", Name: "Compliance Officer"})
	r.s.Auditor.Value.Roles = append(r.s.Auditor.Value.Roles, "R-co")
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
