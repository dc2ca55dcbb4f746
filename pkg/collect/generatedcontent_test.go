package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestGeneratedContent(t *testing.T) {
	t.Parallel()
	recent := wardNow.Add(-5 * days)
	row := func(id, host, more string) string {
		return fmt.Sprintf(`{"id":%q,"hostEmail":%q,"siteUrl":"a.webex.com","start":%q,"title":"canary"%s}`, id, host, ago(5*days), more)
	}
	filtered := func(byFilter map[string][]string) func(url.Values) reply {
		return func(q url.Values) reply {
			require.Equal(t, []string{"meeting", "ended"}, []string{q.Get("meetingType"), q.Get("state")})
			for filter, entries := range byFilter {
				if q.Get(filter) == "true" {
					return inWindow(recent, entries...)(q)
				}
			}
			return rows()
		}
	}
	for _, tt := range []struct {
		name   string
		list   func(url.Values) reply
		change func(*run)
		want   []string // id host person: what there is; nil: nothing was read
		gap    snapshot.Reason
	}{
		{"none", always(rows()), nil, []string{}, ""},
		{"none, for another administrator", always(rows()), func(r *run) { r.s.Auditor.Value.Roles = []string{"R-ro"} }, []string{}, snapshot.Forbidden},
		{"some of each", filtered(map[string][]string{
			"hasSummary":       {row("M1", "nurse@clinic.example", "")},
			"hasTranscription": {row("M1", "nurse@clinic.example", `,"hasTranscription":true`), row("M2", "canary@mail.example", "")},
			"hasClosedCaption": {row("M3", "lopez@clinic.example", "")},
		}), nil, []string{"M2  : transcript", "M3 lopez@clinic.example P-doc: captions", "M1 nurse@clinic.example P-nur: summary transcript"}, ""},
		{"a filter that is not applied", filtered(map[string][]string{
			"hasTranscription": {row("M1", "nurse@clinic.example", `,"hasTranscription":false`)},
		}), nil, []string{}, snapshot.Schema},
		{"no id", filtered(map[string][]string{"hasSummary": {`{"hostEmail":"nurse@clinic.example"}`}}), nil, []string{}, snapshot.FieldAbsent},
		{"refused", always(refuse(http.StatusForbidden)), nil, nil, snapshot.Forbidden},
		{"one filter refused", func(q url.Values) reply {
			if q.Has("hasSummary") {
				return refuse(http.StatusForbidden)
			}
			return rows()
		}, nil, []string{}, snapshot.Forbidden},
		{"second page refused", thenRefused(row("M1", "nurse@clinic.example", "")), nil,
			[]string{"M1 nurse@clinic.example P-nur: summary transcript captions"}, snapshot.Truncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: tt.list}}
			r := onWard(w)
			if tt.change != nil {
				tt.change(r)
			}
			r.section(t.Context(), snapshot.GeneratedName)
			s := r.s.Generated
			require.Equal(t, tt.gap, reason(s.Gap))
			require.Equal(t, tt.want == nil, s.Items == nil)
			have := []string{}
			for _, c := range s.Items {
				text := fmt.Sprintf("%s %s %s:", c.MeetingID, c.Host, c.PersonID)
				for _, kind := range []struct {
					word string
					is   snapshot.Tri
				}{{"summary", c.Summary}, {"transcript", c.Transcription}, {"captions", c.Captions}} {
					require.NotEqual(t, snapshot.Unknown, kind.is)
					if kind.is == snapshot.Yes {
						text += " " + kind.word
					}
				}
				have = append(have, text)
			}
			require.ElementsMatch(t, tt.want, have)
			require.NotContains(t, asJSON(t, s), "canary")
			if tt.name == "none" {
				require.Len(t, w.queries(meetingsEndpoint.Path), 9)
			}
		})
	}
}

func TestTranscripts(t *testing.T) {
	t.Parallel()
	officer := func(r *run) {
		r.s.Roles.Items = append(r.s.Roles.Items, snapshot.Role{ID: "R-co", Name: "Compliance Officer"})
		r.s.Auditor.Value.Roles = []string{"R-co"}
	}
	entry := func(id, status string) string {
		return fmt.Sprintf(`{"id":%q,"meetingId":"M","hostUserId":"P-nur","status":%q,"startTime":%q,"meetingTopic":"canary","vttDownloadLink":"https://canary.example/x"}`, id, status, ago(40*days))
	}
	at := wardNow.Add(-40 * days)
	for _, tt := range []struct {
		name   string
		list   func(url.Values) reply
		change func(*run)
		want   []string
		gap    snapshot.Reason
	}{
		{"none, for a compliance officer", always(rows()), officer, []string{}, ""},
		{"none, for somebody else", always(rows()), nil, []string{}, snapshot.Forbidden},
		{"two", inWindow(at, entry("T1", "available"), entry("T2", "deleted")), nil, []string{"T1 available", "T2 deleted"}, ""},
		{"no id", inWindow(at, entry("", "available"), entry("T2", "deleted")), officer, []string{"T2 deleted"}, snapshot.FieldAbsent},
		{"refused", always(refuse(http.StatusForbidden)), nil, nil, snapshot.Forbidden},
		{"second page refused", thenRefused(entry("T1", "available")), officer, []string{"T1 available"}, snapshot.Truncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{transcriptsEndpoint.Path: tt.list}}
			r := onWard(w)
			r.s.Sites.Items = r.s.Sites.Items[:1]
			if tt.change != nil {
				tt.change(r)
			}
			r.section(t.Context(), snapshot.TranscriptsName)
			s := r.s.Transcripts
			require.Equal(t, tt.gap, reason(s.Gap))
			require.Equal(t, tt.want == nil, s.Items == nil)
			have := []string{}
			for _, item := range s.Items {
				have = append(have, item.ID+" "+item.Status)
				require.Equal(t, siteA, item.Site)
				require.Equal(t, "P-nur", item.PersonID)
				require.False(t, item.Start.IsZero())
			}
			require.ElementsMatch(t, tt.want, have)
			require.NotContains(t, asJSON(t, s), "canary")
			require.Len(t, w.queries(transcriptsEndpoint.Path), map[bool]int{false: 13, true: 26}[strings.HasPrefix(tt.name, "second page")])
		})
	}
}

// TestTranscriptsOfOnePerson: Cisco's own example has the host's id with the
// UUID in capitals.
func TestTranscriptsOfOnePerson(t *testing.T) {
	t.Parallel()
	const uuid = "7babbe99-b43e-4d3f-9147-a1e9d46c9ca0"
	entry := fmt.Sprintf(`{"id":"T1","hostUserId":%q,"status":"available","startTime":%q}`, hydra("PEOPLE", strings.ToUpper(uuid)), ago(40*days))
	r := onWard(&ward{handlers: map[string]func(url.Values) reply{transcriptsEndpoint.Path: always(rows(entry))}})
	r.s.People.Items[0].ID, r.s.People.Items[0].UUID = hydra("PEOPLE", uuid), uuid
	r.section(t.Context(), snapshot.TranscriptsName)
	require.Len(t, r.s.Transcripts.Items, 1)
	require.Equal(t, r.s.People.Items[0].ID, r.s.Transcripts.Items[0].PersonID)
}
