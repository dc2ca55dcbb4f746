package links

import (
	"cmp"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// invitation is who is invited to the coming meetings of a link.
type invitation struct {
	outsiders outsiders
	gap       *snapshot.Gap
	missing   string
	src       snapshot.Source
}

// invitations are those of every coming series, by its id. A series that is
// over has none, and a single meeting serves nobody else.
func invitations(in *check.Input, partners []string) map[string]invitation {
	all := map[string]invitation{}
	for _, h := range in.Meetings.Items {
		for _, m := range h.Meetings {
			if m.Recurrence.Kind == "none" {
				continue
			}
			inv := invitation{src: in.Meetings.Source, outsiders: newOutsiders()}
			switch {
			case m.Recurrence.Kind == "":
				inv.missing = "recurrence"
			case m.Invitees == nil || m.Invitees.People == nil && m.Invitees.Gap == nil:
				inv.missing = "invitees"
			default:
				inv.gap, inv.src = m.Invitees.Gap, cmp.Or(m.Invitees.Source, inv.src)
				inv.outsiders = invited(m.Invitees.People, partners)
				inv.missing = inv.outsiders.missing
			}
			all[m.ID] = inv
		}
	}
	return all
}

// invitationTo joins the invitations of every series of a link.
func invitationTo(l link, all map[string]invitation) invitation {
	joined := invitation{outsiders: newOutsiders()}
	seen := map[string]bool{"": true}
	for _, m := range l.meetings {
		inv, known := all[m.SeriesID]
		if !known || seen[m.SeriesID] {
			continue
		}
		seen[m.SeriesID] = true
		joined.outsiders.add(inv.outsiders)
		joined.gap = cmp.Or(joined.gap, inv.gap)
		joined.missing = cmp.Or(joined.missing, inv.missing)
		joined.src = inv.src
	}
	return joined
}

// unreadLinks has an unknown finding for whatever could not be placed: a host
// whose series were not read, a series or a usage row without an id.
func unreadLinks(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, h := range in.Meetings.Items {
		r, src := check.HostResource(h.PersonID, h.Host, ""), in.Meetings.Source
		switch {
		case h.Gap != nil:
			fs = append(fs, check.Unread(r, src, h.Gap))
		case h.Meetings == nil:
			fs = append(fs, check.Absent(r, src, "items"))
		}
		for _, m := range h.Meetings {
			if m.ID == "" {
				fs = append(fs, check.Absent(r, src, "id"))
			}
		}
	}
	for _, row := range in.Usage.Items {
		if row.MeetingID == "" {
			fs = append(fs, check.Absent(check.SiteResource(row.Site), in.Usage.Source, "meetingId"))
		}
	}
	return fs
}
