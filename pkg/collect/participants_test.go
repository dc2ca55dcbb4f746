package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

func TestSample(t *testing.T) {
	t.Parallel()
	at := func(n int) time.Time { return wardNow.Add(-time.Duration(n) * time.Hour) }
	made := func(n int, host, series string, from int) []instance {
		out := make([]instance, n)
		for i := range out {
			out[i].ID = fmt.Sprintf("%s%s%03d", host, series, i)
			out[i].SeriesID, out[i].Site, out[i].host = series, siteA, mail{host}
			out[i].Start = at(from + i)
		}
		return out
	}
	since := wardNow.Add(-samplePeriod)
	names := func(all []instance) (got []string) {
		for _, i := range sample(all, since) {
			got = append(got, all[i].ID)
		}
		return got
	}

	require.Len(t, names(made(30, "h", "", 0)), samplePerHost)
	require.Equal(t, "h019", names(made(30, "h", "", 0))[samplePerHost-1], "the newest")
	require.Empty(t, names(made(3, "h", "", 31*24)), "too old")
	require.Len(t, names(made(12, "h", "S", 31*24)), samplePerSeries, "a series that met again, whatever its age")
	require.Empty(t, names(made(1, "h", "S", 31*24)), "a series that met once")
	require.Len(t, names(append(made(1, "h", "S", 0), made(1, "g", "S", 31*24)...)), 2, "one series, two hosts")
	undated := made(1, "h", "", 0)
	undated[0].Start = time.Time{}
	require.Len(t, names(undated), 1, "may be recent")
	other := made(2, "h", "S", 31*24)
	other[1].Site = siteB
	require.Empty(t, names(other), "the same id on another site is another series")
}

func TestParticipants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		list func(url.Values) reply
		want []snapshot.Participant
		gap  snapshot.Reason
	}{
		{"none", always(rows()), []snapshot.Participant{}, snapshot.Truncated},
		{"nobody who is known as the host", always(rows(`{"email":"","host":false}`, `{"email":""}`)), []snapshot.Participant{
			{Party: snapshot.Party{Kind: snapshot.Anonymous}, Host: snapshot.No}, {Party: snapshot.Party{Kind: snapshot.Anonymous}},
		}, snapshot.Truncated},
		{"staff and patient", always(rows(
			`{"id":"1","email":"Nurse@clinic.example","displayName":"canary nurse","host":true,"invitee":true,"state":"end","devices":[{"audioType":"voip","phoneNumber":"canary"}]}`,
			`{"id":"2","email":"canary@mail.example","displayName":"Canary  Doe","host":false,"invitee":"false","state":"joined"}`,
		)), []snapshot.Participant{
			{Party: snapshot.Party{Kind: snapshot.Staff, Email: "nurse@clinic.example", Domain: "clinic.example", Key: keyOf("nurse@clinic.example")}, Host: snapshot.Yes, Invited: snapshot.Yes, Joined: snapshot.Yes, Phone: snapshot.No, NameKey: keyOf("canary nurse")},
			{Party: snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: keyOf("canary@mail.example")}, Host: snapshot.No, Invited: snapshot.No, Joined: snapshot.Yes, NameKey: keyOf("canary doe")},
		}, ""},
		{"waited in the lobby", always(rows(`{"email":"","host":true,"state":"lobby"}`)), []snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Anonymous}, Host: snapshot.Yes, Joined: snapshot.No}}, ""},
		{"a caller has no address", always(rows(`{"host":"true","state":"end","devices":[{"audioType":"pstn","callType":"callIn","phoneNumber":"canary"}]}`)),
			[]snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Anonymous}, Host: snapshot.Yes, Joined: snapshot.Yes, Phone: snapshot.Yes}}, ""},
		{"an address that is not shown", always(rows(`{"displayName":"canary","state":"end"}`)),
			[]snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Anonymous}, Joined: snapshot.Yes, NameKey: keyOf("canary")}}, snapshot.FieldAbsent},
		{"refused", always(refuse(http.StatusForbidden)), nil, snapshot.Forbidden},
		{"second page refused", thenRefused(`{"email":""}`), []snapshot.Participant{{Party: snapshot.Party{Kind: snapshot.Anonymous}}}, snapshot.Truncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{
				meetingsEndpoint.Path:     inWindow(wardNow.Add(-days), fmt.Sprintf(`{"id":"M1","hostEmail":"nurse@clinic.example","start":%q}`, ago(days))),
				participantsEndpoint.Path: tt.list,
			}}
			r := onWard(w)
			r.section(t.Context(), snapshot.EndedMeetingsName)
			require.Nil(t, r.s.EndedMeetings.Missing())
			m := r.s.EndedMeetings.Items[0]
			require.Equal(t, tt.gap, reason(m.ItemGap()))
			require.ElementsMatch(t, tt.want, m.Participants.People)
			require.Equal(t, tt.want == nil, m.Participants.People == nil)
			require.Equal(t, "hostEmail=nurse@clinic.example&joinTimeFrom=2026-03-01T09:20:30Z&joinTimeTo=2026-03-02T10:20:30Z&max=100&meetingId=M1", w.queries(participantsEndpoint.Path)[0])
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

// A cohost may run a meeting to which its host never came, and a host may pass
// the role on: neither makes the list of participants a partial one.
func TestParticipantsWithoutTheHostRole(t *testing.T) {
	t.Parallel()
	cohost := `{"email":"lopez@clinic.example","host":false,"state":"end"}`
	for _, tt := range []struct {
		name, didJoin string
		list          func(url.Values) reply
		gap           snapshot.Reason
	}{
		{"the host never came", `,"hostDidJoin":false`, always(rows(cohost)), ""},
		{"the host came and is missing", `,"hostDidJoin":true`, always(rows(cohost)), snapshot.Truncated},
		{"nobody at all", `,"hostDidJoin":false`, always(rows()), snapshot.Truncated},
		{"the role was passed on", "", always(rows(`{"email":"Nurse@clinic.example","host":false,"state":"end"}`, cohost)), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{
				meetingsEndpoint.Path:     inWindow(wardNow.Add(-days), fmt.Sprintf(`{"id":"M1","hostEmail":"nurse@clinic.example","start":%q%s}`, ago(days), tt.didJoin)),
				participantsEndpoint.Path: tt.list,
			}})
			r.section(t.Context(), snapshot.EndedMeetingsName)
			require.Equal(t, tt.gap, reason(r.s.EndedMeetings.Items[0].ItemGap()))
		})
	}
}

func TestJoining(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		start time.Time
		want  webex.Window
	}{
		"long ago":  {start, webex.Window{From: start.Add(-time.Hour), To: start.Add(48 * time.Hour)}},
		"just now":  {wardNow.Truncate(time.Minute), webex.Window{From: wardNow.Truncate(time.Minute).Add(-time.Hour), To: wardNow.Truncate(time.Second)}},
		"not known": {},
	} {
		require.Equal(t, tt.want, onWard(&ward{}).joining(tt.start), name)
	}
}

func TestPhoneOnly(t *testing.T) {
	t.Parallel()
	callIn := wireDevice{AudioType: "pstn", CallType: "callIn"}
	callBack := wireDevice{AudioType: "pstn", CallType: "callBack"}
	voip := wireDevice{AudioType: "voip"}
	for _, tt := range []struct {
		name    string
		devices []wireDevice
		want    snapshot.Tri
	}{
		{"not told", nil, snapshot.Unknown},
		{"no device", []wireDevice{}, snapshot.Unknown},
		{"called in", []wireDevice{callIn}, snapshot.Yes},
		{"called in twice", []wireDevice{callIn, callIn}, snapshot.Yes},
		{"was called back", []wireDevice{callBack}, snapshot.No},
		{"app and phone", []wireDevice{callIn, voip}, snapshot.No},
		{"app without sound", []wireDevice{{AudioType: "inactive"}}, snapshot.No},
		{"a device that says nothing", []wireDevice{callIn, {}}, snapshot.Unknown},
		{"a device that says nothing, first", []wireDevice{{}, callIn}, snapshot.Unknown},
		{"a phone in an unknown direction", []wireDevice{{AudioType: "pstn"}}, snapshot.Unknown},
		{"an app beside one that says nothing", []wireDevice{{}, voip}, snapshot.No},
	} {
		require.Equal(t, tt.want, phoneOnly(tt.devices), tt.name)
	}
}
