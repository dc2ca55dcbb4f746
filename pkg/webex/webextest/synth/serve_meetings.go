package synth

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// mostInstances is where the list of instances ends, however many there are.
const mostInstances = 10_000

// serveMeetings lists series, occurrences or instances. On behalf of a host it
// also lists the meetings to which the host is only invited.
func (o *Organization) serveMeetings(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	kind := query.Get("meetingType")
	if kind == "" {
		kind = "meetingSeries"
	}
	state, host := query.Get("state"), query.Get("hostEmail")
	for name := range query {
		if strings.HasPrefix(name, "has") && (kind != "meeting" || state != "ended") {
			o.fail(w, http.StatusBadRequest, name+" needs meetingType=meeting and state=ended")
			return
		}
	}
	if host != "" && o.byEmail(host) == nil {
		o.fail(w, http.StatusNotFound, "no such user")
		return
	}
	if kind != "meeting" && host == "" {
		host = o.auditor.email() // the caller's own meetings
	}
	window, ok := o.meetingWindow(w, r, kind)
	if !ok {
		return
	}
	var list []*meeting
	for _, m := range o.meetings {
		switch {
		case m.MeetingType != kind, !window.touches(m.from, m.last):
		case state != "" && m.State != state:
		case query.Has("scheduledType") && query.Get("scheduledType") != m.ScheduledType:
		case query.Has("siteUrl") && query.Get("siteUrl") != m.SiteURL:
		case query.Has("meetingSeriesId") && query.Get("meetingSeriesId") != m.MeetingSeriesID:
		case query.Has("meetingNumber") && query.Get("meetingNumber") != m.MeetingNumber:
		case query.Get("hasRecording") == "true" && !m.HasRecording:
		case query.Get("hasTranscription") == "true" && !m.HasTranscription:
		case query.Get("hasClosedCaption") == "true" && !m.HasClosedCaption:
		case query.Get("hasSummary") == "true" && !m.hasSummary:
		case host != "" && !m.concerns(host):
		default:
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b *meeting) int { return a.from.Compare(b.from) })
	page(o, w, r, paging{usual: 10, most: 100}, list[:min(len(list), mostInstances)])
}

// meetingWindow reads the range; its default lies ahead for what is scheduled
// and behind for what took place.
func (o *Organization) meetingWindow(w http.ResponseWriter, r *http.Request, kind string) (span, bool) {
	query := r.URL.Query()
	if kind != "meeting" && !query.Has("from") && !query.Has("to") {
		return span{o.Now, o.Now.Add(7 * day)}, true
	}
	return o.window(w, r, limits{})
}

// touches says whether something that lasts from a to b falls into the window.
func (s span) touches(a, b time.Time) bool { return a.Before(s.to) && !b.Before(s.from) }

func (m *meeting) concerns(email string) bool {
	return strings.EqualFold(m.HostEmail, email) ||
		slices.ContainsFunc(m.invited, func(address string) bool { return strings.EqualFold(address, email) })
}

func (o *Organization) meetingByID(id string) *meeting {
	i := slices.IndexFunc(o.meetings, func(m *meeting) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return o.meetings[i]
}

// serveInvitees knows no lists for Personal Room meetings, as Webex.
func (o *Organization) serveInvitees(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("meetingId")
	m := o.meetingByID(id)
	switch {
	case id == "":
		o.fail(w, http.StatusBadRequest, "meetingId is required")
		return
	case m == nil:
		o.fail(w, http.StatusNotFound, "no such meeting")
		return
	case m.ScheduledType == "personalRoomMeeting":
		o.fail(w, http.StatusBadRequest, "personal room meetings are not supported")
		return
	}
	var list []invitee
	for _, i := range o.invitees {
		if i.MeetingID == m.MeetingSeriesID {
			i.MeetingID = m.ID
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b invitee) int { return strings.Compare(a.Email, b.Email) })
	page(o, w, r, paging{usual: 10, most: 100}, list)
}

// serveParticipants lists who joined in a window, which is the last seven days
// unless the request says otherwise.
func (o *Organization) serveParticipants(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("meetingId")
	m := o.meetingByID(id)
	switch {
	case id == "":
		o.fail(w, http.StatusBadRequest, "meetingId is required")
		return
	case m == nil || m.MeetingType != "meeting":
		o.fail(w, http.StatusNotFound, "no such meeting")
		return
	}
	window, ok := o.window(w, r, limits{from: "joinTimeFrom", to: "joinTimeTo", longest: 90 * day})
	if !ok {
		return
	}
	var list []participant
	for _, p := range o.participants {
		if joined, ok := moment(p.JoinedTime); p.MeetingID == id && ok && window.holds(joined) {
			list = append(list, p)
		}
	}
	page(o, w, r, paging{usual: 10, most: 100}, list)
}

func (o *Organization) serveUsage(w http.ResponseWriter, r *http.Request) {
	if !r.URL.Query().Has("siteUrl") {
		o.fail(w, http.StatusBadRequest, "siteUrl is required")
		return
	}
	s, ok := o.siteOf(w, r)
	if !ok {
		return
	}
	window, ok := o.window(w, r, limits{longest: 30 * day, back: 90 * day})
	if !ok {
		return
	}
	var rows []usageRow
	for _, row := range o.usage {
		if row.site == s.url && window.holds(row.from) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b usageRow) int { return a.from.Compare(b.from) })
	page(o, w, r, paging{usual: 10, most: 1000}, rows)
}
