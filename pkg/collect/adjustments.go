package collect

import (
	"wxaudit/pkg/snapshot"
)

// adjust puts into an outlook what the questions about the section do not tell:
// other sources that stand in for it, and what only some people are shown.
func (k *known) adjust(o *Outlook, look func(snapshot.Name) Outlook) {
	switch o.Section {
	case snapshot.SitesName, snapshot.VoicemailName:
		o.Lost = false // they come from several places
	case snapshot.AuthenticationName, snapshot.OrgSettingsName:
		k.standIn(o, look(snapshot.AdminAuditName))
	case snapshot.CallingName:
		o.lostWith(k, recordingVendorsEndpoint, dataPolicyEndpoint, announcementEndpoint, captionsEndpoint, voicemailSettingsEndpoint, pinRulesEndpoint)
	case snapshot.ContactCenterName:
		o.lostWith(k, centerSettingsEndpoint, centerDesktopEndpoint)
	case snapshot.SchedulingName:
		if k.ownRooms != nil { // nothing else in these answers says whose they are
			o.Holes, o.Lost = append(o.Holes, Hole{Gap: *k.ownRooms, Sure: true}), true
		}
	case snapshot.EndedMeetingsName, snapshot.GeneratedName:
		if !k.seesMeetings {
			o.Holes = append(o.Holes, Hole{Gap: k.ownMeetings(), Whole: true, Sure: true})
		}
	case snapshot.AuthorizationsName:
		o.anyMember(look(snapshot.ScimGroupsName))
	case snapshot.SpacesName:
		k.everySpace(o, look)
	case snapshot.DevicesName:
		k.noDevices(o)
	case snapshot.IdentityProvidersName:
		if k.r.o.Capture != nil {
			o.soften()
		}
	case snapshot.TLSEndpointsName:
		if !k.r.o.Handshakes {
			o.Holes, o.Lost = []Hole{{Gap: *noHandshakes, Whole: true, Sure: true}}, true
		}
	}
}

// everySpace says what is missing of the spaces for want of an officer, or of the
// people whose spaces are asked for.
func (k *known) everySpace(o *Outlook, look func(snapshot.Name) Outlook) {
	if !k.r.o.EverySpace {
		o.Holes = append(o.Holes, Hole{Gap: *k.r.onlyVisible(), Whole: true, Sure: true})
		return
	}
	for _, h := range look(snapshot.PeopleName).Holes {
		if h.Whole {
			o.Holes = append(o.Holes, h)
		}
	}
	if !k.officerAsks && k.r.noOfficer == nil { // which the question says itself
		o.Holes = append(o.Holes, Hole{Gap: *k.r.sweptByOthers(), Whole: true, Sure: true})
	}
}

// anyMember takes into account that a group whose members cannot be read may
// give a role to anybody.
func (o *Outlook) anyMember(groups Outlook) {
	for _, h := range groups.Holes {
		h.Whole = true
		o.Holes = append(o.Holes, h) // those of the whole list are there twice, until pruned
	}
}

// noDevices judges an empty list of devices by the rooms, as contradictDevices
// does.
func (k *known) noDevices(o *Outlook) {
	switch {
	case !k.devices.read || len(k.devices.items) > 0:
	case len(k.workspaces.items) > 0:
		o.Holes, o.Lost = append(o.Holes, Hole{Gap: *devicesEndpoint.hidden("there are workspaces"), Whole: true, Sure: true}), true
	case !k.workspaces.read:
		sure := k.state(workspacesEndpoint) != Untested
		o.Holes, o.Lost = append(o.Holes, Hole{Gap: *devicesAlone(), Whole: true, Sure: sure}), sure
	}
}

// standIn takes into account that the admin audit log, and what an
// administrator's browser saw, stand in for settings that are refused.
func (k *known) standIn(o *Outlook, log Outlook) {
	oneByOne := o.Section == snapshot.OrgSettingsName && k.state(orgSettingEndpoint) == Readable
	if oneByOne || k.r.o.Capture != nil || !log.Lost {
		o.soften()
	}
}

// soften says that something may stand in for what is missing.
func (o *Outlook) soften() {
	o.Lost = false
	for i := range o.Holes {
		o.Holes[i].Whole = false
	}
}

// lostWith says that the section is lost when every one of the endpoints that
// each fill a part of it is.
func (o *Outlook) lostWith(k *known, parts ...Endpoint) {
	for _, e := range parts {
		if state := k.state(e); state != Refused && state != LeftOut {
			return
		}
	}
	o.Lost = true
	for i := range o.Holes {
		o.Holes[i].Whole = true
	}
}

// ownMeetings is the gap of a list that may hold only the auditor's own meetings.
func (k *known) ownMeetings() snapshot.Gap {
	if g := k.r.s.Roles.Missing(); g != nil {
		return *g
	}
	return *ownMeetings()
}
