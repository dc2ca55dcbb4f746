package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	roomsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/rooms", Rank: snapshot.RankAPI,
		Scope: "spark:rooms_read", Role: "anybody, for their own spaces",
		Wire: listOf[wireRoom]{},
	}
	roomEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/rooms/{roomId}", Rank: snapshot.RankAPI,
		Scope: "spark-compliance:rooms_read", Role: "compliance officer",
		Wire: wireRoom{},
	}
)

// wireRoom has no field for title, description and the creator.
type wireRoom struct {
	ID                 string    `json:"id"`
	Type               enum      `json:"type"`
	OwnerID            uuidText  `json:"ownerId"`
	IsPublic           looseBool `json:"isPublic"`
	IsLocked           looseBool `json:"isLocked"`
	IsAnnouncementOnly looseBool `json:"isAnnouncementOnly"`
	IsReadOnly         looseBool `json:"isReadOnly"`
	ClassificationID   *string   `json:"classificationId"` // nil when absent, empty when Webex says that there is none
	Created            stamp     `json:"created"`
	LastActivity       stamp     `json:"lastActivity"`
}

// spaces reads the organisation's public spaces, those of the token's own user,
// and the members of both. With Options.EverySpace it asks for the memberships
// of every person as well, and then all spaces are known.
func spaces(ctx context.Context, r *run) {
	s := &r.s.Spaces
	s.Source = roomsEndpoint.source()
	found := &spaceFinder{r: r, rooms: map[string]wireRoom{}, unread: map[string]*snapshot.Gap{}}
	public := found.list(ctx, url.Values{"orgPublicSpaces": {"true"}, "max": {"1000"}})
	own := found.list(ctx, url.Values{"type": {"group"}, "max": {"1000"}})
	if public.gap != nil && own.gap != nil && len(found.rooms) == 0 && !r.o.EverySpace {
		s.Gap = public.gap
		return
	}
	s.Gap = firstGap(public.broken(), own.broken())
	if r.o.EverySpace {
		s.Gap = firstGap(found.sweep(ctx), s.Gap)
	} else {
		s.Gap = firstGap(s.Gap, r.onlyVisible())
	}
	s.Gap = firstGap(roomsEndpoint.lacking(found.nameless, "id"), s.Gap)
	s.Items = found.spaces(public)
	readAt := make([]time.Time, len(s.Items))
	each(len(s.Items), func(i int) { readAt[i] = r.spaceMembers(ctx, &s.Items[i], i) })
	s.Source.ReadAt = latest(found.readAt, newest(readAt))
}

// onlyVisible is the gap of every list of spaces that Webex gives: no role lists
// them all.
func (r *run) onlyVisible() *snapshot.Gap {
	g := &snapshot.Gap{
		Reason: snapshot.Forbidden,
		Detail: "GET /v1/rooms: Webex lists only the spaces of the token's own user and the public ones, whatever the role; " +
			"a compliance officer's token can find all of them, if the policy says every_space",
	}
	r.asOfficer(membershipsEndpoint).needs(g)
	if r.o.Officer {
		g.Cause, g.Option = snapshot.OptionMissing, snapshot.EverySpace
	}
	return g
}

// spaceFinder gathers spaces by id.
type spaceFinder struct {
	r        *run
	rooms    map[string]wireRoom
	unread   map[string]*snapshot.Gap // spaces of which only the id is known, and why
	nameless int
	readAt   time.Time
}

// spaceList is what came of one list.
type spaceList struct {
	ids map[string]bool
	gap *snapshot.Gap
}

// broken is the gap of a list that cannot be relied on beside another one. It
// is never Forbidden, which says that the lists were read to their ends.
func (l spaceList) broken() *snapshot.Gap {
	if l.gap == nil {
		return nil
	}
	g := *l.gap
	if g.Reason == snapshot.Forbidden {
		g.Reason = snapshot.Truncated
	}
	return &g
}

func (f *spaceFinder) list(ctx context.Context, query url.Values) spaceList {
	l := spaceList{ids: map[string]bool{}}
	rooms, at, err := drain(webex.Linked[wireRoom](ctx, f.r.o.Client, roomsEndpoint.request(query), "items"))
	if err != nil {
		l.gap = f.r.gap(roomsEndpoint, err)
	}
	f.readAt = latest(f.readAt, at)
	for _, room := range rooms {
		switch _, seen := f.rooms[room.ID]; {
		case room.ID == "":
			f.nameless++
			continue
		case strings.EqualFold(string(room.Type), "direct"):
			continue
		case !seen:
			f.rooms[room.ID] = room
		}
		l.ids[room.ID] = true
	}
	return l
}

// spaces makes the items, in the order of their ids, with the public ones first:
// theirs are the members that are read when there are too many spaces.
func (f *spaceFinder) spaces(public spaceList) []snapshot.Space {
	labelled := false
	for _, room := range f.rooms {
		labelled = labelled || room.ClassificationID != nil
	}
	items := make([]snapshot.Space, 0, len(f.rooms)+len(f.unread))
	for _, room := range f.rooms {
		s := room.space(labelled)
		switch listed := public.ids[room.ID]; {
		case s.Public != snapshot.Unknown:
		case listed:
			s.Public = snapshot.Yes
		case public.gap == nil && s.Owner != "" && s.Owner == f.r.orgUUID():
			s.Public = snapshot.No // the list of public spaces is whole, and it is not in it
		}
		items = append(items, s)
	}
	for id, gap := range f.unread {
		items = append(items, snapshot.Space{ID: id, Gap: gap})
	}
	slices.SortFunc(items, func(a, b snapshot.Space) int {
		return cmp.Or(cmp.Compare(b.Public, a.Public), cmp.Compare(a.ID, b.ID))
	})
	return items
}

// space turns the answer into an item. Webex leaves the label out of spaces
// without one, and of all of them for a token that may not see it: only beside
// spaces that show theirs does its absence mean that there is none.
func (w wireRoom) space(labelled bool) snapshot.Space {
	s := snapshot.Space{
		ID:               w.ID,
		Type:             string(w.Type),
		Owner:            string(w.OwnerID),
		Public:           w.IsPublic.Tri(),
		Locked:           w.IsLocked.Tri(),
		AnnouncementOnly: w.IsAnnouncementOnly.Tri(),
		ReadOnly:         w.IsReadOnly.Tri(),
		Created:          w.Created.Time,
		LastActivity:     w.LastActivity.Time,
	}
	if w.ClassificationID != nil {
		s.ClassificationID = *w.ClassificationID
		s.Classified = snapshot.TriFrom(s.ClassificationID != "")
	} else if labelled {
		s.Classified = snapshot.No
	}
	return s
}

// hiddenSpaces is the gap of a sweep that lacks spaces which exist.
func (r *run) hiddenSpaces(n int) *snapshot.Gap {
	if n == 0 {
		return nil
	}
	return r.asOfficer(membershipsEndpoint).unshown(
		fmt.Sprintf("the memberships of every person leave out %d spaces that exist, so that others may be hidden as well", n))
}
