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
