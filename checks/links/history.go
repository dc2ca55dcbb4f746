package links

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// history finds the past meetings that may have been in somebody's room
// without going through those of everybody else.
type history struct {
	ended    map[string]snapshot.EndedMeeting // by id
	rows     []snapshot.UsageRow
	byPerson map[string][]int // into rows
	byHost   map[string][]int
	anybody  []int // rows that do not say in full whose they are
}

func pastMeetings(in *check.Input) history {
	h := history{
		ended:    make(map[string]snapshot.EndedMeeting, len(in.EndedMeetings.Items)),
		rows:     in.Usage.Items,
		byPerson: map[string][]int{},
		byHost:   map[string][]int{},
	}
	for _, m := range in.EndedMeetings.Items {
		h.ended[m.ID] = m
	}
	for i, row := range h.rows {
		h.byPerson[row.PersonID] = append(h.byPerson[row.PersonID], i)
		h.byHost[row.Host] = append(h.byHost[row.Host], i)
		if row.PersonID == "" || row.Host == "" {
			h.anybody = append(h.anybody, i)
		}
	}
	return h
}

// of returns the rows that sameHost does not rule out for the room, in the
// order of the report.
func (h history) of(room snapshot.PersonalRoom) []snapshot.UsageRow {
	if room.PersonID == "" || room.Host == "" {
		return h.rows
	}
	at := slices.Concat(h.byPerson[room.PersonID], h.byHost[room.Host], h.anybody)
	slices.Sort(at)
	var rows []snapshot.UsageRow
	for _, i := range slices.Compact(at) {
		rows = append(rows, h.rows[i])
	}
	return rows
}
