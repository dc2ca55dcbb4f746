package collect

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// ids lists the meetings of the only host.
func ids(s snapshot.Section[snapshot.HostMeetings]) []string {
	got := []string{}
	for _, m := range s.Items[0].Meetings {
		got = append(got, m.ID)
	}
	return got
}

// byType answers the list of meetings by their type.
func byType(series, scheduled reply) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("meetingType") == typeSeries {
			return series
		}
		return scheduled
	}
}

func TestMeetings(t *testing.T) {
	t.Parallel()
	const mine = `"hostEmail":"Nurse@clinic.example","start":"2026-03-10T09:00:00Z"`
	for _, tt := range []struct {
		name string
		list func(url.Values) reply
		want []string // nil: nothing was read
		gap  snapshot.Reason
	}{
		{"none", always(rows()), []string{}, ""},
		{"series and exceptions", byType(
			rows(`{"id":"S1",`+mine+`}`, `{"id":"S2",`+mine+`}`),
			rows(
				`{"id":"S1_1","meetingSeriesId":"S1","isModified":false,`+mine+`}`,
				`{"id":"S1_2","meetingSeriesId":"S1","isModified":true,`+mine+`}`,
				`{"id":"S1_3","meetingSeriesId":"S1",`+mine+`}`, // may be modified
				`{"id":"PR","meetingSeriesId":"S9","isModified":false,`+mine+`}`,
			)), []string{"PR", "S1", "S1_2", "S1_3", "S2"}, ""},
		{"each once", byType(rows(`{"id":"S1",`+mine+`}`, `{"id":"S1",`+mine+`}`), rows()), []string{"S1"}, ""},
		{"only invited", byType(rows(`{"id":"S1",`+mine+`}`, `{"id":"S2","hostEmail":"canary@partner.example"}`, `{"id":"S3","hostEmail":"dr.lopez@clinic.example"}`), rows()), []string{"S1"}, ""},
		{"another address of a colleague", byType(rows(`{"id":"S1",`+mine+`}`, `{"id":"S3","hostEmail":"lopez@clinic.example"}`), rows()), []string{"S1"}, ""},
		{"an address of nobody's", byType(rows(`{"id":"S1",`+mine+`}`, `{"id":"S3","hostEmail":"nurse.old@clinic.example"}`), rows()), []string{"S1"}, snapshot.FieldAbsent},
		{"no host", byType(rows(`{"id":"S1",`+mine+`}`, `{"id":"S2"}`), rows()), []string{"S1"}, snapshot.FieldAbsent},
		{"no id", byType(rows(`{"id":"S1",`+mine+`}`, `{`+mine+`}`), rows()), []string{"S1"}, snapshot.FieldAbsent},
		{"no series list", byType(refuse(http.StatusForbidden), rows(`{"id":"S1_1","meetingSeriesId":"S1","isModified":false,`+mine+`}`)), []string{"S1_1"}, snapshot.Forbidden},
		{"no scheduled list", byType(rows(`{"id":"S1",`+mine+`}`), refuse(http.StatusBadRequest)), []string{"S1"}, snapshot.Error},
		{"neither", always(refuse(http.StatusForbidden)), nil, snapshot.Forbidden},
		{"second page refused", thenRefused(`{"id":"S1",` + mine + `}`), []string{"S1"}, snapshot.Truncated},
		{"items of another shape", always(tell(`{"items":{}}`)), nil, snapshot.Schema},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: tt.list}}
			r := onWard(w)
			oneHost(r)
			r.section(t.Context(), snapshot.MeetingsName)
			s := r.s.Meetings
			require.Nil(t, s.Missing())
			require.Len(t, s.Items, 1)
			require.Equal(t, "nurse@clinic.example", s.Items[0].Host)
			require.Equal(t, tt.gap, reason(s.Items[0].ItemGap()))
			if tt.want == nil {
				require.Nil(t, s.Items[0].Meetings)
			} else {
				require.Equal(t, tt.want, ids(s))
			}
			require.NotContains(t, asJSON(t, s), "canary")
		})
	}
}

func TestMeetingsAsksForTheLookAhead(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: always(rows())}}
	r := onWard(w)
	oneHost(r)
	r.section(t.Context(), snapshot.MeetingsName)
	require.Equal(t, []string{
		"current=false&from=2026-03-02T10:20:30Z&hostEmail=nurse@clinic.example&max=100&meetingType=meetingSeries&to=2026-04-01T10:20:30Z",
		"from=2026-03-02T10:20:30Z&hostEmail=nurse@clinic.example&max=100&meetingType=scheduledMeeting&to=2026-04-01T10:20:30Z",
	}, w.queries(meetingsEndpoint.Path))
	require.Equal(t, wardNow.Truncate(time.Second), r.s.Meetings.Source.Since)
}

func TestMeetingHostedUnderAnotherAddress(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{
		meetingsEndpoint.Path: byType(rows(`{"id":"S1","hostEmail":"LOPEZ@clinic.example"}`), rows()),
	}}
	r := onWard(w)
	r.s.Hosts.Items = []snapshot.Host{{PersonID: "P-doc", Email: "dr.lopez@clinic.example", Sites: []string{siteA}}}
	r.give(snapshot.HostsName)
	r.section(t.Context(), snapshot.MeetingsName)
	require.Equal(t, []string{"S1"}, ids(r.s.Meetings))
}

func TestMeetingFields(t *testing.T) {
	t.Parallel()
	const full = `{"id":"S1","meetingSeriesId":"S0","meetingType":"meetingSeries","scheduledType":"meeting","hostEmail":"nurse@clinic.example",
		"siteUrl":"A.webex.com","start":"2026-03-10T10:00:00+01:00","isModified":"false","recurrence":"FREQ=WEEKLY;COUNT=3","roomId":"canary",
		"enabledJoinBeforeHost":true,"joinBeforeHostMinutes":"15","enableConnectAudioBeforeHost":false,"unlockedMeetingJoinSecurity":"allowJoinWithLobby",
		"enableAutomaticLock":true,"automaticLockMinutes":5,"allowAnyUserToBeCoHost":false,"allowFirstUserToBeCoHost":true,"allowAuthenticatedDevices":false,
		"password":"********","phoneAndVideoSystemPassword":"","publicMeeting":true,"enabledAutoRecordMeeting":false,"enabledLiveStream":true,
		"meetingOptions":{"enabledFileTransfer":true},"attendeePrivileges":{"enabledRemoteControl":false,"enabledSaveDocument":true}}`
	w := &ward{handlers: map[string]func(url.Values) reply{
		meetingsEndpoint.Path: byType(rows(full), rows(`{"id":"M2","hostEmail":"nurse@clinic.example","unlockedMeetingJoinSecurity":"a canary title","enabledJoinBeforeHost":0,"joinBeforeHostMinutes":-77,"automaticLockMinutes":-1,"roomId":["canary"]}`)),
		inviteesEndpoint.Path: always(rows(`{"email":"canary@mail.example","displayName":"canary"}`, `{"email":"dr.lopez@clinic.example"}`)),
	}}
	r := onWard(w)
	oneHost(r)
	r.section(t.Context(), snapshot.MeetingsName)
	require.Equal(t, []snapshot.Meeting{
		{ID: "M2", Recurrence: snapshot.Recurrence{Kind: "none"}},
		{
			ID: "S1", SeriesID: "S0", Type: "meetingSeries", ScheduledType: "meeting", Site: siteA,
			Start: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC), Modified: snapshot.No,
			JoinBeforeHost: snapshot.Yes, JoinBeforeHostMinutes: snapshot.Some(15), AudioBeforeHost: snapshot.No,
			UnlockedJoin: "allowJoinWithLobby", AutoLock: snapshot.Yes, AutoLockMinutes: snapshot.Some(5),
			AnyUserCoHost: snapshot.No, FirstUserCoHost: snapshot.Yes, AuthenticatedDevices: snapshot.No,
			PasswordSet: snapshot.Yes, PhonePasswordSet: snapshot.No, Public: snapshot.Yes, AutoRecord: snapshot.No,
			LiveStream: snapshot.Yes, FileTransfer: snapshot.Yes, RemoteControl: snapshot.No, SaveDocument: snapshot.Yes, InSpace: snapshot.Yes,
			Recurrence: snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(3), Last: time.Date(2026, 3, 24, 9, 0, 0, 0, time.UTC)},
			Invitees: &snapshot.Invitees{Source: snapshot.Source{Path: "GET /v1/meetingInvitees", Rank: snapshot.RankAPI, ReadAt: wardNow.Add(time.Minute)}, People: []snapshot.Party{
				{Kind: snapshot.Outsider, Domain: "mail.example", Key: keyOf("canary@mail.example")},
				{Kind: snapshot.Staff, Email: "dr.lopez@clinic.example", Domain: "clinic.example", Key: keyOf("dr.lopez@clinic.example")},
			}},
		},
	}, r.s.Meetings.Items[0].Meetings)
	require.Equal(t, []string{"hostEmail=nurse@clinic.example&max=100&meetingId=S1"}, w.queries(inviteesEndpoint.Path))
	require.NotContains(t, asJSON(t, r.s), "canary")
}

func TestInvitees(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, meeting string
		list          func(url.Values) reply
		asked         bool
		people        int // -1: nothing was read
		gap           snapshot.Reason
	}{
		{"single meeting", `"unlockedMeetingJoinSecurity":"allowJoin"`, nil, false, 0, ""},
		{"endless series", `"recurrence":"FREQ=DAILY"`, always(rows(`{"email":"x@mail.example"}`)), true, 1, ""},
		{"unparsable series", `"recurrence":"often"`, always(rows()), true, 0, ""},
		{"records by itself", `"enabledAutoRecordMeeting":true`, always(rows(`{"email":""}`)), true, 1, ""},
		{"blocks the uninvited", `"unlockedMeetingJoinSecurity":"blockFromJoin"`, always(rows(`{}`, `{"email":"x@mail.example"}`)), true, 2, snapshot.FieldAbsent},
		{"personal room", `"scheduledType":"personalRoomMeeting"`, always(refuse(http.StatusBadRequest)), true, -1, ""},
		{"personal room, refused", `"scheduledType":"personalRoomMeeting"`, always(refuse(http.StatusForbidden)), true, -1, snapshot.Forbidden},
		{"personal room, gone", `"scheduledType":"personalRoomMeeting"`, always(refuse(http.StatusNotFound)), true, -1, snapshot.NotFound},
		{"personal room, other fault", `"scheduledType":"personalRoomMeeting"`, always(refuse(http.StatusConflict)), true, -1, snapshot.Error},
		{"400 for another meeting", `"recurrence":"FREQ=DAILY"`, always(refuse(http.StatusBadRequest)), true, -1, snapshot.Error},
		{"refused", `"recurrence":"FREQ=DAILY"`, always(refuse(http.StatusForbidden)), true, -1, snapshot.Forbidden},
		{"second page refused", `"recurrence":"FREQ=DAILY"`, thenRefused(`{"email":"x@mail.example"}`), true, 1, snapshot.Truncated},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{
				meetingsEndpoint.Path: byType(rows(), rows(`{"id":"M","hostEmail":"nurse@clinic.example",`+tt.meeting+`}`)),
			}}
			if tt.list != nil {
				w.handlers[inviteesEndpoint.Path] = tt.list
			}
			r := onWard(w)
			oneHost(r)
			r.section(t.Context(), snapshot.MeetingsName)
			host := r.s.Meetings.Items[0]
			require.Nil(t, host.Gap, "a gap in the invitees is the meeting's alone")
			in := host.Meetings[0].Invitees
			require.Equal(t, tt.asked, len(w.queries(inviteesEndpoint.Path)) > 0)
			if !tt.asked {
				require.Nil(t, in)
				return
			}
			require.Equal(t, tt.gap, reason(in.Gap))
			require.Equal(t, tt.people < 0 && tt.gap == "", in.Unsupported)
			if tt.people < 0 {
				require.Nil(t, in.People)
			} else {
				require.NotNil(t, in.People)
				require.Len(t, in.People, tt.people)
			}
		})
	}
}
