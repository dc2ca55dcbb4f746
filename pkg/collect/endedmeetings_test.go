package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// ago is a moment before the clock of the tests, as Webex writes it.
func ago(d time.Duration) string { return wardNow.Add(-d).Format(time.RFC3339) }

func TestEndedMeetings(t *testing.T) {
	t.Parallel()
	recent := wardNow.Add(-5 * days)
	row := func(id, host string) string {
		return fmt.Sprintf(`{"id":%q,"meetingSeriesId":"S-%s","hostEmail":%q,"siteUrl":"a.webex.com","start":%q,"scheduledType":"meeting","hasRecording":true,"title":"canary"}`, id, id, host, ago(5*days))
	}
	readOnly := func(r *run) { r.s.Auditor.Value.Roles = []string{"R-ro"} }
	for _, tt := range []struct {
		name   string
		list   func(url.Values) reply
		change func(*run)
		want   []string // id host person; nil: nothing was read
		gap    snapshot.Reason
	}{
		{"none, full administrator", always(rows()), nil, []string{}, ""},
		{"none, another administrator", always(rows()), readOnly, []string{}, snapshot.Forbidden},
		{"none, roles not shown", always(rows()), func(r *run) { r.s.Auditor.Value.Roles = nil }, []string{}, snapshot.Forbidden},
		{"none, role names not read", always(rows()), func(r *run) {
			r.s.Roles = snapshot.Section[snapshot.Role]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
		}, []string{}, snapshot.Forbidden},
		{"own only, although others can host", inWindow(recent, row("M1", "audit@clinic.example")), nil, []string{"M1 audit@clinic.example P-aud"}, snapshot.Forbidden},
		{"own only, and nobody else can host", inWindow(recent, row("M1", "audit@clinic.example")), func(r *run) {
			r.s.People.Items = r.s.People.Items[:1]
		}, []string{"M1 audit@clinic.example P-aud"}, ""},
		{"own only, and it is not known who can host", inWindow(recent, row("M1", "audit@clinic.example")), func(r *run) {
			r.s.People.Items, r.s.Licenses.Gap = r.s.People.Items[:1], &snapshot.Gap{Reason: snapshot.Truncated}
		}, []string{"M1 audit@clinic.example P-aud"}, snapshot.Forbidden},
		{"own only, another administrator", inWindow(recent, row("M1", "audit@clinic.example")), readOnly, []string{"M1 audit@clinic.example P-aud"}, snapshot.Forbidden},
		{"own and unknown, another administrator", inWindow(recent, row("M1", "audit@clinic.example"), row("M2", "canary@mail.example")), readOnly,
			[]string{"M2  ", "M1 audit@clinic.example P-aud"}, snapshot.Forbidden},
		{"others', another administrator: perhaps only those they were invited to", inWindow(recent, row("M1", "nurse@clinic.example")), readOnly,
			[]string{"M1 nurse@clinic.example P-nur"}, snapshot.Forbidden},
		{"others', content administrator", inWindow(recent, row("M1", "nurse@clinic.example")), func(r *run) {
			r.s.Roles.Items = append(r.s.Roles.Items, snapshot.Role{ID: "R-content", Name: "Content Administrator"})
			r.s.Auditor.Value.Roles = []string{"R-content"}
		}, []string{"M1 nurse@clinic.example P-nur"}, ""},
		{"others', full administrator", inWindow(recent, row("M1", "NURSE@clinic.example"), row("M2", "lopez@clinic.example"), row("M3", "gone@clinic.example"), row("M4", "canary@mail.example")), nil,
			[]string{"M4  ", "M3 gone@clinic.example ", "M2 lopez@clinic.example P-doc", "M1 nurse@clinic.example P-nur"}, ""},
		{"each once", inWindow(recent, row("M1", "nurse@clinic.example"), row("M1", "nurse@clinic.example")), nil, []string{"M1 nurse@clinic.example P-nur"}, ""},
		{"no id", inWindow(recent, row("M1", "nurse@clinic.example"), `{"hostEmail":"nurse@clinic.example"}`), nil, []string{"M1 nurse@clinic.example P-nur"}, snapshot.FieldAbsent},
		{"refused", always(refuse(http.StatusForbidden)), nil, nil, snapshot.Forbidden},
		{"second page refused", thenRefused(row("M1", "nurse@clinic.example")), nil, []string{"M1 nurse@clinic.example P-nur"}, snapshot.Truncated},
		{"one window refused", func(q url.Values) reply {
			if strings.HasPrefix(q.Get("to"), "2026-03-02") {
				return refuse(http.StatusBadGateway)
			}
			return rows(row("M1", "nurse@clinic.example"))
		}, nil, []string{"M1 nurse@clinic.example P-nur"}, snapshot.Error},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{
				meetingsEndpoint.Path:     tt.list,
				participantsEndpoint.Path: always(rows()),
			}}
			r := onWard(w)
			if tt.change != nil {
				tt.change(r)
			}
			r.section(t.Context(), snapshot.EndedMeetingsName)
			s := r.s.EndedMeetings
			require.Equal(t, tt.gap, reason(s.Missing()))
			if tt.want == nil {
				require.Nil(t, s.Items)
				return
			}
			got := []string{}
			for _, m := range s.Items {
				got = append(got, fmt.Sprintf("%s %s %s", m.ID, m.Host, m.PersonID))
				require.NotNil(t, m.Participants)
			}
			require.Equal(t, tt.want, got)
			require.NotContains(t, asJSON(t, s), "canary")
		})
	}
}

func TestEndedMeetingsAsksInWindows(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: always(rows())}}
	r := onWard(w)
	r.section(t.Context(), snapshot.EndedMeetingsName)
	require.Equal(t, []string{
		"from=2025-12-02T10:20:30Z&max=100&meetingType=meeting&state=ended&to=2026-01-01T10:20:30Z",
		"from=2026-01-01T10:20:30Z&max=100&meetingType=meeting&state=ended&to=2026-01-31T10:20:30Z",
		"from=2026-01-31T10:20:30Z&max=100&meetingType=meeting&state=ended&to=2026-03-02T10:20:30Z",
	}, w.queries(meetingsEndpoint.Path))
	require.Equal(t, time.Date(2025, 12, 2, 10, 20, 30, 0, time.UTC), r.s.EndedMeetings.Source.Since)
}

// many is n instances with ids from first, all by the auditor.
func many(first, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(`{"id":"M%06d"}`, first+i)
	}
	return out
}

func TestEndedMeetingsAtTheCap(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 2, 14, 12, 0, 0, 0, time.UTC)
	window := func(before, after time.Duration) webex.Window {
		return webex.Window{From: noon.Add(-before), To: noon.Add(after)}
	}
	within := func(q url.Values, at time.Time) bool {
		from, _ := time.Parse(time.RFC3339, q.Get("from"))
		to, _ := time.Parse(time.RFC3339, q.Get("to"))
		return !at.Before(from) && at.Before(to)
	}
	// busy has 6,000 meetings on either side of noon.
	busy := func(q url.Values) reply {
		var found []string
		if within(q, noon.Add(-time.Minute)) {
			found = many(0, 6000)
		}
		if within(q, noon.Add(time.Minute)) {
			found = append(found, many(6000, 6000)...)
		}
		return rows(found[:min(len(found), maxInstances)]...)
	}
	// packed has more meetings at noon than any window shows.
	packed := func(q url.Values) reply {
		if !within(q, noon) {
			return rows()
		}
		return rows(many(0, maxInstances)...)
	}
	for _, tt := range []struct {
		name   string
		list   func(url.Values) reply
		window webex.Window
		want   int // different meetings
		asked  int
		gap    snapshot.Reason
	}{
		{"read again in halves", busy, window(12*time.Hour, 12*time.Hour), 12_000, 3, ""},
		{"too many within an hour", packed, window(30*time.Minute, 90*time.Minute), maxInstances, 3, snapshot.Truncated},
		{"a half that fails", func(q url.Values) reply {
			if within(q, noon.Add(-time.Minute)) != within(q, noon.Add(time.Minute)) {
				return refuse(http.StatusForbidden)
			}
			return busy(q)
		}, window(12*time.Hour, 12*time.Hour), maxInstances, 3, snapshot.Forbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: tt.list}}
			part := onWard(w).endedIn(t.Context(), tt.window)
			found := map[string]bool{}
			for _, row := range part.rows {
				found[row.ID] = true
			}
			require.Len(t, found, tt.want)
			require.Equal(t, tt.gap, reason(part.gap))
			require.Len(t, w.queries(meetingsEndpoint.Path), tt.asked)
		})
	}
}
