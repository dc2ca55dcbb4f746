package links

import (
	"cmp"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// enter looks at one room of the host and at what seems to have been held in it.
func (u *roomUse) enter(in *check.Input, room snapshot.PersonalRoom, past history, w check.Window, least int) {
	src := in.PersonalRooms.Source
	if off, stands := roomsOff(in, room.Site); stands && (room.Gap != nil || room.Exists == snapshot.Unknown) {
		if u.exists == snapshot.Unknown { // Webex may refuse to show what is switched off
			u.exists = snapshot.No
		}
		u.ev = append(u.ev, off)
		return
	}
	switch {
	case room.Gap != nil:
		u.doubt(check.Unread(u.r, src, room.Gap))
	case room.Exists == snapshot.Unknown:
		u.doubt(check.Absent(u.r, src, "personalMeetingRoomLink"))
	case room.Exists == snapshot.Yes:
		u.exists = snapshot.Yes
		u.look(in, room, past, w, least)
	case u.exists == snapshot.Unknown:
		u.exists = snapshot.No // unless another site has one
	}
	u.ev = append(u.ev, check.Evidence(src, "personalMeetingRoomLink", room.Exists.Any()))
}

// look goes through the past meetings of the usage report that may have been
// in one room of the host.
func (u *roomUse) look(in *check.Input, room snapshot.PersonalRoom, past history, w check.Window, least int) {
	usage, src := in.Usage.Source, in.EndedMeetings.Source
	if g := in.Usage.Missing(); g != nil {
		u.doubt(check.Unread(u.r, usage, g))
	}
	for _, row := range past.of(room) {
		here, held := inRoom(room, row), w.Holds(row.Start)
		n, counted := row.Participants.Get()
		if here == snapshot.No || held == snapshot.No || counted && n < 2 {
			continue // elsewhere, at another time, or somebody alone in the room
		}
		m, found := past.ended[row.MeetingID]
		switch {
		case row.MeetingID == "" || !found:
			u.doubt(check.Absent(u.r, usage, "meetingId"))
		case m.Participants == nil && here == snapshot.Yes && held == snapshot.Yes:
			u.unsampled++
			u.ev = append(u.ev, check.Evidence(usage, "meetingNumber", true))
		case m.Participants == nil:
			u.doubt(check.Absent(u.r, usage, "meetingNumber"))
		case m.Participants.Gap != nil:
			u.doubt(check.Unread(u.r, cmp.Or(m.Participants.Source, src), m.Participants.Gap))
		case m.Participants.People == nil:
			u.doubt(check.Absent(u.r, src, "participants"))
		default:
			u.meet(present(m, nil), here, held, least, usage, cmp.Or(m.Participants.Source, src))
		}
	}
}

// meet looks at who came to a past meeting that was, or may have been, in the
// room and in the window.
func (u *roomUse) meet(o outsiders, here, held snapshot.Tri, least int, usage, participants snapshot.Source) {
	switch {
	case o.missing != "":
		u.doubt(check.Absent(u.r, participants, o.missing))
	case o.count() < least: // colleagues among themselves
	case held == snapshot.Unknown:
		u.doubt(check.Absent(u.r, usage, "start"))
	case here == snapshot.Unknown:
		u.doubt(check.Absent(u.r, usage, "meetingNumber"))
	default:
		u.seen++
		u.ev = append(u.ev, check.Evidence(usage, "meetingNumber", true))
	}
}

// inRoom says whether a past meeting looks like one in the room: the same host
// and site, and the number or the title of the room. It is ruled out only when both are
// known on both sides.
func inRoom(room snapshot.PersonalRoom, row snapshot.UsageRow) snapshot.Tri {
	sameNumber, sameTopic := same(room.NumberKey, row.NumberKey), same(room.TopicKey, row.TopicKey)
	recognised := either(sameNumber, sameTopic)
	host := sameHost(room, row)
	switch {
	case host == snapshot.No || recognised == snapshot.No || same(room.Site, row.Site) == snapshot.No:
		return snapshot.No
	case host == snapshot.Yes && recognised == snapshot.Yes:
		return snapshot.Yes
	default:
		return snapshot.Unknown
	}
}

// sameHost compares the account where both sides have it, and the address: an
// equal one of either is enough.
func sameHost(room snapshot.PersonalRoom, row snapshot.UsageRow) snapshot.Tri {
	person, email := same(room.PersonID, row.PersonID), same(room.Host, row.Host)
	if person == snapshot.Unknown {
		return email
	}
	if email == snapshot.Unknown {
		return person
	}
	return either(person, email)
}

func same(a, b string) snapshot.Tri {
	if a == "" || b == "" {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(a == b)
}

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
