package collect

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// callFiles reads the recorded calls of the last 30 days, which is as much as
// Webex shows at once: enough to see where recordings are kept now.
func callFiles(ctx context.Context, r *run) {
	s := &r.s.CallFiles
	s.Source = convergedRecordingsEndpoint.source()
	if s.Gap = r.withoutCalling(ctx); s.Gap != nil {
		return
	}
	window := webex.Window{From: r.now().Add(-maxSpan), To: r.now()}
	h := reap[wireCall](ctx, r, convergedRecordingsEndpoint, []url.Values{windowQuery(window, 100, "status", "available")})
	s.Gap, s.Source.Since, s.Source.ReadAt = h.gap, window.From, h.readAt
	if h.none() {
		return
	}
	list, nameless := withoutEmpty(h.lists[0], func(w wireCall) string { return w.ID })
	s.Gap = firstGap(s.Gap, convergedRecordingsEndpoint.lacking(nameless, "id"))
	s.Items = []snapshot.CallFile{}
	for _, w := range list {
		s.Items = append(s.Items, snapshot.CallFile{
			ID: w.ID, Service: string(w.ServiceType), Region: string(w.StorageRegion), Recorded: w.TimeRecorded.Time,
		})
	}
	slices.SortFunc(s.Items, func(a, b snapshot.CallFile) int {
		return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
}
