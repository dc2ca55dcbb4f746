package collect

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	vendorUsersEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/callRecording/vendorUsers", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireVendorUsers{},
	}
	locationVendorUsersEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/callRecording/vendorUsers", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireVendorUsers{},
	}
	queuesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/queues", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: struct {
			Queues []wireInLocation `json:"queues"`
		}{},
	}
)

type wireVendorUsers struct {
	Members []wireVendorUser `json:"members"`
}

// wireVendorUser has no field for the name.
type wireVendorUser struct {
	ID      string `json:"id"`
	Type    enum   `json:"type"`
	License enum   `json:"licenseType"`
}

// kind returns the kind of line; empty when it is none that is known.
func (w wireVendorUser) kind() string {
	switch {
	case w.License == "VIRTUAL_PROFILE", w.Type == "VIRTUAL_LINE":
		return snapshot.VirtualLine
	case w.Type == "PEOPLE":
		return snapshot.PersonLine
	case w.Type == "PLACE":
		return snapshot.WorkspaceLine
	default:
		return ""
	}
}

// wireInLocation is an entry of which only the id and the location are read.
type wireInLocation struct {
	ID         string `json:"id"`
	LocationID string `json:"locationId"`
}

// memberPage is how many members a page is asked to hold: the most there may be.
const memberPage = 2000

// mostAsked is how many things are asked one by one when the run does not say.
const mostAsked = 500

// recordedLines reads whose calls can be recorded, and how. The organisation
// lists those who are with its own vendor, and each location those who are with
// the location's, which also tells where they are.
func recordedLines(ctx context.Context, r *run) {
	s := &r.s.RecordedLines
	s.Source = vendorUsersEndpoint.source()
	if s.Gap = r.withoutCalling(ctx); s.Gap != nil {
		return
	}
	r.section(ctx, snapshot.CallRecordingName)
	if rec := r.s.CallRecording; rec.Missing() == nil && rec.Value.Enabled == snapshot.No {
		s.Source, s.Items = rec.Source, []snapshot.RecordedLine{} // nobody's calls are
		return
	}
	r.section(ctx, snapshot.CallingLocationsName)
	r.section(ctx, snapshot.PeopleName)

	lines := newLineList(r.s.People.Items)
	members, at, gap := r.vendorUsers(ctx, vendorUsersEndpoint)
	s.Source.ReadAt, s.Gap = at, firstGap(gap, r.s.CallingLocations.Missing())
	for _, m := range members {
		lines.add(m, "")
	}
	locations := r.s.CallingLocations.Items
	lists, gaps := make([][]wireVendorUser, len(locations)), make([]*snapshot.Gap, len(locations))
	each(len(locations), func(i int) {
		lists[i], _, gaps[i] = r.vendorUsers(ctx, locationVendorUsersEndpoint, locations[i].ID)
	})
	for i, list := range lists {
		for _, m := range list {
			lines.add(m, locations[i].ID)
		}
		s.Gap = firstGap(s.Gap, gaps[i])
	}
	s.Gap = firstGap(s.Gap, r.addQueues(ctx, lines), vendorUsersEndpoint.lacking(lines.nameless, "id"))
	if len(lines.byID) == 0 && s.Gap != nil {
		return
	}
	s.Items = lines.sorted()
	r.askLines(ctx, s.Items)
}

// vendorUsers reads one list of those who can be recorded.
func (r *run) vendorUsers(ctx context.Context, e Endpoint, ids ...string) ([]wireVendorUser, time.Time, *snapshot.Gap) {
	members, at, err := drain(webex.Start[wireVendorUser](ctx, r.o.Client, e.request(nil, ids...), "members", memberPage))
	if err != nil {
		return members, at, r.gap(e, err)
	}
	return members, at, nil
}

// addQueues adds the queues of Customer Assist, whose calls can be recorded
// too. Where no licence for it is in use there are none.
func (r *run) addQueues(ctx context.Context, lines *lineList) *snapshot.Gap {
	if r.s.LicenseInUse(snapshot.License.Assist) == snapshot.No {
		return nil
	}
	request := queuesEndpoint.request(url.Values{"hasCxEssentials": {"true"}})
	queues, _, err := drain(webex.Start[wireInLocation](ctx, r.o.Client, request, "queues", memberPage))
	nameless := 0
	for _, q := range queues {
		if q.ID == "" || q.LocationID == "" {
			nameless++
			continue
		}
		lines.byID[q.ID] = &snapshot.RecordedLine{ID: q.ID, Kind: snapshot.QueueLine, Location: q.LocationID}
	}
	if err != nil {
		return r.gap(queuesEndpoint, err)
	}
	return queuesEndpoint.lacking(nameless, "id or locationId")
}

// lineList gathers lines from lists that overlap.
type lineList struct {
	byID     map[string]*snapshot.RecordedLine
	people   map[string]snapshot.Person // by id and by UUID
	nameless int
}

func newLineList(people []snapshot.Person) *lineList {
	l := &lineList{byID: map[string]*snapshot.RecordedLine{}, people: map[string]snapshot.Person{}}
	for _, p := range people {
		l.people[p.ID], l.people[p.UUID] = p, p
	}
	return l
}

// add notes a member of a list; a location that is given is its own.
func (l *lineList) add(m wireVendorUser, location string) {
	if m.ID == "" {
		l.nameless++
		return
	}
	line := l.byID[m.ID]
	if line == nil {
		line = &snapshot.RecordedLine{ID: m.ID, Kind: m.kind()}
		if p, ok := l.people[m.ID]; ok && line.Kind == snapshot.PersonLine {
			line.Email = p.Email
		}
		l.byID[m.ID] = line
	}
	line.Location = cmp.Or(line.Location, location)
}

func (l *lineList) sorted() []snapshot.RecordedLine {
	lines := make([]snapshot.RecordedLine, 0, len(l.byID))
	for _, line := range l.byID {
		lines = append(lines, *line)
	}
	slices.SortFunc(lines, func(a, b snapshot.RecordedLine) int { return cmp.Compare(a.ID, b.ID) })
	return lines
}
