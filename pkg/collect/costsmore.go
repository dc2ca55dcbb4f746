package collect

import (
	"cmp"
	"strings"

	"wxaudit/pkg/snapshot"
)

func (k *known) costOfCalling(name snapshot.Name) (Estimate, bool) {
	inUse, locations := k.calling() == nil, k.locations.size()
	switch name {
	case snapshot.CallingName:
		return when(inUse, exactly(6)), true
	case snapshot.CallFilesName:
		return when(inUse, exactly(1)), true
	case snapshot.CallingLocationsName:
		return when(inUse, locations.pagesOf(500).and(locations.times(exactly(6)))), true
	case snapshot.RecordedLinesName:
		local := k.localMembers.size()
		lines := k.members.size().and(Estimate{0, local.High * max(1, locations.High), local.AtLeast}).and(k.queues.size())
		lists := k.members.size().pagesOf(memberPage).and(locations.times(between(1, 2)))
		if k.state(queuesEndpoint) != Nothing {
			lists = lists.and(k.queues.size().pagesOf(memberPage))
		}
		return when(inUse && !k.callsOff, lists.and(lines.upTo(cmp.Or(k.r.o.MaxLines, mostAsked)))), true
	case snapshot.VoicemailName:
		rooms := 0
		for _, w := range k.workspaces.items {
			rooms += count(strings.EqualFold(string(w.Calling.Type), webexCalling) || w.Calling.Type == "")
		}
		boxes := k.scaled(len(k.callers())).and(k.mailGroups.size()).and(k.virtualLines.size()).and(Estimate{rooms, rooms, k.workspaces.more})
		lists := k.mailGroups.size().pagesOf(200).and(k.virtualLines.size().pagesOf(1000))
		return when(inUse, lists.and(boxes.upTo(cmp.Or(k.r.o.MaxMailboxes, mostAsked)))), true
	default:
		return Estimate{}, false
	}
}

func (k *known) costOfTheRest(name snapshot.Name) (Estimate, bool) {
	rooms := Estimate{len(k.rooms), len(k.rooms) * (1 + count(k.roomsMore)), k.roomsMore}
	center := func(e Estimate) (Estimate, bool) { return when(k.r.o.ContactCenter, e), true }
	switch name {
	case snapshot.OrgSettingsName:
		return between(1, 1+len(otherKeys)), true
	case snapshot.AdminAuditName:
		if n, whole := k.adminEvents.Get(); whole {
			return exactly(n).pagesOf(200), true
		}
		return Estimate{2, 6, true}, true
	case snapshot.SignInsName:
		if _, whole := k.signInPages.Get(); whole {
			return exactly(1), true
		}
		return Estimate{1, 2 + k.accounts().High*signInDays/1000, false}, true
	case snapshot.SpacesName:
		if k.r.o.EverySpace {
			return exactly(2).and(k.accounts()).and(rooms.times(between(1, 2))), true
		}
		return exactly(2).and(rooms.upTo(memberLists)), true
	case snapshot.LinkedFoldersName:
		return rooms.upTo(folderLists), true
	case snapshot.WebhooksName:
		return exactly(2), true
	case snapshot.DataSourcesName:
		return exactly(1).and(Estimate{0, len(k.sources.items), k.sources.more}), true
	case snapshot.UsedAppsName:
		return k.usedApps.size().pagesOf(100), true
	case snapshot.DevicesName:
		return k.devices.size().pagesOf(100), true
	case snapshot.WorkspacesName:
		return k.workspaces.size().pagesOf(100), true
	case snapshot.DeviceSettingsName:
		n := 0
		for _, w := range k.devices.items {
			n += count(w.Type == "roomdesk")
		}
		return Estimate{n, n * (1 + count(k.devices.more)), k.devices.more}.upTo(cmp.Or(k.r.o.MaxDevices, usualMost)), true
	case snapshot.TLSEndpointsName:
		return when(k.r.o.Handshakes, between(len(k.sites)+len(serviceHosts), 2*len(k.sites)+len(serviceHosts))), true
	case snapshot.ContactCenterName:
		return center(exactly(2))
	case snapshot.CCProfilesName:
		curt := 0
		for _, w := range k.profiles.items {
			curt += count(w.curt())
		}
		return center(k.profiles.size().pagesOf(centerPage).and(exactly(curt)))
	case snapshot.SubscriptionsName, snapshot.CCFeaturesName:
		return center(exactly(1))
	case snapshot.CCQueuesName, snapshot.CCAgentsName, snapshot.CCVariablesName:
		return center(between(1, 2))
	default:
		return Estimate{}, false
	}
}
