package collect

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// seriesPerHost is of how many series that are over the settings are read:
// the newest of each host within samplePeriod.
const seriesPerHost = 20

// adminMeetingEndpoint shows no passwords and no links, whoever asks.
var adminMeetingEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/meetings/{meetingId}", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_schedule_read", Role: meetingAdmin,
	Wire: wireMeeting{},
}

// pastSeries reads the settings under which the meetings of the last 30 days
// took place: ended meetings do not show them, their series do. Series with
// coming meetings are in the section of meetings already.
func pastSeries(ctx context.Context, r *run) {
	r.section(ctx, snapshot.EndedMeetingsName)
	r.section(ctx, snapshot.MeetingsName)
	s := snapshot.Section[snapshot.PastSeries]{Source: adminMeetingEndpoint.source(), Gap: r.s.EndedMeetings.Missing()}
	s.Source.Since = r.now().Add(-samplePeriod)
	if r.s.EndedMeetings.Items == nil {
		r.s.PastSeries = s
		return
	}
	s.Items = sampleSeries(r.s.EndedMeetings.Items, comingSeries(r.s.Meetings.Items), s.Source.Since)
	readAt := make([]time.Time, len(s.Items))
	each(len(s.Items), func(i int) { readAt[i] = r.readSeries(ctx, &s.Items[i]) })
	s.Source.ReadAt = newest(readAt)
	r.s.PastSeries = s
}

// comingSeries are the ids of the series of which the settings were read.
func comingSeries(hosts []snapshot.HostMeetings) map[string]bool {
	ids := map[string]bool{}
	for _, h := range hosts {
		for _, m := range h.Meetings {
			if m.Type == typeSeries {
				ids[m.ID] = true
			}
		}
	}
	return ids
}

// sampleSeries picks the newest series of each host that were used since a
// moment and are not known otherwise. One without a start time may be recent,
// so it can be picked, after those that are known to be.
func sampleSeries(ended []snapshot.EndedMeeting, known map[string]bool, since time.Time) []snapshot.PastSeries {
	type host struct{ person, email string }
	used := map[host]map[string]time.Time{} // when last, by series
	for _, m := range ended {
		if m.SeriesID == "" || known[m.SeriesID] || !m.Start.IsZero() && m.Start.Before(since) {
			continue
		}
		by := host{m.PersonID, m.Host}
		if used[by] == nil {
			used[by] = map[string]time.Time{}
		}
		used[by][m.SeriesID] = latest(used[by][m.SeriesID], m.Start)
	}
	picked := []snapshot.PastSeries{}
	for by, last := range used {
		ids := slices.SortedFunc(maps.Keys(last), func(a, b string) int {
			return cmp.Or(last[b].Compare(last[a]), cmp.Compare(a, b))
		})
		for _, id := range ids[:min(len(ids), seriesPerHost)] {
			picked = append(picked, snapshot.PastSeries{SeriesID: id, Host: by.email, PersonID: by.person})
		}
	}
	slices.SortFunc(picked, func(a, b snapshot.PastSeries) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.SeriesID, b.SeriesID))
	})
	return picked
}

// readSeries reads one series as a whole, and whom it invites where a verdict
// needs that.
func (r *run) readSeries(ctx context.Context, p *snapshot.PastSeries) time.Time {
	query := url.Values{"current": {"false"}} // the series itself, not its next occurrence
	w, resp, err := webex.Get[wireMeeting](ctx, r.o.Client, adminMeetingEndpoint.request(query, p.SeriesID))
	switch {
	case err != nil:
		p.Gap = r.gap(adminMeetingEndpoint, err)
		return time.Time{}
	case w.ID != p.SeriesID:
		p.Gap = adminMeetingEndpoint.misshapen("the answer is about another meeting than was asked for")
		return resp.ReadAt
	}
	m := w.meeting()
	if m.UnlockedJoin == "blockFromJoin" {
		m.Invitees = r.inviteesOf(ctx, &m, p.Host)
	}
	p.Meeting = &m
	return resp.ReadAt
}
