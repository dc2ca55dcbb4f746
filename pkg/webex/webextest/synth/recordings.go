package synth

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// recording is one cloud recording as GET /admin/recordings shows it.
type recording struct {
	ID                 string `json:"id"`
	MeetingID          string `json:"meetingId"`
	ScheduledMeetingID string `json:"scheduledMeetingId,omitempty"`
	MeetingSeriesID    string `json:"meetingSeriesId"`
	Topic              string `json:"topic"`
	CreateTime         string `json:"createTime"`
	TimeRecorded       string `json:"timeRecorded"`
	HostDisplayName    string `json:"hostDisplayName"`
	HostEmail          string `json:"hostEmail"`
	SiteURL            string `json:"siteUrl"`
	// DownloadURL is left out where downloads are prevented.
	DownloadURL     string   `json:"downloadUrl,omitempty"`
	PlaybackURL     string   `json:"playbackUrl"`
	Format          string   `json:"format"`
	ServiceType     string   `json:"serviceType"`
	DurationSeconds int      `json:"durationSeconds"`
	SizeBytes       int      `json:"sizeBytes"`
	IntegrationTags []string `json:"integrationTags"`
	Status          string   `json:"status"`

	at time.Time
}

// access is somebody opening a recording, as the access detail shows it.
type access struct {
	RecordingID string `json:"recordingId"`
	Topic       string `json:"topic"`
	Name        string `json:"name"`
	Email       string `json:"email"`
	AccessTime  string `json:"accessTime"`
	Viewed      bool   `json:"viewed"`
	Downloaded  bool   `json:"downloaded"`
}

// record adds a recording of half an hour that nobody can download. The words
// make its ids.
func (o *Organization) record(h *account, s *site, at time.Time, words ...any) *recording {
	series := o.hexID(append([]any{"recorded", h.email()}, words...)...)
	rec := &recording{
		ID: o.hexID("recording", series), MeetingID: series + "_I_" + instanceNumber(o.digest("recorded", series)),
		MeetingSeriesID: series, Topic: "Visit " + o.canaries.plant("topic"),
		CreateTime: stamp(at.Add(40 * time.Minute)), TimeRecorded: stamp(at), HostDisplayName: h.DisplayName,
		HostEmail: h.email(), SiteURL: s.url, PlaybackURL: "https://" + s.url + "/ldr.php?RCID=" + o.canaries.plant("playback"),
		Format: "MP4", ServiceType: "MeetingCenter", DurationSeconds: 1800, SizeBytes: 48_000_000,
		IntegrationTags: []string{o.canaries.plant("tag")}, Status: "available", at: at,
	}
	o.recordings = append(o.recordings, rec)
	return rec
}

// recordInstance adds the recording of an instance.
func (o *Organization) recordInstance(m *meeting) *recording {
	h := o.byEmail(m.HostEmail)
	i := slices.IndexFunc(o.sites, func(s *site) bool { return s.url == m.SiteURL })
	rec := o.record(h, o.sites[i], m.from.Add(2*time.Minute), "instance", m.ID)
	rec.MeetingID, rec.MeetingSeriesID, rec.ScheduledMeetingID = m.ID, m.MeetingSeriesID, m.ScheduledMeetingID
	m.HasRecording = true
	return rec
}

// open notes that somebody viewed or downloaded a recording.
func (o *Organization) open(rec *recording, g guest, at time.Time, downloaded bool) {
	o.accesses = append(o.accesses, access{RecordingID: rec.ID, Topic: rec.Topic, Name: g.name, Email: g.email,
		AccessTime: stamp(at), Viewed: !downloaded, Downloaded: downloaded})
}

// serveRecordings lists the recordings of one site in one status, newest
// first.
func (o *Organization) serveRecordings(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	s, ok := o.siteOf(w, r)
	if !ok {
		return
	}
	window, ok := o.window(w, r, limits{longest: 30 * day})
	if !ok {
		return
	}
	status := query.Get("status")
	if status == "" {
		status = "available"
	}
	var list []*recording
	for _, rec := range o.recordings {
		if rec.SiteURL == s.url && rec.Status == status && window.holds(rec.at) &&
			(!query.Has("meetingId") || query.Get("meetingId") == rec.MeetingID) {
			list = append(list, rec)
		}
	}
	slices.SortStableFunc(list, func(a, b *recording) int { return b.at.Compare(a.at) })
	page(o, w, r, paging{usual: 10, most: 100}, list)
}

// serveAccessSummary counts accesses, of one host's recordings or, with
// hostEmail=all, of the whole site's.
func (o *Organization) serveAccessSummary(w http.ResponseWriter, r *http.Request) {
	s, ok := o.siteOf(w, r)
	if !ok {
		return
	}
	window, ok := o.window(w, r, limits{longest: 90 * day, back: 365 * day})
	if !ok {
		return
	}
	host := r.URL.Query().Get("hostEmail")
	if host == "" {
		host = o.auditor.email()
	}
	list := []map[string]any{}
	for _, rec := range o.recordings {
		if rec.SiteURL != s.url || rec.Status != "available" || !window.holds(rec.at) ||
			(host != "all" && !strings.EqualFold(host, rec.HostEmail)) {
			continue
		}
		views, downloads := 0, 0
		for _, a := range o.accesses {
			switch {
			case a.RecordingID != rec.ID:
			case a.Downloaded:
				downloads++
			default:
				views++
			}
		}
		list = append(list, map[string]any{"recordingId": rec.ID, "topic": rec.Topic, "timeRecorded": rec.TimeRecorded,
			"siteUrl": rec.SiteURL, "hostEmail": rec.HostEmail, "viewCount": views, "downloadCount": downloads})
	}
	page(o, w, r, paging{usual: 10, most: 100}, list)
}

func (o *Organization) serveAccessDetail(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("recordingId")
	switch {
	case id == "":
		o.fail(w, http.StatusBadRequest, "recordingId is required")
		return
	case !slices.ContainsFunc(o.recordings, func(rec *recording) bool { return rec.ID == id }):
		o.fail(w, http.StatusNotFound, "no such recording")
		return
	}
	var list []access
	for _, a := range o.accesses {
		if a.RecordingID == id {
			list = append(list, a)
		}
	}
	page(o, w, r, paging{usual: 10, most: 100}, list)
}
