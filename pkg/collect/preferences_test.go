package collect

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestScheduling(t *testing.T) {
	t.Parallel()
	path := schedulingEndpoint.Path
	w := &ward{handlers: map[string]func(url.Values) reply{path: func(q url.Values) reply {
		switch q.Get("userEmail") + " " + q.Get("siteUrl") {
		case "dr.lopez@clinic.example " + siteA:
			return tell(`{"enabledJoinBeforeHost":true,"joinBeforeHostMinutes":5,"enabledAutoShareRecording":false,
				"enabledWebexAssistantByDefault":"true","delegateEmails":["canary@x.example","canary2@x.example"]}`)
		case "nurse@clinic.example " + siteA:
			return tell(`{"enabledJoinBeforeHost":null,"joinBeforeHostMinutes":"ten"}`)
		case "dr.lopez@clinic.example " + siteB:
			return refuse(http.StatusForbidden)
		}
		return refuse(http.StatusBadRequest)
	}}}
	r := onWard(w)
	r.section(t.Context(), snapshot.SchedulingName)
	s := r.s.Scheduling
	require.Nil(t, s.Missing())
	require.Equal(t, "GET "+path, s.Source.Path)
	require.Equal(t, wardNow.Add(60e9), s.Source.ReadAt)
	require.Len(t, s.Items, 3)
	require.Equal(t, snapshot.SchedulingPreferences{
		PersonID: "P-doc", Host: "dr.lopez@clinic.example", Site: siteA,
		JoinBeforeHost: snapshot.Yes, JoinBeforeHostMinutes: snapshot.Some(5), AutoShareRecording: snapshot.No,
		AssistantByDefault: snapshot.Yes, Delegates: snapshot.Some(2),
	}, s.Items[0])
	require.Equal(t, snapshot.SchedulingPreferences{PersonID: "P-nur", Host: "nurse@clinic.example", Site: siteA}, s.Items[1], "absent is unknown")
	require.Equal(t, siteB, s.Items[2].Site)
	require.Equal(t, snapshot.Forbidden, reason(s.Items[2].ItemGap()))
	require.Contains(t, s.Items[2].Gap.Detail, "meeting:admin_preferences_read")
	require.NotContains(t, asJSON(t, s), "canary")
}

func TestSchedulingWithoutHosts(t *testing.T) {
	t.Parallel()
	w := &ward{}
	r := onWard(w)
	r.s.Hosts.Gap = &snapshot.Gap{Reason: snapshot.Truncated}
	r.give(snapshot.HostsName)
	r.section(t.Context(), snapshot.SchedulingName)
	require.Nil(t, r.s.Scheduling.Items)
	require.Equal(t, snapshot.Truncated, reason(r.s.Scheduling.Missing()))
	require.Empty(t, w.asked)

	r = onWard(w)
	r.s.Hosts.Items, r.s.Hosts.Gap = []snapshot.Host{}, &snapshot.Gap{Reason: snapshot.Truncated}
	r.give(snapshot.HostsName)
	r.section(t.Context(), snapshot.SchedulingName)
	require.Equal(t, snapshot.Truncated, reason(r.s.Scheduling.Missing()), "part of the hosts is no list of them")
}

func TestPersonalRooms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		body reply
		want snapshot.PersonalRoom
		gap  snapshot.Reason
	}{
		{
			"a room", tell(`{"topic":" Canary's  Room ","hostPin":"canary","personalMeetingRoomLink":"https://a.webex.com/meet/nurse",
				"enabledAutoLock":true,"autoLockMinutes":0,"enabledNotifyHost":true,"supportCoHost":true,"supportAnyoneAsCoHost":false,
				"allowFirstUserToBeCoHost":false,"allowAuthenticatedDevices":true,"sipAddress":"canary@a.webex.com","dialInIpAddress":"canary",
				"coHosts":[{"email":"DR.lopez@clinic.example","displayName":"canary"},{"email":"canary@mail.example","displayName":"canary"},{"displayName":"canary"}],
				"telephony":{"accessCode":"123 456 789","callInNumbers":[{"label":"canary","callInNumber":"canary","tollType":"toll"}]}}`),
			snapshot.PersonalRoom{
				Exists: snapshot.Yes, AutoLock: snapshot.Yes, AutoLockMinutes: snapshot.Some(0),
				SupportAnyoneAsCoHost: snapshot.No, AllowFirstUserToBeCoHost: snapshot.No, AllowAuthenticatedDevices: snapshot.Yes,
				CoHosts: []snapshot.Party{
					{Kind: snapshot.Staff, Email: "dr.lopez@clinic.example", Domain: "clinic.example", Key: keyOf("dr.lopez@clinic.example")},
					{Kind: snapshot.Outsider, Domain: "mail.example", Key: keyOf("canary@mail.example")},
					{Kind: snapshot.Anonymous},
				},
				LinkHoldsMailbox: snapshot.Yes, NumberKey: keyOf("123456789"), TopicKey: keyOf("canary's room"),
			}, "",
		},
		{
			"generated link, no cohosts, access code as a number", tell(`{"personalMeetingRoomLink":"https://a.webex.com/meet/pr1234567","coHosts":[],"telephony":{"accessCode":123456789}}`),
			snapshot.PersonalRoom{Exists: snapshot.Yes, CoHosts: []snapshot.Party{}, LinkHoldsMailbox: snapshot.No, NumberKey: keyOf("123456789")}, "",
		},
		{"no room", tell(`{"personalMeetingRoomLink":""}`), snapshot.PersonalRoom{Exists: snapshot.No}, ""},
		{"nothing told", tell(`{}`), snapshot.PersonalRoom{}, ""},
		{"no body", reply{status: http.StatusNoContent}, snapshot.PersonalRoom{}, ""},
		{"not found", refuse(http.StatusNotFound), snapshot.PersonalRoom{}, snapshot.NotFound},
		{"another shape", tell(`[]`), snapshot.PersonalRoom{}, snapshot.Schema},
		{"throttled", refuse(http.StatusTooManyRequests), snapshot.PersonalRoom{}, snapshot.Throttled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{personalRoomEndpoint.Path: always(tt.body)}}
			r := onWard(w)
			oneHost(r)
			r.section(t.Context(), snapshot.PersonalRoomsName)
			require.Equal(t, []string{"siteUrl=a.webex.com&userEmail=nurse@clinic.example"}, w.queries(personalRoomEndpoint.Path))
			require.Nil(t, r.s.PersonalRooms.Missing())
			require.Len(t, r.s.PersonalRooms.Items, 1)
			got := r.s.PersonalRooms.Items[0]
			require.Equal(t, tt.gap, reason(got.Gap))
			got.Gap = nil
			tt.want.PersonID, tt.want.Host, tt.want.Site = "P-nur", "nurse@clinic.example", siteA
			require.Equal(t, tt.want, got)
			require.NotContains(t, asJSON(t, got), "canary")
		})
	}
}

// keyOf is the keyed hash under the key of the tests.
func keyOf(v string) string { return (&run{o: Options{Key: []byte("key")}}).key(v) }

func TestLinkHoldsMailbox(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		link, host string
		want       snapshot.Tri
	}{
		{`"https://a.webex.com/meet/dr.lopez"`, "dr.lopez@clinic.example", snapshot.Yes},
		{`"https://a.webex.com/meet/DrLopez/"`, "dr.lopez@clinic.example", snapshot.Yes},
		{`"https://a.webex.com/meet/drlopez2?x=1"`, "dr.lopez@clinic.example", snapshot.Yes},
		{`"https://lopez.webex.com/meet/pr123"`, "lopez@clinic.example", snapshot.No},
		{`"https://a.webex.com/meet/projects"`, "jo@clinic.example", snapshot.No}, // by chance
		{`"https://a.webex.com/meet/jo"`, "jo@clinic.example", snapshot.Yes},
		{`"https://a.webex.com/meet/jo"`, "@clinic.example", snapshot.Unknown},
		{`""`, "jo@clinic.example", snapshot.Unknown},
		{`null`, "jo@clinic.example", snapshot.Unknown},
		{`17`, "jo@clinic.example", snapshot.Unknown},
	} {
		var l roomLink
		require.NoError(t, l.UnmarshalJSON([]byte(tt.link)))
		require.Equal(t, tt.want, l.holds(tt.host), "%s %s", tt.link, tt.host)
	}
}
