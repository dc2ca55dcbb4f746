package collect

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Bounds of the list of ended meetings.
const (
	lookBack     = 90 * days
	maxInstances = 10_000    // at which Webex ends the list without a word
	minWindow    = time.Hour // below which a window is cut no further
)

// instance is an ended meeting with the address of its host, for the queries
// that need it; only the address of a member of staff is held.
type instance struct {
	snapshot.EndedMeeting
	host mail
	// hostless is set when Webex says that the host never came.
	hostless bool
}

// endedMeetings reads the meetings that took place, for the whole organisation,
// and who was in a sample of them.
func endedMeetings(ctx context.Context, r *run) {
	d := r.directory(ctx)
	s := snapshot.Section[snapshot.EndedMeeting]{Source: meetingsEndpoint.source()}
	s.Source.Since = r.now().Add(-lookBack)

	windows := webex.Windows(s.Source.Since, r.now(), maxSpan)
	parts := make([]ended, len(windows))
	each(len(windows), func(i int) { parts[i] = r.endedIn(ctx, windows[i]) })

	var rows []wireMeeting
	for _, p := range parts {
		rows = append(rows, p.rows...)
		s.Gap = firstGap(s.Gap, p.gap)
		s.Source.ReadAt = latest(s.Source.ReadAt, p.readAt)
	}
	if rows == nil && s.Gap != nil {
		r.s.EndedMeetings = s
		return
	}

	all := []instance{}
	var entries once
	for _, w := range rows {
		if entries.takes(w.ID) {
			all = append(all, r.instance(ctx, d, w))
		}
	}
	s.Gap = firstGap(s.Gap, meetingsEndpoint.lacking(entries.nameless, "id"))
	if !r.seesAllMeetings(ctx) {
		s.Gap = firstGap(s.Gap, ownMeetings())
	}
	s.Gap = firstGap(s.Gap, r.ownMeetingsOnly(ctx, d, rows))
	slices.SortFunc(all, func(a, b instance) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Host, b.Host), a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	r.attend(ctx, all)
	s.Items = make([]snapshot.EndedMeeting, len(all))
	for i := range all {
		s.Items[i] = all[i].EndedMeeting
	}
	r.s.EndedMeetings = s
}

func (r *run) instance(ctx context.Context, d directory, w wireMeeting) instance {
	m := snapshot.EndedMeeting{
		ID:            w.ID,
		SeriesID:      w.MeetingSeriesID,
		ScheduledType: string(w.ScheduledType),
		Site:          siteHost(w.SiteURL),
		Start:         w.Start.Time,
		HasRecording:  w.HasRecording.Tri(),
		InSpace:       w.inSpace(),
	}
	m.Host, m.PersonID = r.staff(ctx, d, w.HostEmail)
	return instance{EndedMeeting: m, host: w.HostEmail, hostless: w.HostDidJoin.Tri() == snapshot.No}
}

// ended is what was read of one window. Rows is nil when nothing was.
type ended struct {
	rows   []wireMeeting
	gap    *snapshot.Gap
	readAt time.Time
}

// endedIn reads one window, of the meetings that pass the filter: pairs of names
// and values. When the answer is as long as Webex lets it grow, the window is
// read again in halves.
func (r *run) endedIn(ctx context.Context, w webex.Window, filter ...string) ended {
	query := windowQuery(w, 100, append([]string{"meetingType", "meeting", "state", "ended"}, filter...)...)
	rows, at, err := drain(webex.Linked[wireMeeting](ctx, r.o.Client, meetingsEndpoint.request(query), "items"))
	part := ended{rows: rows, readAt: at}
	switch {
	case err != nil:
		part.gap = r.gap(meetingsEndpoint, err)
	case len(rows) < maxInstances:
	case w.To.Sub(w.From) <= minWindow:
		part.gap = &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
			"GET %s: Webex lists no more than %d meetings, and there were that many within an hour", meetingsEndpoint.Path, maxInstances)}
	default:
		middle := w.From.Add(w.To.Sub(w.From) / 2).Truncate(time.Second)
		early := r.endedIn(ctx, webex.Window{From: w.From, To: middle}, filter...)
		late := r.endedIn(ctx, webex.Window{From: middle, To: w.To}, filter...)
		part.gap = firstGap(early.gap, late.gap)
		if part.gap == nil {
			part.rows = nil // the halves hold them all
		}
		part.rows = slices.Concat(early.rows, late.rows, part.rows)
		part.readAt = latest(at, latest(early.readAt, late.readAt))
	}
	return part
}

// seesAllMeetings says whether the one whose token this is holds a role for
// which Webex lists everybody's meetings; false when that is not known.
func (r *run) seesAllMeetings(ctx context.Context) bool {
	return r.holdsRole(ctx, func(name string) bool {
		return name == "full administrator" || strings.HasPrefix(name, "content admin")
	})
}
