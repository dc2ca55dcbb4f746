package engine

import (
	"slices"

	"wxaudit/pkg/snapshot"
)

func (p *phiScope) addPeople(s *snapshot.Snapshot) {
	members := map[string]bool{}
	whole := s.ScimGroups.Missing() == nil
	for _, rule := range p.rules.Groups {
		i := slices.IndexFunc(s.ScimGroups.Items, func(g snapshot.ScimGroup) bool { return g.ID == rule })
		if i < 0 || s.ScimGroups.Items[i].Gap != nil || s.ScimGroups.Items[i].MemberUUIDs == nil {
			whole = false // whoever is not found may still be in it
			continue
		}
		for _, uuid := range s.ScimGroups.Items[i].MemberUUIDs {
			members[uuid] = true
		}
	}
	for _, a := range s.People.Items {
		who := person{email: a.Email, department: a.Department}
		switch {
		case members[a.UUID]:
			who.group = snapshot.Yes
		case whole:
			who.group = snapshot.No
		}
		p.people[a.ID] = who
		for _, address := range append([]string{a.Email}, a.Emails...) {
			if address != "" {
				p.people[address] = who
			}
		}
	}
}

func (p *phiScope) addMeetings(s *snapshot.Snapshot) {
	add := func(id string, sub subject) {
		if id != "" {
			p.subjects[subjectKey{"meeting", id}] = sub
		}
	}
	for _, ps := range s.PastSeries.Items {
		sub := subject{host: who(ps.PersonID, ps.Host)}
		if ps.Meeting != nil {
			sub = ofMeeting(*ps.Meeting, sub.host)
		}
		add(ps.SeriesID, sub)
	}
	for _, m := range s.EndedMeetings.Items {
		add(m.ID, subject{host: who(m.PersonID, m.Host), site: m.Site, external: outsidersAmong(m.Participants)})
	}
	for _, h := range s.Meetings.Items {
		for _, m := range h.Meetings {
			add(m.ID, ofMeeting(m, who(h.PersonID, h.Host)))
		}
	}
}

func (p *phiScope) addRecordings(s *snapshot.Snapshot) {
	for _, list := range [][]snapshot.Recording{s.PurgedRecordings.Items, s.OldRecordings.Items, s.DeletedRecordings.Items, s.Recordings.Items} {
		for _, rec := range list {
			sub := subject{host: who(rec.PersonID, rec.Host), site: rec.Site}
			if m, ok := p.subjects[subjectKey{"meeting", rec.MeetingID}]; ok {
				sub.session, sub.external = m.session, m.external
			}
			p.subjects[subjectKey{"recording", rec.ID}] = sub
		}
	}
	for _, rec := range s.RecordingAccess.Items {
		key := subjectKey{"recording", rec.RecordingID}
		if _, ok := p.subjects[key]; !ok {
			p.subjects[key] = subject{host: who(rec.PersonID, rec.Host), site: rec.Site}
		}
	}
}

func who(personID, email string) string {
	if personID != "" {
		return personID
	}
	return email
}

func ofMeeting(m snapshot.Meeting, host string) subject {
	sub := subject{host: host, site: m.Site, session: m.SessionTypeID}
	if m.Invitees == nil {
		return sub
	}
	sub.external = fromOutside(m.Invitees.People, m.Invitees.People != nil && m.Invitees.Gap == nil)
	return sub
}

func outsidersAmong(ps *snapshot.Participants) snapshot.Tri {
	if ps == nil {
		return snapshot.Unknown
	}
	people := make([]snapshot.Party, 0, len(ps.People))
	for _, p := range ps.People {
		people = append(people, p.Party)
	}
	return fromOutside(people, ps.People != nil && ps.Gap == nil)
}

// fromOutside says whether somebody on the list is not known to be staff; a
// list that is not whole can only say yes.
func fromOutside(people []snapshot.Party, whole bool) snapshot.Tri {
	if slices.ContainsFunc(people, func(p snapshot.Party) bool { return p.Kind != snapshot.Staff }) {
		return snapshot.Yes
	}
	if whole {
		return snapshot.No
	}
	return snapshot.Unknown
}
