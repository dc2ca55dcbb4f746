package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// The costs follow the loops of the collectors, with what a first page or a
// licence tells of how often each turns.

// accounts is how many people there are.
func (k *known) accounts() Estimate {
	total, known := upToMost(k.scimTotal), k.scimTotal.Known()
	switch {
	case !k.peopleMore:
		return exactly(len(k.people))
	case known:
		return exactly(max(total, len(k.people)))
	}
	most := len(k.people)
	for _, l := range k.r.s.Licenses.Items {
		most = max(most, upToMost(l.Consumed))
	}
	return Estimate{most, 2 * most, true}
}

// scaled is how many of all people fit, by how many on the first page do.
func (k *known) scaled(n int) Estimate {
	if !k.peopleMore || len(k.people) == 0 {
		return exactly(n)
	}
	all := k.accounts()
	return Estimate{n, 2 * max(n, n*all.High/len(k.people)), all.AtLeast}
}

// hosts is how many people can host, and seatCount on how many sites in all.
func (k *known) hosts() (hosts, seatCount Estimate) {
	seats := k.seats()
	if !k.peopleMore {
		emails := map[string]bool{}
		for _, s := range seats {
			emails[s.host.Email] = true
		}
		return exactly(len(emails)), exactly(len(seats))
	}
	sum, largest, used := 0, 0, map[string]int{}
	for _, l := range k.r.s.Licenses.Items {
		if n := upToMost(l.Consumed); l.SiteURL != "" && n > 0 {
			sum, largest, used[l.SiteURL] = sum+n, max(largest, n), max(used[l.SiteURL], n)
		}
	}
	low := 0
	for _, n := range used {
		low += n
	}
	return between(largest, sum), between(low, sum)
}

// groupMembers is how many hold a role through a group, by the size of the first
// that grants one; they may hold one of their own as well.
func (k *known) groupMembers() Estimate {
	groups := len(k.roleGroups)
	return Estimate{0, groups * max(1, upToMost(k.memberTotal)), groups > 1}
}

// windows is how many requests the time since then takes on each site.
func (k *known) windows(back int) int {
	return len(webex.Windows(k.r.now().AddDate(0, 0, -back), k.r.now(), maxSpan))
}

func (k *known) costOfAccounts(name snapshot.Name) (Estimate, bool) {
	sites := exactly(len(k.sites))
	switch name {
	case snapshot.AuditorName, snapshot.OrganizationName, snapshot.HostsName, snapshot.AuditReachName:
		return exactly(count(name == snapshot.AuditReachName)), true // the first two are counted already
	case snapshot.PeopleName:
		return k.accounts().pagesOf(1000), true
	case snapshot.ScimUsersName:
		return k.accounts().pagesOf(500), true
	case snapshot.ScimGroupsName:
		total := upToMost(k.groupTotal)
		grants := len(k.roleGroups)
		return exactly(total).pagesOf(100).and(between(grants, grants*max(1, total/100))).and(exactly(len(k.r.o.Groups))), true
	case snapshot.SitesName:
		unlisted := slices.DeleteFunc(slices.Clone(k.sites), func(site string) bool { return slices.Contains(k.ownSites, site) })
		return exactly(1 + len(unlisted)), true
	case snapshot.SiteSettingsName, snapshot.SessionTypesName:
		return sites, true
	case snapshot.AuthorizationsName:
		return k.scaled(len(k.roleHolders())).and(k.groupMembers()).upTo(authorizationLists), true
	default:
		return Estimate{}, false
	}
}

func (k *known) costOfMeetings(name snapshot.Name) (Estimate, bool) {
	hosts, seats := k.hosts()
	month := k.ended.size().times(exactly(4))
	windows := k.windows(int(lookBack / days))
	switch name {
	case snapshot.SchedulingName, snapshot.PersonalRoomsName:
		return seats, true
	case snapshot.MeetingsName:
		listed := 0
		for _, w := range slices.Concat(k.series.items, k.coming.items) {
			m := w.meeting()
			listed += count(needsInvitees(&m))
		}
		invitees := hosts.times(between(0, 1+listed))
		return hosts.times(exactly(2)).and(invitees), true
	case snapshot.EndedMeetingsName:
		most := hosts.High * (samplePerHost + samplePerSeries)
		return exactly(windows).times(month.pagesOf(100)).and(Estimate{month.Low * 3 / 4, month.High * 3 / 2, month.AtLeast}.upTo(most)), true
	case snapshot.PastSeriesName:
		series := map[string]bool{}
		for _, w := range k.ended.items {
			series[w.MeetingSeriesID] = true
		}
		return Estimate{0, 3 * len(series), k.ended.more}.upTo(hosts.High * seriesPerHost), true
	case snapshot.GeneratedName:
		return exactly(windows * len(textFilters)), true
	case snapshot.UsageName:
		return exactly(len(k.sites) * windows), true
	default:
		return Estimate{}, false
	}
}

func (k *known) costOfRecordings(name snapshot.Name) (Estimate, bool) {
	sites, year := len(k.sites), len(k.r.lastYear())
	switch name {
	case snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.PurgedRecordingsName, snapshot.TranscriptsName:
		return exactly(sites * year), true
	case snapshot.OldRecordingsName:
		began := k.r.s.Organization.Value.Created
		if began.IsZero() {
			return exactly(0), true
		}
		to := k.r.now().AddDate(-keepYears, 0, 0)
		since := len(webex.Windows(began, to, maxSpan))
		if since > 0 {
			to = began
		}
		before := len(webex.Windows(k.r.now().AddDate(-floorYears, 0, 0), to, maxSpan))
		return between(sites*(since+min(before, emptyBefore)), sites*(since+min(before, 2*emptyBefore))), true
	case snapshot.RecordingAccessName:
		opened := 0
		for _, w := range k.opened.items {
			opened += count(w.asked())
		}
		summaries := sites * len(k.r.accessWindows())
		return Estimate{summaries + opened, summaries + opened*max(1, sites), k.opened.more}, true
	case snapshot.RemovedCallsName:
		return exactly(2 * year), true
	default:
		return Estimate{}, false
	}
}
