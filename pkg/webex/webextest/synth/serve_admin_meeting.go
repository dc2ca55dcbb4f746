package synth

import (
	"encoding/json"
	"net/http"
)

// serveAdminMeeting shows one series, occurrence or instance without what
// Webex hides from administrators.
func (o *Organization) serveAdminMeeting(w http.ResponseWriter, r *http.Request) {
	m := o.meetingByID(r.PathValue("meetingId"))
	if m != nil && m.MeetingType == "meetingSeries" && r.URL.Query().Get("current") == "true" {
		m = o.nextOf(m)
	}
	if m == nil {
		o.fail(w, http.StatusNotFound, "no such meeting")
		return
	}
	b, err := json.Marshal(m)
	if err != nil {
		panic(err) // our own types always marshal
	}
	var shown map[string]any
	if err := json.Unmarshal(b, &shown); err != nil {
		panic(err)
	}
	for _, hidden := range []string{"agenda", "hostKey", "password", "phoneAndVideoSystemPassword", "webLink", "sipAddress", "dialInIpAddress"} {
		delete(shown, hidden)
	}
	delete(shown["telephony"].(map[string]any), "accessCode")
	o.answer(w, shown)
}

// nextOf is the next occurrence of a series, or nil.
func (o *Organization) nextOf(series *meeting) *meeting {
	var next *meeting
	for _, m := range o.meetings {
		if m.MeetingSeriesID == series.ID && m.MeetingType == "scheduledMeeting" && (next == nil || m.from.Before(next.from)) {
			next = m
		}
	}
	return next
}
