package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// attendance counts who was let into one ended meeting. Somebody who left and
// came back counts once.
type attendance struct {
	guests         int             // outsiders who were not invited
	domains        map[string]bool // of those, where known
	invitedOutside int             // outsiders who were, and came
	perhapsInvited bool            // one was, and it is not known whether they came
	uninvitedStaff int
	callers        int    // by telephone only, so that nothing identifies them
	missing        string // a field that is missing and could decide
	seen           map[string]bool
}

func attend(m snapshot.EndedMeeting) attendance {
	a := attendance{domains: map[string]bool{}, seen: map[string]bool{}}
	for _, p := range m.Participants.People {
		a.count(p, check.WasHost(m, p))
	}
	return a
}

func (a *attendance) count(p snapshot.Participant, host snapshot.Tri) {
	if host == snapshot.Yes || p.Joined == snapshot.No {
		return // somebody who only waited in the lobby was not let in
	}
	outside := p.Kind == snapshot.Outsider || p.Kind == snapshot.Anonymous
	caller := p.Kind == snapshot.Anonymous && p.Phone == snapshot.Yes
	switch {
	case p.Kind == snapshot.Staff && p.Invited == snapshot.Yes:
	case p.Kind == "":
		a.missing = "email"
	case host == snapshot.Unknown:
		a.missing = "host"
	case outside && p.Invited == snapshot.Yes && p.Joined == snapshot.Unknown:
		a.perhapsInvited = true
	case outside && p.Invited == snapshot.Yes:
		a.invitedOutside += a.first("invited", p)
	case p.Invited == snapshot.Unknown:
		a.missing = "invitee"
	case p.Joined == snapshot.Unknown:
		a.missing = "state"
	case p.Kind == snapshot.Staff:
		a.uninvitedStaff += a.first("staff", p)
	case caller:
		a.callers += a.first("caller", p)
	case p.Kind == snapshot.Anonymous && p.Phone == snapshot.Unknown:
		a.missing = "devices.audioType"
	default:
		a.guests += a.first("guest", p)
		if p.Domain != "" {
			a.domains[p.Domain] = true
		}
	}
}

// first is 1 for somebody who was not counted yet, going by the address and
// without one by the name, and 0 for somebody who came back. No status depends
// on it: whoever cannot be recognised is somebody else.
func (a *attendance) first(as string, p snapshot.Participant) int {
	who := as + " key " + p.Key
	if p.Key == "" {
		who = as + " name " + p.NameKey
	}
	if p.Key+p.NameKey == "" {
		return 1
	}
	if a.seen[who] {
		return 0
	}
	a.seen[who] = true
	return 1
}
