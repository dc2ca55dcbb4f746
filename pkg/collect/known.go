package collect

import (
	"fmt"
	"slices"

	"wxaudit/pkg/snapshot"
)

// known is what a preflight has learnt so far: ids to ask on with, and counts to
// reckon with. Nothing of it is shown but numbers.
type known struct {
	r *run
	// done are the probes so far, by endpoint.
	done map[string][]Probe

	officerAsks  bool          // a compliance officer is known to ask
	seesMeetings bool          // and somebody to whom Webex lists everybody's meetings
	seesWebhooks bool          // so is somebody who may see the organisation's webhooks
	noCenter     *snapshot.Gap // of everything about a Contact Center without an address
	centerless   bool          // there is none at its address

	people     []wirePerson // of the first page
	peopleMore bool         // there are more pages
	scimTotal  snapshot.Opt[int]
	sites      []string // of the licences, those that the auditor sees first
	ownSites   []string
	unlisted   map[string]bool // sites that seem to be somebody else's

	groupTotal   snapshot.Opt[int]
	roleGroups   []string          // ids of those that grant roles
	memberTotal  snapshot.Opt[int] // of the first of them
	rooms        []string
	roomsMore    bool
	devices      page[wireHardware]
	workspaces   page[wireWorkspace]
	locations    page[wireCallingLocation]
	mailGroups   page[wireInLocation]
	virtualLines page[wireID]
	queues       page[wireInLocation]
	members      page[wireVendorUser] // who can be recorded, by the organisation's vendor
	localMembers page[wireVendorUser] // and by the vendor of the first location
	profiles     page[wireCenterProfile]
	sources      page[wireDataSource]
	usedApps     page[wireUsedApp]
	room         string            // what tells the first host's Personal Room from others
	ownRooms     *snapshot.Gap     // of preferences, where two hosts were given one room
	coming       page[wireMeeting] // of one host
	series       page[wireMeeting]
	ended        page[wireMeeting] // of the last week
	opened       page[wireAccessSummary]
	adminEvents  snapshot.Opt[int] // of the oldest month
	callsOff     bool              // nobody's calls are recorded
	signInPages  snapshot.Opt[int]
}

// page is the first page of a list.
type page[W any] struct {
	items []W
	more  bool
	read  bool // false when none came
}

func (p page[W]) first() (w W, ok bool) {
	if len(p.items) == 0 {
		return w, false
	}
	return p.items[0], true
}

// find returns the first entry that fits.
func (p page[W]) find(fits func(W) bool) (w W, ok bool) {
	i := slices.IndexFunc(p.items, fits)
	if i < 0 {
		return w, false
	}
	return p.items[i], true
}

// none is the excuse for a list in which nothing fits: nothing is there when the
// list is whole.
func (p page[W]) none(what string) *excuse {
	switch {
	case !p.read:
		return unsure(fmt.Sprintf("it is not known whether there is %s", what))
	case p.more:
		return unsure(fmt.Sprintf("the first page of the list shows no %s", what))
	default:
		return nothing(fmt.Sprintf("there is no %s", what))
	}
}

// state is what became of the question about an endpoint; of several about one,
// the worst; empty when none was asked.
func (k *known) state(e Endpoint) State {
	var worst State
	for _, p := range k.done[e.Path+" "+e.Scope] {
		if worst == "" || slices.Index(states, p.State) > slices.Index(states, worst) {
			worst = p.State
		}
	}
	return worst
}

// states, best first.
var states = []State{Nothing, Readable, Untested, LeftOut, Refused}

// unseen is the gap of an empty list of what only compliance officers see; nil
// when one asked.
func (k *known) unseen(e Endpoint, what string) *snapshot.Gap {
	if k.officerAsks {
		return nil
	}
	return k.r.asOfficer(e).unseen(what)
}

// host is somebody who can host on a site, by the licences: another one than the
// auditor where there is one, because about them Webex may answer to anybody.
func (k *known) host() (seat, *excuse) {
	seats := k.seats()
	if len(seats) == 0 {
		return seat{}, unsure("no person is known who can host")
	}
	i := slices.IndexFunc(seats, func(s seat) bool { return !k.r.isMe(s.host.PersonID) })
	return seats[max(i, 0)], nil
}

// another is a second host on the same site, who is not the auditor either.
func (k *known) another() (seat, bool) {
	first, not := k.host()
	if not != nil {
		return seat{}, false
	}
	seats := k.seats()
	i := slices.IndexFunc(seats, func(s seat) bool {
		return s.site == first.site && s.host.PersonID != first.host.PersonID && !k.r.isMe(s.host.PersonID)
	})
	if i < 0 {
		return seat{}, false
	}
	return seats[i], true
}

// mine says whether an address is known to be the auditor's.
func (k *known) mine(m mail) bool {
	return slices.ContainsFunc(k.people, func(w wirePerson) bool {
		return k.r.isMe(w.ID) && slices.ContainsFunc(w.Emails, func(own mail) bool { return own.value() != "" && own.value() == m.value() })
	})
}

// onlyMine says that a list is not empty and is about nobody but the auditor.
func onlyMine[W any](k *known, list []W, host func(W) mail) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(w W) bool { return !k.mine(host(w)) })
}

// seats are the hosts of the first page on each of their sites.
func (k *known) seats() []seat {
	siteOf := map[string]string{}
	for _, l := range k.r.s.Licenses.Items {
		siteOf[l.ID] = l.SiteURL
	}
	var seats []seat
	for _, w := range k.people {
		p := w.person()
		if p.LoginEnabled == snapshot.No || p.Email == "" {
			continue
		}
		for _, site := range licensedFor(p, siteOf) {
			seats = append(seats, seat{snapshot.Host{PersonID: p.ID, Email: p.Email}, site})
		}
	}
	return seats
}

// callers are those of the first page with a licence for Webex Calling.
func (k *known) callers() []wirePerson {
	return slices.DeleteFunc(slices.Clone(k.people), func(w wirePerson) bool {
		return !slices.ContainsFunc(k.r.s.Licenses.Items, func(l snapshot.License) bool { return l.Calling() && slices.Contains(w.Licenses, l.ID) })
	})
}

// roleHolders are those of the first page who hold an administrator role.
func (k *known) roleHolders() []wirePerson {
	return slices.DeleteFunc(slices.Clone(k.people), func(w wirePerson) bool { return len(w.Roles) == 0 })
}

// calling is the excuse of everything about Webex Calling where it is not used.
func (k *known) calling() *excuse {
	if k.r.s.LicenseInUse(snapshot.License.Calling) == snapshot.No {
		return nothing("no licence for Webex Calling is in use")
	}
	return nil
}
