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

var usageEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingReports/usage", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_config_read", Role: meetingAdmin,
	Wire: listOf[wireUsage]{},
}

type wireUsage struct {
	MeetingID         string   `json:"meetingId"`
	MeetingNumber     compared `json:"meetingNumber"`
	MeetingTitle      compared `json:"meetingTitle"`
	Start             stamp    `json:"start"`
	HostEmail         mail     `json:"hostEmail"`
	TotalParticipants looseInt `json:"totalParticipants"`
}

// usageMargin is how much later than 90 days ago the usage report begins: Webex
// refuses one that began earlier by its own clock, when the request comes.
const usageMargin = 3 * time.Hour

// usage reads the usage report of every site: that of meetings and webinars
// (service type MeetingCenter, which Webex gives unless asked otherwise). The
// reports of the classic Event, Training and Support Center are left out: they
// have neither Personal Rooms nor the links that GET /meetings lists.
func usage(ctx context.Context, r *run) {
	since := r.now().Add(-lookBack + usageMargin)
	s := snapshot.Section[snapshot.UsageRow]{Source: usageEndpoint.source()}
	s.Source.Since = since
	sites, gap := r.siteList(ctx)
	s.Gap = gap
	if sites == nil {
		r.s.Usage = s
		return
	}
	queries := siteQueries(sites, webex.Windows(since, r.now(), maxSpan), 1000)
	h := reap[wireUsage](ctx, r, usageEndpoint, queries)
	s.Gap, s.Source.ReadAt = firstGap(h.gap, gap), h.readAt
	if h.none() && h.gap != nil {
		r.s.Usage = s
		return
	}

	d := r.directory(ctx)
	s.Items = []snapshot.UsageRow{}
	seen := map[string]bool{}
	nameless := 0
	for i, list := range h.lists {
		site := queries[i].Get("siteUrl")
		for _, w := range list {
			if w.MeetingID == "" {
				nameless++
			} else if id := site + " " + w.MeetingID; seen[id] {
				continue // on the edge of two windows
			} else {
				seen[id] = true
			}
			row := snapshot.UsageRow{
				MeetingID:    w.MeetingID,
				Site:         site,
				Start:        w.Start.Time,
				Participants: w.TotalParticipants.Opt(),
				NumberKey:    w.MeetingNumber.number(r),
				TopicKey:     w.MeetingTitle.key(r),
			}
			row.Host, row.PersonID = r.staff(ctx, d, w.HostEmail)
			s.Items = append(s.Items, row)
		}
	}
	s.Gap = firstGap(s.Gap, usageEndpoint.lacking(nameless, "meetingId"))
	slices.SortStableFunc(s.Items, func(a, b snapshot.UsageRow) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Host, b.Host), a.Start.Compare(b.Start), cmp.Compare(a.MeetingID, b.MeetingID))
	})
	r.s.Usage = s
}

// siteQueries asks for every window on every site.
func siteQueries(sites []string, windows []webex.Window, max int, pairs ...string) []url.Values {
	var queries []url.Values
	for _, site := range sites {
		for _, w := range windows {
			queries = append(queries, windowQuery(w, max, append([]string{"siteUrl", site}, pairs...)...))
		}
	}
	return queries
}
