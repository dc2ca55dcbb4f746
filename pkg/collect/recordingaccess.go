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
	accessSummaryEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/recordingReport/accessSummary", Rank: snapshot.RankAPI,
		Scope: "meeting:admin_recordings_read", Role: meetingAdmin,
		Wire: listOf[wireAccessSummary]{},
	}
	accessDetailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/recordingReport/accessDetail", Rank: snapshot.RankAPI,
		Scope: "meeting:admin_recordings_read", Role: meetingAdmin,
		Wire: listOf[wireAccessDetail]{},
	}
)

type wireAccessSummary struct {
	RecordingID   string   `json:"recordingId"`
	TimeRecorded  stamp    `json:"timeRecorded"`
	HostEmail     mail     `json:"hostEmail"`
	ViewCount     looseInt `json:"viewCount"`
	DownloadCount looseInt `json:"downloadCount"`
}

// wireAccessDetail has no field for topic and the viewer's name.
type wireAccessDetail struct {
	Email      *mail     `json:"email"`
	AccessTime stamp     `json:"accessTime"`
	Viewed     looseBool `json:"viewed"`
	Downloaded looseBool `json:"downloaded"`
}

// The summary is of recordings made in a window of at most 90 days, none of which
// begins more than 365 days ago. Whole windows keep clear of that bound.
const (
	accessSpan = 90 * days
	accessBack = 4 * accessSpan
)

func (r *run) accessWindows() []webex.Window {
	return webex.Windows(r.now().Add(-accessBack), r.now(), accessSpan)
}

// recordingAccess reads who opened the recordings of the last year: an old one
// can be opened today.
func recordingAccess(ctx context.Context, r *run) {
	windows := r.accessWindows()
	s := snapshot.Section[snapshot.RecordingAccess]{Source: accessSummaryEndpoint.source()}
	s.Source.Since = windows[0].From
	sites, gap := r.siteList(ctx)
	s.Gap = gap
	if sites == nil {
		r.s.RecordingAccess = s
		return
	}
	r.section(ctx, snapshot.RecordingsName)
	queries := siteQueries(sites, windows, 100, "hostEmail", "all")
	h := reap[wireAccessSummary](ctx, r, accessSummaryEndpoint, queries)
	s.Gap, s.Source.ReadAt = firstGap(h.gap, gap), h.readAt
	if h.none() && h.gap != nil {
		r.s.RecordingAccess = s
		return
	}

	d := r.directory(ctx)
	s.Items = []snapshot.RecordingAccess{}
	var hosts []mail
	var entries once
	place := map[string]int{}
	for i, site := range sites {
		lists := h.lists[i*len(windows) : (i+1)*len(windows)]
		list := slices.Concat(lists...)
		if !slices.ContainsFunc(lists, func(l []wireAccessSummary) bool { return l == nil }) {
			s.Gap = firstGap(s.Gap, r.ownOnly(d, list, site, windows[0].From))
		}
		for _, w := range list {
			item := r.opened(ctx, d, w, site)
			if entries.takes(w.RecordingID) {
				place[w.RecordingID] = len(s.Items)
				s.Items, hosts = append(s.Items, item), append(hosts, w.HostEmail)
			} else if at, again := place[w.RecordingID]; again {
				s.Items[at].Views = most(s.Items[at].Views, item.Views)
				s.Items[at].Downloads = most(s.Items[at].Downloads, item.Downloads)
			}
		}
	}
	s.Gap = firstGap(s.Gap, accessSummaryEndpoint.lacking(entries.nameless, "recordingId"))
	readAt := make([]time.Time, len(s.Items))
	each(len(s.Items), func(i int) { readAt[i] = r.accesses(ctx, &s.Items[i], hosts[i]) })
	s.Source.ReadAt = latest(s.Source.ReadAt, newest(readAt))
	slices.SortFunc(s.Items, func(a, b snapshot.RecordingAccess) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Host, b.Host), a.Recorded.Compare(b.Recorded), cmp.Compare(a.RecordingID, b.RecordingID))
	})
	r.s.RecordingAccess = s
}

// opened is a recording of which the summary says how often it was opened, and
// not yet by whom.
func (r *run) opened(ctx context.Context, d directory, w wireAccessSummary, site string) snapshot.RecordingAccess {
	item := snapshot.RecordingAccess{
		RecordingID: w.RecordingID,
		Site:        site,
		Recorded:    w.TimeRecorded.Time,
		Views:       w.ViewCount.amount(),
		Downloads:   w.DownloadCount.amount(),
	}
	item.Host, item.PersonID = r.staff(ctx, d, w.HostEmail)
	item.HostKey = r.key(w.HostEmail.value())
	return item
}

// most is the larger of two counts of one recording, and unknown when one is.
func most(a, b snapshot.Opt[int]) snapshot.Opt[int] {
	n, known := a.Get()
	m, both := b.Get()
	if !known || !both {
		return snapshot.Opt[int]{}
	}
	return snapshot.Some(max(n, m))
}

// ownOnly is the gap of a summary that may be about the recordings of the
// token's own person alone. Webex gives that, or nothing, instead of a refusal.
// It shows when the site has recordings of which the summary says nothing.
func (r *run) ownOnly(d directory, list []wireAccessSummary, site string, since time.Time) *snapshot.Gap {
	told := map[string]bool{}
	for _, w := range list {
		if r.others(d, w.HostEmail) {
			return nil
		}
		told[w.RecordingID] = true
	}
	me := r.s.Auditor.Value
	hidden := false
	for _, rec := range r.s.Recordings.Items {
		mine := len(list) > 0 && me != nil && rec.PersonID == me.ID
		recent := rec.Recorded.IsZero() || !rec.Recorded.Before(since)
		if rec.Site != site || !recent || mine {
			continue
		}
		if told[rec.ID] {
			return nil
		}
		hidden = true
	}
	if hidden {
		return accessSummaryEndpoint.unshown("the answer leaves out recordings that exist, so that it may not be about everybody's")
	}
	return r.s.Recordings.Missing() // whether it leaves any out is not known
}

// accesses fills in who opened the recording. Webex is asked unless both counts
// are known to be zero.
func (r *run) accesses(ctx context.Context, item *snapshot.RecordingAccess, host mail) (readAt time.Time) {
	views, viewsKnown := item.Views.Get()
	downloads, downloadsKnown := item.Downloads.Get()
	if viewsKnown && downloadsKnown && views == 0 && downloads == 0 {
		item.Accesses = []snapshot.Access{}
		return time.Time{}
	}
	query := url.Values{"recordingId": {item.RecordingID}, "max": {"100"}}
	if host.value() != "" {
		query.Set("hostEmail", host.value())
	}
	list, readAt, err := drain(webex.Linked[wireAccessDetail](ctx, r.o.Client, accessDetailEndpoint.request(query), "items"))
	item.Detail = accessDetailEndpoint.source()
	item.Detail.ReadAt = readAt
	if err != nil {
		item.Gap = r.gap(accessDetailEndpoint, err)
	}
	if list == nil {
		return readAt
	}
	item.Accesses = []snapshot.Access{}
	unshown := 0
	for _, w := range list {
		if w.Email == nil {
			unshown++
			w.Email = &mail{}
		}
		item.Accesses = append(item.Accesses, snapshot.Access{
			Viewer:     r.party(ctx, w.Email.value()),
			Viewed:     w.Viewed.Tri(),
			Downloaded: w.Downloaded.Tri(),
			At:         w.AccessTime.Time,
		})
	}
	item.Gap = firstGap(item.Gap, accessDetailEndpoint.lacking(unshown, "email"))
	if len(list) == 0 {
		item.Gap = firstGap(item.Gap, accessDetailEndpoint.unshown("the answer is empty for a recording that was opened, or may have been"))
	}
	slices.SortStableFunc(item.Accesses, func(a, b snapshot.Access) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Viewer.Key, b.Viewer.Key))
	})
	return readAt
}
