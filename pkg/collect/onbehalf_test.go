package collect

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// Where Webex ignores for whom it was asked, everybody has the same room.
func TestRoomsOfTheTokensOwnPerson(t *testing.T) {
	t.Parallel()
	room := func(link, number, topic string) string {
		return `{"topic":"` + topic + `","personalMeetingRoomLink":"` + link + `","enabledAutoLock":true,"telephony":{"accessCode":"` + number + `"}}`
	}
	for name, tt := range map[string]struct {
		doc, nurse string // on site A; on site B is the doctor's room only
		same       bool
	}{
		"two rooms":                           {room("https://a/meet/doc", "1", "Doc"), room("https://a/meet/nurse", "2", "Nurse"), false},
		"two rooms of one topic":              {room("https://a/meet/doc", "1", "Room"), room("https://a/meet/nurse", "2", "Room"), false},
		"one number":                          {room("https://a/meet/x", "1 2", "Doc"), room("https://a/meet/x", "12", "Doc"), true},
		"no number, one link and topic":       {room("https://a/meet/x", "", "Doc"), room("https://A/meet/x/", "", "doc"), true},
		"no number, one link and two topics":  {room("https://a/meet/x", "", "Doc"), room("https://a/meet/x", "", "Nurse"), false},
		"nothing to tell them apart or alike": {`{"enabledAutoLock":true}`, `{"enabledAutoLock":true}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{
				schedulingEndpoint.Path: always(tell(`{"enabledJoinBeforeHost":false}`)),
				personalRoomEndpoint.Path: func(q url.Values) reply {
					if q.Get("userEmail") == "nurse@clinic.example" {
						return tell(tt.nurse)
					}
					return tell(tt.doc)
				},
			}}
			r := onWard(w)
			r.section(t.Context(), snapshot.SchedulingName)
			require.Len(t, r.s.PersonalRooms.Items, 3)
			for i, room := range r.s.PersonalRooms.Items {
				prefs := r.s.Scheduling.Items[i]
				require.Equal(t, room.Site, prefs.Site)
				require.Equal(t, room.PersonID, prefs.PersonID)
				if tt.same && room.Site == siteA {
					require.Equal(t, snapshot.Forbidden, reason(room.ItemGap()))
					require.Equal(t, snapshot.Unknown, room.AutoLock)
					require.Equal(t, snapshot.Forbidden, reason(prefs.ItemGap()))
					require.Equal(t, snapshot.Unknown, prefs.JoinBeforeHost)
				} else {
					require.Nil(t, room.ItemGap())
					require.Equal(t, snapshot.Yes, room.AutoLock)
					require.Nil(t, prefs.ItemGap())
				}
			}
		})
	}
}

// Where Webex ignores for whom it was asked, everybody's list is the auditor's.
func TestMeetingsOfTheTokensOwnPerson(t *testing.T) {
	t.Parallel()
	const (
		mine  = `{"id":"A","hostEmail":"audit@clinic.example","start":"2026-03-10T09:00:00Z"}`
		nurse = `{"id":"N","hostEmail":"nurse@clinic.example","start":"2026-03-10T09:00:00Z"}`
	)
	for name, tt := range map[string]struct {
		doc, nurse []string
		want       [2]snapshot.Reason // of the doctor and the nurse
	}{
		"nothing":                            {},
		"the auditor's for both":             {[]string{mine}, []string{mine}, [2]snapshot.Reason{snapshot.Forbidden, snapshot.Forbidden}},
		"the auditor's for one":              {[]string{mine}, nil, [2]snapshot.Reason{snapshot.Forbidden, ""}},
		"one has some of their own":          {[]string{mine}, []string{mine, nurse}, [2]snapshot.Reason{}},
		"only invited by the nurse":          {[]string{mine, nurse}, nil, [2]snapshot.Reason{snapshot.Forbidden, ""}},
		"invited by the nurse, who has none": {[]string{nurse}, nil, [2]snapshot.Reason{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &ward{handlers: map[string]func(url.Values) reply{meetingsEndpoint.Path: func(q url.Values) reply {
				if q.Get("hostEmail") == "nurse@clinic.example" {
					return rows(tt.nurse...)
				}
				return rows(tt.doc...)
			}}}
			r := onWard(w)
			r.section(t.Context(), snapshot.MeetingsName)
			require.Len(t, r.s.Meetings.Items, 2)
			require.Equal(t, tt.want, [2]snapshot.Reason{reason(r.s.Meetings.Items[0].Gap), reason(r.s.Meetings.Items[1].Gap)})
		})
	}
}
