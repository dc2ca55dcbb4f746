package collect

import (
	"net/url"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// meetingQuestions are about hosts, their preferences and their meetings.
func meetingQuestions() []*question {
	return []*question{
		{ask: personalRoomEndpoint, of: "one host's room", parts: names(snapshot.PersonalRoomsName), hollow: true, wave: 2, with: ofHost,
			read: answers(func(k *known, w wirePersonalRoom, _ bool) verdict {
				k.room = w.identity(k.r)
				return verdict{}
			})},
		{ask: personalRoomEndpoint, of: "another host's room", parts: names(snapshot.PersonalRoomsName), wave: 2, with: ofAnother,
			read: answers(func(k *known, w wirePersonalRoom, _ bool) verdict {
				if id := w.identity(k.r); id != "" && id == k.room {
					k.ownRooms = personalRoomEndpoint.ownAnswer("two hosts of a site were given one Personal Room")
					return verdict{gap: k.ownRooms}
				}
				return verdict{}
			})},
		{ask: schedulingEndpoint, parts: names(snapshot.SchedulingName), hollow: true, wave: 2, with: ofHost, read: plain[wireScheduling]()},
		{ask: meetingsEndpoint, of: "a host's series", parts: names(snapshot.MeetingsName), hollow: true, wave: 2,
			with: comingOf(typeSeries), read: theirs(func(k *known) *page[wireMeeting] { return &k.series })},
		{ask: meetingsEndpoint, of: "a host's coming meetings", parts: names(snapshot.MeetingsName), hollow: true, wave: 2,
			with: comingOf(typeScheduled), read: theirs(func(k *known) *page[wireMeeting] { return &k.coming })},
		{ask: meetingsEndpoint, of: "ended meetings", fills: names(snapshot.EndedMeetingsName, snapshot.GeneratedName),
			with: func(k *known) (url.Values, []string, *excuse) {
				return windowQuery(lastWeek(k), 100, "meetingType", "meeting", "state", "ended"), nil, nil
			},
			read: theirs(func(k *known) *page[wireMeeting] { return &k.ended })},
		{ask: inviteesEndpoint, parts: names(snapshot.MeetingsName, snapshot.PastSeriesName), wave: 3, read: plain[listOf[wireInvitee]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				id, host := k.invited()
				if id == "" {
					return nil, nil, unsure("no meeting was found to ask about")
				}
				return atMost(1, "meetingId", id, "hostEmail", host), nil, nil
			}},
		{ask: participantsEndpoint, parts: names(snapshot.EndedMeetingsName), wave: 3, read: plain[listOf[wireParticipant]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				m, ok := k.ended.first()
				if !ok || m.ID == "" {
					return nil, nil, unsure("no meeting took place in the last week to ask about")
				}
				query := atMost(1, "meetingId", m.ID, "hostEmail", m.HostEmail.value())
				if w := k.r.joining(m.Start.Time); w.From.Before(w.To) {
					query.Set("joinTimeFrom", w.From.Format(time.RFC3339))
					query.Set("joinTimeTo", w.To.Format(time.RFC3339))
				}
				return query, nil, nil
			}},
		{ask: adminMeetingEndpoint, parts: names(snapshot.PastSeriesName), hollow: true, wave: 3, read: plain[wireMeeting](),
			with: func(k *known) (url.Values, []string, *excuse) {
				m, ok := k.ended.find(func(w wireMeeting) bool { return w.MeetingSeriesID != "" })
				if !ok {
					return nil, nil, unsure("no meeting of a series took place in the last week to ask about")
				}
				return url.Values{"current": {"false"}}, []string{m.MeetingSeriesID}, nil
			}},
		{ask: usageEndpoint, fills: names(snapshot.UsageName), wave: 2, onSite: onSiteIn(lastWeek, 1), read: plain[listOf[wireUsage]]()},
	}
}

// theirs reads a list of meetings. One that holds nobody's but the auditor's own
// may be the answer to another question.
func theirs(into func(*known) *page[wireMeeting]) reader {
	return answers(func(k *known, w listOf[wireMeeting], more bool) verdict {
		*into(k) = page[wireMeeting]{w.Items, more, true}
		if onlyMine(k, w.Items, func(m wireMeeting) mail { return m.HostEmail }) {
			return verdict{doubt: meetingsEndpoint.ownAnswer("it listed no meeting of another host")}
		}
		return verdict{}
	})
}

// identity tells one Personal Room from another, as sharedRooms does.
func (w wirePersonalRoom) identity(r *run) string {
	if number := w.Telephony.AccessCode.number(r); number != "" {
		return number
	}
	link, topic := r.key(w.Link.address), w.Topic.key(r)
	if link == "" || topic == "" {
		return ""
	}
	return link + " " + topic
}

// ofAnother asks for the preferences of a second host on the same site.
func ofAnother(k *known) (url.Values, []string, *excuse) {
	on, ok := k.another()
	if !ok {
		return nil, nil, nothing("there is no second host to compare with")
	}
	return on.query(), nil, nil
}

// ofHost asks for the preferences of one host on one site.
func ofHost(k *known) (url.Values, []string, *excuse) {
	on, not := k.host()
	if not != nil {
		return nil, nil, not
	}
	return on.query(), nil, nil
}

// comingOf asks for the coming meetings of one host, as a run does.
func comingOf(kind string) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		on, not := k.host()
		if not != nil {
			return nil, nil, not
		}
		w := webex.Window{From: k.r.now(), To: k.r.now().Add(lookAhead)}
		query := windowQuery(w, 100, "hostEmail", on.host.Email, "meetingType", kind)
		if kind == typeSeries {
			query.Set("current", "false")
		}
		return query, nil, nil
	}
}

// invited is a meeting of which Webex lists the invitees, with its host: one to
// come, or else the series of one that ended. It does not for Personal Rooms.
func (k *known) invited() (id, host string) {
	ordinary := func(w wireMeeting) bool {
		return w.ID != "" && w.HostEmail.value() != "" && w.ScheduledType != "personalRoomMeeting"
	}
	if m, ok := k.series.find(ordinary); ok {
		return m.ID, m.HostEmail.value()
	}
	if m, ok := k.coming.find(ordinary); ok {
		return m.ID, m.HostEmail.value()
	}
	m, _ := k.ended.find(func(w wireMeeting) bool { return ordinary(w) && w.MeetingSeriesID != "" })
	return m.MeetingSeriesID, m.HostEmail.value()
}
