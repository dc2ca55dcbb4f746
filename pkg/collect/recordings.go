package collect

import (
	"cmp"
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var recordingsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/recordings", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_recordings_read", Role: meetingAdmin,
	Wire: listOf[wireRecording]{},
}

var purgedRecordingsEndpoint = compliance(recordingsEndpoint, "spark-compliance:meetings_read")

// wireRecording has no field for topic, the host's name and tags; links are
// known by presence.
type wireRecording struct {
	ID              string   `json:"id"`
	MeetingID       string   `json:"meetingId"`
	HostEmail       mail     `json:"hostEmail"`
	Status          enum     `json:"status"`
	TimeRecorded    stamp    `json:"timeRecorded"`
	DurationSeconds looseInt `json:"durationSeconds"`
	DownloadURL     presence `json:"downloadUrl"`
	PlaybackURL     presence `json:"playbackUrl"`
}

const recordingsBack = 365 * days

// recordings reads the recordings of the last year that can be watched.
func recordings(ctx context.Context, r *run) {
	r.s.Recordings = r.recordingsIn(ctx, recordingsEndpoint, r.lastYear(), "available")
}

// deletedRecordings reads those in the recycle bin.
func deletedRecordings(ctx context.Context, r *run) {
	r.s.DeletedRecordings = r.recordingsIn(ctx, recordingsEndpoint, r.lastYear(), "deleted")
}

// purgedRecordings reads those that are gone, which Webex shows to compliance
// officers only: for anybody else an empty list says nothing.
func purgedRecordings(ctx context.Context, r *run) {
	s := r.recordingsIn(ctx, r.asOfficer(purgedRecordingsEndpoint), r.lastYear(), "purged")
	if len(s.Items) == 0 && s.Items != nil {
		s.Gap = firstGap(s.Gap, r.unseenByOthers(ctx, purgedRecordingsEndpoint, " of what was purged"))
	}
	r.s.PurgedRecordings = s
}

func (r *run) lastYear() []webex.Window {
	return webex.Windows(r.now().Add(-recordingsBack), r.now(), maxSpan)
}

// recordingsIn reads the recordings of one status, of every site: without a
// site the answer would be about the administrator's preferred one.
func (r *run) recordingsIn(ctx context.Context, e Endpoint, windows []webex.Window, status string) snapshot.Section[snapshot.Recording] {
	s := snapshot.Section[snapshot.Recording]{Source: e.source()}
	s.Source.Since = windows[0].From
	sites, gap := r.siteList(ctx)
	s.Gap = gap
	if sites == nil {
		return s
	}
	queries := siteQueries(sites, windows, 100, "status", status)
	h := reap[wireRecording](ctx, r, e, queries)
	s.Gap, s.Source.ReadAt = firstGap(h.gap, gap), h.readAt
	if h.none() && h.gap != nil {
		return s
	}

	d := r.directory(ctx)
	s.Items = []snapshot.Recording{}
	var entries once
	for i, list := range h.lists {
		for _, w := range list {
			if !entries.takes(w.ID) {
				continue
			}
			rec := w.recording(status, queries[i].Get("siteUrl"))
			rec.Host, rec.PersonID = r.staff(ctx, d, w.HostEmail)
			rec.HostKey = r.key(w.HostEmail.value())
			s.Items = append(s.Items, rec)
		}
	}
	s.Gap = firstGap(s.Gap, e.lacking(entries.nameless, "id"))
	sortRecordings(s.Items)
	return s
}

func sortRecordings(items []snapshot.Recording) {
	slices.SortFunc(items, func(a, b snapshot.Recording) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Host, b.Host), cmp.Compare(a.HostKey, b.HostKey), a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
}

// recording is the recording without its host. One that does not say its status
// has the one that was asked for.
func (w wireRecording) recording(status, site string) snapshot.Recording {
	return snapshot.Recording{
		ID:              w.ID,
		Site:            site,
		Status:          cmp.Or(string(w.Status), status),
		MeetingID:       w.MeetingID,
		Recorded:        w.TimeRecorded.Time,
		Seconds:         w.DurationSeconds.amount(),
		DownloadOffered: w.downloadOffered(),
	}
}

// downloadOffered reads what "Prevent downloading" does to the answer: the
// download link goes and the playback link stays. A link that is no text is
// neither.
func (w wireRecording) downloadOffered() snapshot.Tri {
	switch {
	case w.DownloadURL == set:
		return snapshot.Yes
	case w.DownloadURL != illegible && w.PlaybackURL == set:
		return snapshot.No
	default:
		return snapshot.Unknown
	}
}
