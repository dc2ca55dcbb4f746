package engine

import (
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

func (p *phiScope) addPeople(s *snapshot.Snapshot) {
	members := map[string]bool{}
	whole := s.ScimGroups.Missing() == nil
	for _, rule := range p.rules.Groups {
		i := slices.IndexFunc(s.ScimGroups.Items, func(g snapshot.ScimGroup) bool { return g.ID == rule })
		if i < 0 || s.ScimGroups.Items[i].Gap != nil || s.ScimGroups.Items[i].AllUUIDs == nil {
			whole = false // whoever is not found may still be in it
			continue
		}
		for _, uuid := range s.ScimGroups.Items[i].AllUUIDs {
			members[uuid] = true
		}
	}
	hosts := map[string]bool{}
	for _, address := range p.rules.Hosts {
		hosts[strings.ToLower(address)] = true
	}
	for _, a := range s.People.Items {
		who := person{account: a.ID, department: a.Department}
		addresses := append([]string{a.Email}, a.Emails...)
		switch {
		case slices.ContainsFunc(addresses, func(address string) bool { return hosts[strings.ToLower(address)] }):
			who.host = snapshot.Yes
		case len(a.Emails) > 0: // there is no other
			who.host = snapshot.No
		}
		switch {
		case members[a.UUID]:
			who.group = snapshot.Yes
		case whole && a.UUID != "":
			who.group = snapshot.No
		}
		p.addPerson(a.ID, who)
		for _, address := range addresses {
			p.addPerson(address, who)
		}
	}
}

// addPerson indexes an account. Of an id or an address that two accounts have,
// nothing is known.
func (p *phiScope) addPerson(key string, who person) {
	if key == "" {
		return
	}
	if have, again := p.people[key]; again && (have.account != who.account || key == who.account || who.account == "") {
		who = person{}
	}
	p.people[key] = who
}

func (p *phiScope) addMeetings(s *snapshot.Snapshot) {
	for _, ps := range s.PastSeries.Items {
		sub := subject{host: who(ps.PersonID, ps.Host)}
		if ps.Meeting != nil {
			sub = ofMeeting(*ps.Meeting, sub.host)
		}
		p.addMeeting(ps.SeriesID, sub)
	}
	for _, h := range s.Meetings.Items {
		for _, m := range h.Meetings {
			p.addMeeting(m.ID, ofMeeting(m, who(h.PersonID, h.Host)))
		}
	}
	p.addTheirParticipants(s)
	for _, m := range s.EndedMeetings.Items {
		p.addMeeting(m.ID, subject{host: who(m.PersonID, m.Host), site: m.Site, external: outsidersAmong(m.Participants)})
	}
}

// addMeeting indexes a meeting. Of one that two lists describe, that is known on
// which they agree.
func (p *phiScope) addMeeting(id string, sub subject) {
	if id == "" {
		return
	}
	key := subjectKey{"meeting", id}
	if have, again := p.subjects[key]; again {
		sub.host, sub.site, sub.session = agreed(have.host, sub.host), agreed(have.site, sub.site), agreed(have.session, sub.session)
		sub.external = either(have.external, sub.external)
	}
	p.subjects[key] = sub
}

// addTheirParticipants takes every series into account to which somebody from
// outside came, invited or not.
func (p *phiScope) addTheirParticipants(s *snapshot.Snapshot) {
	stray := func(m snapshot.EndedMeeting) bool {
		return m.SeriesID == "" && outsidersAmong(m.Participants) != snapshot.No
	}
	if s.EndedMeetings.Missing() != nil || slices.ContainsFunc(s.EndedMeetings.Items, stray) { // anybody may have come to any series
		for key, sub := range p.subjects {
			sub.external = either(sub.external, snapshot.Unknown)
			p.subjects[key] = sub
		}
		return
	}
	for _, m := range s.EndedMeetings.Items {
		key := subjectKey{"meeting", m.SeriesID}
		if sub, ok := p.subjects[key]; ok && m.SeriesID != m.ID {
			sub.external = either(sub.external, outsidersAmong(m.Participants))
			p.subjects[key] = sub
		}
	}
}

// agreed is the word that two lists agree on, or none.
func agreed(a, b string) string {
	if a != b {
		return ""
	}
	return a
}

// either says whether one of two things is so.
func either(a, b snapshot.Tri) snapshot.Tri {
	switch {
	case a == snapshot.Yes || b == snapshot.Yes:
		return snapshot.Yes
	case a == snapshot.No && b == snapshot.No:
		return snapshot.No
	default:
		return snapshot.Unknown
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
