package collect

import (
	"cmp"
	"context"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// lookAhead is how far ahead meetings are read.
const lookAhead = 30 * days

// The types of meeting objects that carry the security settings.
const (
	typeSeries    = "meetingSeries"
	typeScheduled = "scheduledMeeting"
)

// meetings reads the coming meetings of every host, series and single
// occurrences. Webex lists a series when any of its occurrences lies in the
// window, so that one which began long ago is found too.
func meetings(ctx context.Context, r *run) {
	r.section(ctx, snapshot.HostsName)
	s := snapshot.Section[snapshot.HostMeetings]{Source: meetingsEndpoint.source(), Gap: r.s.Hosts.Missing()}
	s.Source.Since = r.now()
	if hosts := r.s.Hosts.Items; hosts != nil {
		d := r.directory(ctx)
		s.Items = make([]snapshot.HostMeetings, len(hosts))
		readAt := make([]time.Time, len(hosts))
		each(len(hosts), func(i int) { s.Items[i], readAt[i] = r.meetingsOf(ctx, d, hosts[i]) })
		s.Source.ReadAt = newest(readAt)
	}
	r.s.Meetings = s
}

func (r *run) meetingsOf(ctx context.Context, d directory, host snapshot.Host) (snapshot.HostMeetings, time.Time) {
	h := snapshot.HostMeetings{PersonID: host.PersonID, Host: host.Email}
	series, at1, gap1 := r.meetingList(ctx, host, typeSeries)
	scheduled, at2, gap2 := r.meetingList(ctx, host, typeScheduled)
	h.Gap = firstGap(gap1, gap2)
	if series == nil && scheduled == nil {
		return h, time.Time{}
	}

	h.Meetings = []snapshot.Meeting{}
	seen := map[string]bool{}
	var hostless, nameless int
	for _, w := range slices.Concat(series, scheduled) {
		switch {
		case w.HostEmail.value() == "":
			hostless++
			continue
		case w.HostEmail.value() != host.Email && (host.PersonID == "" || d.id(w.HostEmail) != host.PersonID):
			continue // only invited: the list is what the host sees
		case w.ID == "":
			nameless++
			continue
		case seen[w.ID], w.IsModified.Tri() == snapshot.No && seen[w.MeetingSeriesID]:
			continue // as its series
		}
		seen[w.ID] = true
		h.Meetings = append(h.Meetings, w.meeting())
	}
	h.Gap = firstGap(h.Gap, meetingsEndpoint.lacking(hostless, "hostEmail"), meetingsEndpoint.lacking(nameless, "id"))
	slices.SortFunc(h.Meetings, func(a, b snapshot.Meeting) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	for i := range h.Meetings {
		if m := &h.Meetings[i]; needsInvitees(m) {
			m.Invitees = r.invitees(ctx, m.ID, host.Email)
		}
	}
	return h, latest(at1, at2)
}

// meetingList reads one type of the host's meetings in the look-ahead.
func (r *run) meetingList(ctx context.Context, host snapshot.Host, kind string) ([]wireMeeting, time.Time, *snapshot.Gap) {
	w := webex.Window{From: r.now(), To: r.now().Add(lookAhead)}
	query := windowQuery(w, 100, "hostEmail", host.Email, "meetingType", kind)
	if kind == typeSeries {
		query.Set("current", "false") // the series itself, not its next occurrence
	}
	list, at, err := drain(webex.Linked[wireMeeting](ctx, r.o.Client, meetingsEndpoint.request(query), "items"))
	if err != nil {
		return list, at, r.gap(meetingsEndpoint, err)
	}
	return list, at, nil
}
