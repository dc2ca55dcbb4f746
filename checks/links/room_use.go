package links

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// roomUse is what is known about patients in the Personal Rooms of one host.
type roomUse struct {
	r         finding.Resource
	host      string
	scheduled int               // coming meetings in the room with enough outsiders
	invited   outsiders         // to those
	hidden    int               // coming meetings in the room of which Webex does not show who is invited
	seen      int               // past meetings that look like ones in the room with outsiders
	unsampled int               // past meetings that look like ones in the room, of which nobody was asked for
	unsure    []finding.Finding // whatever could have been one of these
	exists    snapshot.Tri      // on any site; unknown while none was read
	ev        []finding.Evidence
}

func (u *roomUse) doubt(f finding.Finding) { u.unsure = append(u.unsure, f) }

// plan looks at the coming meetings of the host.
func (u *roomUse) plan(ms []snapshot.Meeting, src snapshot.Source, w check.Window, least int) {
	counted := map[string]bool{}
	for _, m := range ms {
		held := w.HoldsMeeting(m)
		if held == snapshot.No || m.ScheduledType != "" && m.ScheduledType != "personalRoomMeeting" {
			continue
		}
		o, f := inviteesOf(m, u.r, src)
		switch {
		case m.ScheduledType == "":
			u.doubt(check.Absent(u.r, src, "scheduledType"))
		case held == snapshot.Unknown:
			u.doubt(check.Absent(u.r, src, "start"))
		case o.count() >= least:
			id := m.SeriesID
			if id == "" {
				id = m.ID
			}
			if !counted[id] {
				counted[id] = true
				u.scheduled++
			}
			u.invited.add(o)
			u.ev = append(u.ev, check.Evidence(src, "scheduledType", m.ScheduledType), check.Evidence(cmp.Or(m.Invitees.Source, src), "email (invited outsiders)", o.count()))
		case m.Invitees != nil && m.Invitees.Unsupported && m.Invitees.Gap == nil:
			u.hidden++
			u.ev = append(u.ev, check.Evidence(src, "scheduledType", m.ScheduledType))
		case f != nil:
			f.Message = fmt.Sprintf("%s scheduled a Personal Room meeting, and who is invited was not read: %s", u.host, f.Message)
			u.doubt(*f)
		}
	}
}

// inviteesOf are the outsiders invited to a meeting, and what is missing of them.
func inviteesOf(m snapshot.Meeting, r finding.Resource, src snapshot.Source) (outsiders, *finding.Finding) {
	var f finding.Finding
	switch {
	case m.Invitees == nil:
		f = check.Absent(r, src, "invitees")
		return newOutsiders(), &f
	case m.Invitees.Gap != nil:
		f = check.Unread(r, cmp.Or(m.Invitees.Source, src), m.Invitees.Gap)
		return invited(m.Invitees.People, nil), &f
	case m.Invitees.People == nil:
		f = check.Absent(r, src, "invitees")
		return newOutsiders(), &f
	}
	o := invited(m.Invitees.People, nil)
	if o.missing != "" {
		f = check.Absent(r, cmp.Or(m.Invitees.Source, src), o.missing)
		return o, &f
	}
	return o, nil
}

// answer sums up one host. Past meetings in a room are recognised by a
// heuristic, so that they are never a failure.
func (u *roomUse) answer() finding.Finding {
	switch {
	case u.scheduled > 0:
		return check.Fail(u.r, fmt.Sprintf("%s scheduled %s in a Personal Room with %s", u.host, check.Count(u.scheduled, "meeting"), u.invited), u.ev...)
	case len(u.unsure) > 0:
		return u.unsure[0]
	case u.hidden > 0:
		return check.Warn(u.r, fmt.Sprintf("%s scheduled %s; Webex does not show who is invited", u.host, rooms(u.hidden)), u.ev...)
	case u.seen > 0:
		return check.Warn(u.r, fmt.Sprintf("%s of %s with outsiders: in the Personal Room, going by number or title (a heuristic)", check.Count(u.seen, "past meeting"), u.host), u.ev...)
	case u.unsampled > 0:
		return check.Warn(u.r, fmt.Sprintf("%s of %s: in the Personal Room, going by number or title (a heuristic); who was there was not sampled", check.Count(u.unsampled, "past meeting"), u.host), u.ev...)
	case u.exists == snapshot.Unknown:
		return check.Unknown(u.r, snapshot.Error, fmt.Sprintf("the Personal Room of %s was not read", u.host))
	case u.exists == snapshot.No:
		return check.NotApplicable(u.r, u.host+" has no Personal Room", u.ev...)
	default:
		return check.Pass(u.r, u.host+" is not seen to meet outsiders in a Personal Room", u.ev...)
	}
}

func rooms(n int) string {
	if n == 1 {
		return "a Personal Room meeting"
	}
	return check.Count(n, "Personal Room meeting")
}
