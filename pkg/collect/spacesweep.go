package collect

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// sweep finds the spaces of every person, one request each, which only a
// compliance officer may ask for, and then the spaces themselves. Its gap is nil
// when there can be no others.
func (f *spaceFinder) sweep(ctx context.Context) *snapshot.Gap {
	f.r.section(ctx, snapshot.PeopleName)
	people := f.r.s.People
	lists, gaps, readAt := make([][]wireMembership, len(people.Items)), make([]*snapshot.Gap, len(people.Items)), make([]time.Time, len(people.Items))
	each(len(people.Items), func(i int) {
		query := url.Values{"personId": {people.Items[i].ID}, "max": {"1000"}}
		var err error
		lists[i], readAt[i], err = drain(webex.Linked[wireMembership](ctx, f.r.o.Client, f.r.asOfficer(membershipsEndpoint).request(query), "items"))
		if err != nil {
			gaps[i] = f.r.gap(f.r.asOfficer(membershipsEndpoint), err)
		}
	})
	f.readAt = latest(f.readAt, newest(readAt))
	gap := people.Missing()
	if failed := len(gaps) - countNil(gaps); failed > 0 {
		first := *firstGap(gaps...)
		if !f.r.unsent(f.r.asOfficer(membershipsEndpoint)) {
			first.Detail = fmt.Sprintf("%s (for %d of %d people)", first.Detail, failed, len(gaps))
		}
		gap = firstGap(gap, &first)
	}
	swept, nameless := map[string]bool{}, 0
	for _, list := range lists {
		for _, w := range list {
			switch {
			case w.RoomID == "":
				nameless++
			case !strings.EqualFold(string(w.RoomType), "direct"):
				swept[w.RoomID] = true
			}
		}
	}
	hidden := 0
	for id, room := range f.rooms {
		if !swept[id] && string(room.OwnerID) == f.r.orgUUID() {
			hidden++
		}
	}
	f.look(ctx, swept)
	if gap == nil && !f.r.seesAsOfficer(ctx) {
		gap = f.r.sweptByOthers()
	}
	return firstGap(gap, membershipsEndpoint.lacking(nameless, "roomId"), f.r.hiddenSpaces(hidden))
}

// sweptByOthers is the gap of a sweep by somebody who is not known to be a
// compliance officer, and may have been shown only what is their own.
func (r *run) sweptByOthers() *snapshot.Gap {
	return r.asOfficer(membershipsEndpoint).unshown(
		"whoever asked for the memberships of every person is not known to be a compliance officer, so that others may be hidden")
}

// look reads the spaces of which only the id is known.
func (f *spaceFinder) look(ctx context.Context, swept map[string]bool) {
	ids := slices.DeleteFunc(slices.Sorted(maps.Keys(swept)), func(id string) bool {
		_, known := f.rooms[id]
		return known
	})
	rooms, gaps, readAt := make([]wireRoom, len(ids)), make([]*snapshot.Gap, len(ids)), make([]time.Time, len(ids))
	each(len(ids), func(i int) {
		room, resp, err := webex.Get[wireRoom](ctx, f.r.o.Client, f.r.asOfficer(roomEndpoint).request(nil, ids[i]))
		switch {
		case err != nil:
			gaps[i] = f.r.gap(f.r.asOfficer(roomEndpoint), err)
		case room.ID != ids[i]:
			gaps[i] = roomEndpoint.misshapen("the answer is about another space")
		default:
			rooms[i], readAt[i] = room, resp.ReadAt
		}
	})
	f.readAt = latest(f.readAt, newest(readAt))
	for i, id := range ids {
		switch {
		case gaps[i] != nil:
			f.unread[id] = gaps[i]
		case !strings.EqualFold(string(rooms[i].Type), "direct"):
			f.rooms[id] = rooms[i]
		}
	}
}

func countNil(gaps []*snapshot.Gap) (n int) {
	for _, g := range gaps {
		if g == nil {
			n++
		}
	}
	return n
}
