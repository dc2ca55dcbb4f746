package links

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// roomsStatement is asked by links.pmr-site-policy, and taken into account by
// the other checks of Personal Rooms.
var roomsStatement = check.Statement{
	ID:      "links.pmr-site-policy",
	Asks:    "What happens to guests at an unlocked Personal Room of the site?",
	Where:   "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Personal Meeting Room",
	Answers: []string{"guests_wait", "guests_cannot_join", "disabled", "guests_join"},
	Per:     "site",
	Named:   true,
	Details: []check.Detail{
		{Name: "captcha", Asks: "Unless rooms are disabled: must guests solve a CAPTCHA?", Kind: check.YesNoDetail, Optional: true},
	},
}

// roomsOn says whether a host has a Personal Room on the site, or why that is
// not known. One room settles it.
func roomsOn(in *check.Input, site string) (has snapshot.Tri, why string, reason snapshot.Reason) {
	has = snapshot.No
	doubt := func(r snapshot.Reason, text string) { has, why, reason = snapshot.Unknown, text, r }
	for _, g := range []*snapshot.Gap{in.PersonalRooms.Missing(), in.Hosts.Missing()} {
		if g != nil {
			doubt(g.Reason, g.Detail)
		}
	}
	read := map[string]bool{}
	for _, room := range in.PersonalRooms.Items {
		if room.Site != "" && room.Site != site {
			continue
		}
		read[room.PersonID] = true
		switch {
		case room.Gap != nil:
			doubt(room.Gap.Reason, room.Gap.Detail)
		case room.Exists == snapshot.Unknown || room.Site == "" || room.PersonID == "":
			doubt(snapshot.FieldAbsent, "Webex did not return all of a room")
		case room.Exists == snapshot.Yes:
			return snapshot.Yes, "", ""
		}
	}
	for _, h := range in.Hosts.Items {
		if (len(h.Sites) == 0 || slices.Contains(h.Sites, site)) && !read[h.PersonID] {
			doubt(snapshot.Error, fmt.Sprintf("the Personal Room of %s was not read", h.Email))
		}
	}
	return has, why, reason
}

// roomsOff is the entry that says that a site has no Personal Rooms, as long as
// none is seen there: what Webex refuses to show of rooms on the site is then no
// loss. What was throttled or broke off may be anything.
func roomsOff(in *check.Input, site string) (finding.Evidence, bool) {
	a, said := in.Stands(roomsStatement, site, "disabled")
	seen := slices.ContainsFunc(in.PersonalRooms.Items, func(room snapshot.PersonalRoom) bool {
		return room.Exists == snapshot.Yes && (room.Site == site || room.Site == "")
	})
	broken := slices.ContainsFunc(in.PersonalRooms.Items, func(room snapshot.PersonalRoom) bool {
		return room.Gap != nil && !refuses(room.Gap) && (room.Site == site || room.Site == "")
	})
	return check.AttestationEvidence(a), said && site != "" && !seen && !broken
}

// refuses says whether a gap may be how Webex answers for something that is
// switched off.
func refuses(g *snapshot.Gap) bool {
	return g.Reason == snapshot.Forbidden || g.Reason == snapshot.NotFound || g.Reason == snapshot.NotLicensed
}
