package collect

import (
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
)

// A token without the admin-level scopes may ask on behalf of somebody: Webex
// then ignores the userEmail or hostEmail of the query, and answers with 200
// for the token's own person. This file is about recognising such answers, so
// that one person's settings are not taken for those of all.

// ownAnswer is the gap of an answer that was asked for on behalf of somebody
// else.
func (e Endpoint) ownAnswer(how string) *snapshot.Gap {
	return e.unshown("Webex seems to have answered for the token's own person: " + how)
}

// ownMeetings is the gap of a list of meetings that was asked for by somebody
// who may see no others than their own.
func ownMeetings() *snapshot.Gap {
	return meetingsEndpoint.unshown("the token's own person is not known to be a full or content administrator, so that the list may hold only their own meetings")
}

// roomAnswer is a Personal Room with the keyed hash of its link, which no
// verdict needs.
type roomAnswer struct {
	snapshot.PersonalRoom
	link string
}

// sharedRooms returns the sites on which two hosts were given one and the same
// room. Rooms are told apart by their number, and without one by link and topic.
func sharedRooms(rooms []roomAnswer) []string {
	type room struct{ site, number, link, topic string }
	var sites []string
	holder := map[room]string{}
	for _, a := range rooms {
		id := room{site: a.Site, number: a.NumberKey}
		if a.NumberKey == "" {
			id.link, id.topic = a.link, a.TopicKey
		}
		if id.number == "" && (id.link == "" || id.topic == "") {
			continue
		}
		if first, again := holder[id]; again && first != a.Host {
			sites = append(sites, a.Site)
		} else {
			holder[id] = a.Host
		}
	}
	slices.Sort(sites)
	return slices.Compact(sites)
}

// isMe says whether the person is the one whose token this is.
func (r *run) isMe(personID string) bool {
	me := r.s.Auditor.Value
	return me != nil && personID != "" && (personID == me.ID || uuidOf(personID) != "" && uuidOf(personID) == me.UUID)
}

// doubtLists marks the lists of meetings that hold the auditor's own meetings
// where no list shows a meeting of the host that it was asked for.
func (r *run) doubtLists(d directory, lists []hostList) {
	if slices.ContainsFunc(lists, func(l hostList) bool { return len(l.Meetings) > 0 && !r.isMe(l.PersonID) }) {
		return
	}
	if len(lists) < 2 {
		return
	}
	for i := range lists {
		l := &lists[i]
		own := slices.ContainsFunc(l.hosts, func(m mail) bool { return r.isMe(d.id(m)) })
		if own && !r.isMe(l.PersonID) {
			l.Gap = firstGap(l.Gap, meetingsEndpoint.ownAnswer("of several hosts it listed no meeting but those of that person"))
		}
	}
}

// ownMeetingsOnly is the gap of an organisation's list that shows no meeting of
// anybody who is known to be another person, although others can host.
func (r *run) ownMeetingsOnly(ctx context.Context, d directory, rows []wireMeeting) *snapshot.Gap {
	if len(rows) == 0 || slices.ContainsFunc(rows, func(w wireMeeting) bool { return r.others(d, w.HostEmail) }) {
		return nil
	}
	r.section(ctx, snapshot.HostsName)
	hosts := r.s.Hosts
	alone := hosts.Missing() == nil && !slices.ContainsFunc(hosts.Items, func(h snapshot.Host) bool { return !r.isMe(h.PersonID) })
	if alone {
		return nil
	}
	return meetingsEndpoint.ownAnswer("it listed no meeting of another host")
}

// doubtNoMeetings: that nobody met, and that nobody will, is believed only of a
// token that was shown anything of somebody else's. Otherwise both lists may be
// those of the token's own person, who has no meetings.
func (r *run) doubtNoMeetings() {
	if r.shownOthers() {
		return
	}
	why := meetingsEndpoint.ownAnswer("it listed no meeting, and nothing else showed what is another host's")
	hide(&r.s.EndedMeetings, why)
	coming := &r.s.Meetings
	others := slices.ContainsFunc(coming.Items, func(h snapshot.HostMeetings) bool { return !r.isMe(h.PersonID) })
	if others && !slices.ContainsFunc(coming.Items, func(h snapshot.HostMeetings) bool { return len(h.Meetings) > 0 }) {
		coming.Items, coming.Gap = nil, firstGap(coming.Gap, why)
	}
}

// shownOthers says whether the token was shown what Webex shows to those who
// administer meetings: the usage report of a site, or the meetings or preferences
// of somebody else.
func (r *run) shownOthers() bool {
	return r.s.Usage.Missing() == nil ||
		slices.ContainsFunc(r.s.EndedMeetings.Items, func(m snapshot.EndedMeeting) bool { return !r.isMe(m.PersonID) }) ||
		slices.ContainsFunc(r.s.PersonalRooms.Items, func(p snapshot.PersonalRoom) bool { return p.Gap == nil && !r.isMe(p.PersonID) }) ||
		slices.ContainsFunc(r.s.Scheduling.Items, func(p snapshot.SchedulingPreferences) bool { return p.Gap == nil && !r.isMe(p.PersonID) })
}
