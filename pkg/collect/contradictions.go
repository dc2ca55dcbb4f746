package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
)

// reportDelay is how long a meeting may take to come into the usage report.
const reportDelay = 3 * days

// contradict gives a gap to lists that are empty where other sections show that
// they cannot be: a token that may not see the entries gets an empty list, and
// no error. Nothing was read then. It looks at what was collected, and asks for
// nothing.
func (r *run) contradict() {
	r.contradictRecordings()
	r.contradictUsage()
	r.contradictMeetings()
	r.doubtNoMeetings()
	r.contradictInvitees()
	r.contradictCalling()
	r.contradictDevices()
	r.contradictAdminAudit()
	r.contradictClassifications()
	r.contradictAuthorizations()
}

// hidden is the gap of a list that is empty and cannot be.
func (e Endpoint) hidden(against string) *snapshot.Gap {
	return e.unshown("Webex listed nothing, although " + against)
}

// contradictRecordings: some ended meeting was recorded, and there is no
// recording, whatever became of it.
func (r *run) contradictRecordings() {
	lists := []*snapshot.Section[snapshot.Recording]{&r.s.Recordings, &r.s.DeletedRecordings, &r.s.PurgedRecordings, &r.s.OldRecordings}
	for _, list := range lists {
		if len(list.Items) > 0 {
			return
		}
	}
	if !slices.ContainsFunc(r.s.EndedMeetings.Items, func(m snapshot.EndedMeeting) bool { return m.HasRecording == snapshot.Yes }) {
		return
	}
	for _, list := range lists {
		if list.Items != nil {
			list.Items, list.Gap = nil, firstGap(list.Gap, recordingsEndpoint.hidden("meetings of the last 90 days were recorded"))
		}
	}
}

// contradictUsage: meetings took place on a site, and its report has none. The
// same holds the other way round.
func (r *run) contradictUsage() {
	u, ended := &r.s.Usage, &r.s.EndedMeetings
	reported := map[string]bool{}
	for _, row := range u.Items {
		reported[row.Site] = true
	}
	took := func(m snapshot.EndedMeeting) bool {
		return m.Site != "" && !reported[m.Site] && m.Start.After(u.Source.Since) && m.Start.Before(r.now().Add(-reportDelay))
	}
	if u.Items != nil && slices.ContainsFunc(ended.Items, took) {
		u.Gap = firstGap(u.Gap, usageEndpoint.hidden("there were meetings on the site"))
	}
	if ended.Items != nil && len(ended.Items) == 0 && len(u.Items) > 0 {
		ended.Items, ended.Gap = nil, firstGap(ended.Gap, meetingsEndpoint.hidden("the usage report has meetings"))
	}
}

// contradictMeetings: several hosts met outside their Personal Rooms in the last
// month, and not one host has a meeting in the next.
func (r *run) contradictMeetings() {
	s := &r.s.Meetings
	if s.Items == nil || slices.ContainsFunc(s.Items, func(h snapshot.HostMeetings) bool { return len(h.Meetings) > 0 }) {
		return
	}
	rooms, hosts := map[string]bool{}, map[string]bool{}
	for _, room := range r.s.PersonalRooms.Items {
		rooms[room.NumberKey] = true
	}
	for _, row := range r.s.Usage.Items {
		if row.Host != "" && !rooms[row.NumberKey] && row.Start.After(r.now().Add(-lookAhead)) {
			hosts[row.Host] = true
		}
	}
	if len(hosts) > 1 {
		s.Items, s.Gap = nil, firstGap(s.Gap, meetingsEndpoint.hidden("several hosts met in the last month"))
	}
}

// contradictInvitees: people were in meetings to which they had been invited,
// and nobody is invited to any that comes.
func (r *run) contradictInvitees() {
	var lists []*snapshot.Invitees
	for _, h := range r.s.Meetings.Items {
		for _, m := range h.Meetings {
			if m.Invitees != nil {
				lists = append(lists, m.Invitees)
			}
		}
	}
	if slices.ContainsFunc(lists, func(in *snapshot.Invitees) bool { return len(in.People) > 0 }) {
		return
	}
	invited := slices.ContainsFunc(r.s.EndedMeetings.Items, func(m snapshot.EndedMeeting) bool {
		return m.Participants != nil && slices.ContainsFunc(m.Participants.People, func(p snapshot.Participant) bool {
			return p.Invited == snapshot.Yes && p.Host != snapshot.Yes
		})
	})
	for _, in := range lists {
		if invited && in.People != nil {
			in.Gap = firstGap(in.Gap, inviteesEndpoint.hidden("people were invited to meetings of the last 90 days"))
		}
	}
}
