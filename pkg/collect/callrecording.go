package collect

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	callRecordingEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/callRecording", Rank: snapshot.RankAPI,
		Scope: "spark-admin:telephony_config_read", Role: "full or read-only administrator",
		Wire: wireCallRecording{},
	}
	convergedRecordingsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/admin/convergedRecordings", Rank: snapshot.RankAPI,
		Scope: "spark-admin:recordings_read", Role: "full administrator" + purgedCall,
		Wire: listOf[wireCall]{},
	}
)

type wireCallRecording struct {
	Enabled    looseBool `json:"enabled"`
	VendorName string    `json:"vendorName"`
}

// wireCall has no field for topic, owner and numbers.
type wireCall struct {
	ID              string   `json:"id"`
	Status          enum     `json:"status"`
	ServiceType     enum     `json:"serviceType"`
	StorageRegion   enum     `json:"storageRegion"`
	TimeRecorded    stamp    `json:"timeRecorded"`
	DurationSeconds looseInt `json:"durationSeconds"`
}

// callRecording reads who records calls.
func callRecording(ctx context.Context, r *run) {
	r.s.CallRecording.Source = callRecordingEndpoint.source()
	w, resp, err := webex.Get[wireCallRecording](ctx, r.o.Client, callRecordingEndpoint.request(nil))
	if err != nil {
		r.s.CallRecording.Gap = r.gap(callRecordingEndpoint, err)
		return
	}
	r.s.CallRecording.Source.ReadAt = resp.ReadAt
	r.s.CallRecording.Value = &snapshot.CallRecording{Enabled: w.Enabled.Tri(), Vendor: w.VendorName}
}

// removedCalls reads the recorded calls that were deleted or purged, for the
// whole organisation; of those that were purged, compliance officers only get a
// list.
func removedCalls(ctx context.Context, r *run) {
	windows := r.lastYear()
	var queries []url.Values
	for _, status := range []string{"deleted", "purged"} {
		for _, w := range windows {
			queries = append(queries, windowQuery(w, 100, "status", status))
		}
	}
	h := reap[wireCall](ctx, r, convergedRecordingsEndpoint, queries)
	s := snapshot.Section[snapshot.CallRecordingFile]{Source: convergedRecordingsEndpoint.source(), Gap: h.gap}
	s.Source.Since, s.Source.ReadAt = windows[0].From, h.readAt
	if h.none() {
		r.s.RemovedCalls = s
		return
	}

	s.Items = []snapshot.CallRecordingFile{}
	seen := map[string]bool{}
	var nameless, purged int
	for i, list := range h.lists {
		if queries[i].Get("status") == "purged" {
			purged += len(list)
		}
		for _, w := range list {
			if w.ID == "" {
				nameless++
				continue
			}
			if seen[w.ID] {
				continue // on the edge of two windows
			}
			seen[w.ID] = true
			s.Items = append(s.Items, snapshot.CallRecordingFile{
				ID:       w.ID,
				Status:   cmp.Or(string(w.Status), queries[i].Get("status")),
				Service:  string(w.ServiceType),
				Recorded: w.TimeRecorded.Time,
				Seconds:  w.DurationSeconds.amount(),
			})
		}
	}
	s.Gap = firstGap(s.Gap, convergedRecordingsEndpoint.lacking(nameless, "id"))
	if purged == 0 {
		s.Gap = firstGap(s.Gap, r.unseenPurged(ctx, convergedRecordingsEndpoint))
	}
	slices.SortFunc(s.Items, func(a, b snapshot.CallRecordingFile) int {
		return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	r.s.RemovedCalls = s
}
