package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// roomJudge says what the settings of one Personal Room are worth.
type roomJudge func(room snapshot.PersonalRoom, r finding.Resource, src snapshot.Source) finding.Finding

// siteOff says whether a site has no Personal Rooms, going by the register.
type siteOff func(in *check.Input, site string) (finding.Evidence, bool)

// neverOff is for checks that the register does not touch.
func neverOff(*check.Input, string) (finding.Evidence, bool) { return finding.Evidence{}, false }

// eachRoom judges the Personal Room of every host on every site. Rooms are
// asked for by site: without one, a host on another site looks as if there
// were none.
func eachRoom(in *check.Input, off siteOff, judge roomJudge) []finding.Finding {
	var fs []finding.Finding
	src, read := in.PersonalRooms.Source, map[seat]bool{}
	for _, room := range in.PersonalRooms.Items {
		read[seat{room.PersonID, room.Site}] = true
		r := check.HostResource(room.PersonID, room.Host, room.Site)
		word, disabled := off(in, room.Site)
		switch {
		case disabled && room.Exists != snapshot.No:
			fs = append(fs, check.NotApplicable(r, fmt.Sprintf("Personal Rooms are disabled on %s, as attested", room.Site), word))
		case room.Gap != nil:
			fs = append(fs, check.Unread(r, src, room.Gap))
		case room.Exists == snapshot.No:
			fs = append(fs, check.NotApplicable(r, fmt.Sprintf("%s has no Personal Room on %s", room.Host, room.Site),
				check.Evidence(src, "personalMeetingRoomLink", false)))
		case room.Exists == snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "personalMeetingRoomLink"))
		default:
			fs = append(fs, judge(room, r, src))
		}
	}
	return append(fs, unreadRooms(in, read)...)
}

// seat is a host on a site.
type seat struct{ person, site string }

func unreadRooms(in *check.Input, read map[seat]bool) []finding.Finding {
	return check.UnreadHostSites(in, "Personal Room", func(person, site string) bool { return read[seat{person, site}] })
}
