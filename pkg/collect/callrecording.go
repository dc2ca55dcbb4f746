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
		Scope: "spark-admin:recordings_read", Role: "full administrator",
		Wire: listOf[wireCall]{},
	}
)

var purgedCallsEndpoint = compliance(convergedRecordingsEndpoint, "spark-compliance:recordings_read")

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
	s := snapshot.Section[snapshot.CallRecordingFile]{Source: convergedRecordingsEndpoint.source()}
	s.Source.Since = windows[0].From
	deleted := r.callsIn(ctx, convergedRecordingsEndpoint, windows, "deleted")
	purged := r.callsIn(ctx, r.asOfficer(purgedCallsEndpoint), windows, "purged")
	s.Gap, s.Source.ReadAt = firstGap(deleted.gap, purged.gap), latest(deleted.readAt, purged.readAt)
	if deleted.none() && purged.none() {
		r.s.RemovedCalls = s
		return
	}

	s.Items = []snapshot.CallRecordingFile{}
	var entries once
	add := func(status string, lists [][]wireCall) {
		for _, w := range slices.Concat(lists...) {
			if entries.takes(w.ID) {
				s.Items = append(s.Items, w.removed(status))
			}
		}
	}
	add("deleted", deleted.lists)
	add("purged", purged.lists)
	s.Gap = firstGap(s.Gap, convergedRecordingsEndpoint.lacking(entries.nameless, "id"))
	if len(slices.Concat(purged.lists...)) == 0 {
		s.Gap = firstGap(s.Gap, r.unseenByOthers(ctx, purgedCallsEndpoint, " of what was purged"))
	}
	slices.SortFunc(s.Items, func(a, b snapshot.CallRecordingFile) int {
		return cmp.Or(a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	r.s.RemovedCalls = s
}

// removed is a call that is gone. One that does not say its status has the one
// that was asked for.
func (w wireCall) removed(status string) snapshot.CallRecordingFile {
	return snapshot.CallRecordingFile{
		ID:       w.ID,
		Status:   cmp.Or(string(w.Status), status),
		Service:  string(w.ServiceType),
		Recorded: w.TimeRecorded.Time,
		Seconds:  w.DurationSeconds.amount(),
	}
}

// callsIn reads the recorded calls of one status.
func (r *run) callsIn(ctx context.Context, e Endpoint, windows []webex.Window, status string) harvest[wireCall] {
	queries := make([]url.Values, len(windows))
	for i, w := range windows {
		queries[i] = windowQuery(w, 100, "status", status)
	}
	return reap[wireCall](ctx, r, e, queries)
}
