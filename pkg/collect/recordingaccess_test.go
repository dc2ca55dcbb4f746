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

// An old recording can be opened today. One that comes in two windows is counted
// by the larger numbers, so that its viewers are asked for.
func TestRecordingAccessOfOldRecordings(t *testing.T) {
	t.Parallel()
	summary := func(id string, age time.Duration, views int) string {
		return fmt.Sprintf(`{"recordingId":%q,"hostEmail":"nurse@clinic.example","timeRecorded":%q,"viewCount":%d,"downloadCount":0}`, id, ago(age), views)
	}
	byWindow := map[string]reply{
		"2025-03-07T10:20:30Z": rows(summary("R-oldest", 350*days, 1), summary("R-twice", 271*days, 0)),
		"2025-06-05T10:20:30Z": rows(summary("R-twice", 271*days, 2)),
	}
	w := &ward{handlers: map[string]func(url.Values) reply{
		accessSummaryEndpoint.Path: onSite(siteA, func(q url.Values) reply {
			if answer, ok := byWindow[q.Get("from")]; ok {
				return answer
			}
			return rows()
		}),
		accessDetailEndpoint.Path: always(rows(fmt.Sprintf(`{"email":"canary@mail.example","accessTime":%q,"viewed":true,"downloaded":false}`, ago(days)))),
	}}
	r := onWard(w)
	r.s.Recordings = section(snapshot.Recording{ID: "R-oldest", PersonID: "P-nur", Site: siteA, Recorded: wardNow.Add(-350 * days)})
	r.give(snapshot.RecordingsName)
	r.section(t.Context(), snapshot.RecordingAccessName)
	s := r.s.RecordingAccess
	require.Nil(t, s.Missing())
	require.Equal(t, r.accessWindows()[0].From, s.Source.Since)
	require.Len(t, s.Items, 2)
	for i, id := range []string{"R-oldest", "R-twice"} {
		require.Equal(t, id, s.Items[i].RecordingID)
		require.Len(t, s.Items[i].Accesses, 1)
		require.Equal(t, snapshot.Outsider, s.Items[i].Accesses[0].Viewer.Kind)
	}
	require.Equal(t, snapshot.Some(2), s.Items[1].Views)
	require.Len(t, w.queries(accessSummaryEndpoint.Path), 8, "four windows on two sites")
}

// section is a whole list of recordings.
func section(items ...snapshot.Recording) snapshot.Section[snapshot.Recording] {
	return snapshot.Section[snapshot.Recording]{Items: append([]snapshot.Recording{}, items...)}
}
