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
		lists := make([]hostList, len(hosts))
		each(len(hosts), func(i int) { lists[i] = r.meetingsOf(ctx, d, hosts[i]) })
		r.doubtLists(d, lists)
		s.Items = []snapshot.HostMeetings{}
		for _, l := range lists {
			s.Items = append(s.Items, l.HostMeetings)
			s.Source.ReadAt = latest(s.Source.ReadAt, l.readAt)
		}
	}
	r.s.Meetings = s
}

// hostList is what Webex listed for one host.
type hostList struct {
	snapshot.HostMeetings
	hosts  []mail // of every entry, in the order of the list
	readAt time.Time
}

func (r *run) meetingsOf(ctx context.Context, d directory, host snapshot.Host) hostList {
	h := hostList{HostMeetings: snapshot.HostMeetings{PersonID: host.PersonID, Host: host.Email}}
	series, at1, gap1 := r.meetingList(ctx, host, typeSeries)
	scheduled, at2, gap2 := r.meetingList(ctx, host, typeScheduled)
	h.Gap = firstGap(gap1, gap2)
	if series == nil && scheduled == nil {
		return h
	}
	h.readAt = latest(at1, at2)

	h.Meetings = []snapshot.Meeting{}
	seen := map[string]bool{}
	var hostless, unknown, nameless int
	for _, w := range slices.Concat(series, scheduled) {
		h.hosts = append(h.hosts, w.HostEmail)
		switch {
		case w.HostEmail.value() == "":
			hostless++
			continue
		case !d.is(w.HostEmail, host):
			// Only invited: the list is what the host sees. An address of the
			// organisation that nobody has may be another one of the host's.
			if d[w.HostEmail.value()] == nil && r.party(ctx, w.HostEmail.value()).Kind != snapshot.Outsider {
				unknown++
			}
			continue
		case w.ID == "":
			nameless++
			continue
		case seen[w.ID], w.IsModified.Tri() == snapshot.No && seen[w.MeetingSeriesID]:
			continue // as its series
		}
		seen[w.ID] = true
		h.Meetings = append(h.Meetings, w.meeting())
	}
	h.Gap = firstGap(h.Gap, meetingsEndpoint.lacking(hostless, "hostEmail"), meetingsEndpoint.lacking(unknown, "a hostEmail that the directory knows"), meetingsEndpoint.lacking(nameless, "id"))
	slices.SortFunc(h.Meetings, func(a, b snapshot.Meeting) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	for i := range h.Meetings {
		if m := &h.Meetings[i]; needsInvitees(m) {
			m.Invitees = r.inviteesOf(ctx, m, host.Email)
		}
	}
	return h
}

// is says whether an address is the host's: the one that was asked for, or
// another one of the same account.
func (d directory) is(m mail, host snapshot.Host) bool {
	if m.value() == host.Email {
		return true
	}
	p := d[m.value()]
	return p != nil && (p.Email == host.Email || host.PersonID != "" && p.ID == host.PersonID)
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
