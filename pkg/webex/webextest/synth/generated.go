package synth

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// generatedData is what the organisation has of this area.
type generatedData struct {
	transcripts []transcript
	keyServers  []keyServers
	vidcast     bool
	vidcastName string
	guests      int // identities that service apps made
}

// transcript is one transcript as GET /admin/meetingTranscripts shows it.
type transcript struct {
	ID                 string `json:"id"`
	SiteURL            string `json:"siteUrl"`
	StartTime          string `json:"startTime"`
	MeetingTopic       string `json:"meetingTopic"`
	MeetingID          string `json:"meetingId"`
	ScheduledMeetingID string `json:"scheduledMeetingId"`
	MeetingSeriesID    string `json:"meetingSeriesId"`
	HostUserID         string `json:"hostUserId"`
	VTTDownloadLink    string `json:"vttDownloadLink"`
	TXTDownloadLink    string `json:"txtDownloadLink"`
	Status             string `json:"status"`

	at time.Time
}

// keyServers is the answer of GET /hds/organizations/{organizationId}.
type keyServers struct {
	OrgID    string       `json:"orgId"`
	OrgName  string       `json:"orgName"`
	OrgType  string       `json:"orgType"`
	OrgMode  string       `json:"orgMode"`
	Clusters []keyCluster `json:"clusters"`
}

type keyCluster struct {
	ClusterID   string `json:"clusterId"`
	ClusterName string `json:"clusterName"`
}

func generatedRoutes() []route {
	return []route{
		{"/v1/admin/meetingTranscripts", (*Organization).serveTranscripts},
		{"/v1/admin/meeting/config/sessionTypes", (*Organization).serveSessionTypes},
		{"/v1/hds/organizations/{orgId}", (*Organization).serveKeyServers},
		{"/v1/settings/organizations/{orgId}/settings/{settingKey}", (*Organization).serveOrganizationSetting},
		{"/v1/guests/count", (*Organization).serveGuests},
	}
}

// foundGenerated fills the area as the checklist asks for: no texts are made.
// The logs reach back as far as Webex keeps them.
func foundGenerated(o *Organization) {
	o.log(change{by: o.auditor, at: o.at(-350, 15), category: "LOGINS", what: "An Admin logged in"})
	for _, a := range o.staff {
		o.signIn(a, o.at(-50, 13), "LOGINS")
	}
	o.generated.keyServers = []keyServers{}
	o.generated.vidcastName = "Vidcast " + o.canaries.plant("setting-name")
}

// spoilGenerated makes the clinic's mistakes in it.
func spoilGenerated(o *Organization) {
	for _, h := range []*account{o.hosts[4], o.hosts[9]} {
		o.preferencesOf(h.email(), h.sites[0].url).scheduling.EnabledWebexAssistantByDefault = true
	}
	visit := o.instances(o.hosts[4], "past visit")[0]
	visit.HasTranscription, visit.hasSummary = true, true
	o.transcribe(visit, o.hosts[4], "available")
	huddle := o.instances(o.hosts[9], "huddle")[0]
	huddle.HasClosedCaption = true
	care := o.instances(o.hosts[4], "care")[0]
	o.transcribe(care, o.hosts[4], "deleted")

	o.generated.vidcast = true
	o.generated.guests = 14
	o.generated.keyServers = []keyServers{{
		OrgID: o.OrgID(), OrgName: o.canaries.plant("hds-org"), OrgType: "Single Tenant", OrgMode: "Production",
		Clusters: []keyCluster{{publicID("HYBRID_CLUSTER", o.uuid("hds")), o.canaries.plant("hds-cluster")}},
	}}
	o.log(change{by: o.auditor, at: o.at(-25, 16), category: "ORGANIZATION", what: "Block External Communications Was Disabled"})
}

// transcribe adds the transcript of an instance.
func (o *Organization) transcribe(m *meeting, host *account, status string) {
	link := "https://" + m.SiteURL + "/v1/meetingTranscripts/" + o.canaries.plant("transcript-link") + "/download?format="
	o.generated.transcripts = append(o.generated.transcripts, transcript{
		ID: o.hexID("transcript", m.ID), SiteURL: m.SiteURL, StartTime: milli(m.from), MeetingTopic: o.canaries.plant("transcript-topic"),
		MeetingID: m.ID, ScheduledMeetingID: m.ScheduledMeetingID, MeetingSeriesID: m.MeetingSeriesID, HostUserID: host.ID,
		VTTDownloadLink: link + "vtt", TXTDownloadLink: link + "txt", Status: status, at: m.from,
	})
}

// serveTranscripts lists the transcripts of one site to a compliance officer.
func (o *Organization) serveTranscripts(w http.ResponseWriter, r *http.Request) {
	if !r.URL.Query().Has("siteUrl") {
		o.fail(w, http.StatusBadRequest, "siteUrl is required")
		return
	}
	s, ok := o.siteOf(w, r)
	if !ok {
		return
	}
	if !o.holds(o.auditor, "Compliance Officer") {
		o.fail(w, http.StatusForbidden, "the caller is no compliance officer")
		return
	}
	window, ok := o.window(w, r, limits{})
	if !ok {
		return
	}
	var list []transcript
	for _, t := range o.generated.transcripts {
		if t.SiteURL == s.url && window.holds(t.at) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b transcript) int { return b.at.Compare(a.at) })
	page(o, w, r, paging{usual: 10, most: 100}, list)
}

// holds says whether an account has the role itself.
func (o *Organization) holds(a *account, name string) bool {
	return a.Roles != nil && slices.ContainsFunc(o.roles, func(r role) bool { return r.Name == name && slices.Contains(*a.Roles, r.ID) })
}

func (o *Organization) serveSessionTypes(w http.ResponseWriter, r *http.Request) {
	s, ok := o.siteOf(w, r)
	if !ok {
		return
	}
	list := []map[string]string{}
	for _, kind := range [][4]string{
		{"3", "PRO", "Pro meeting", "meeting"},
		{"9", "ONS", "Online Event", "EventCenter"},
		{"214", "E2E", "Pro-End to End Encryption_VOIPonly", "privateMeeting"},
	} {
		list = append(list, map[string]string{"id": kind[0], "shortName": kind[1], "siteUrl": s.url, "name": kind[2], "type": kind[3]})
	}
	o.answer(w, map[string]any{"items": list})
}

func (o *Organization) serveKeyServers(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{"items": o.generated.keyServers})
}

// serveOrganizationSetting knows the one documented setting that is asked for.
func (o *Organization) serveOrganizationSetting(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("settingKey") != "allow-vidcast-access" {
		o.fail(w, http.StatusNotFound, "no such setting")
		return
	}
	o.answer(w, map[string]any{"key": "allow-vidcast-access", "value": o.generated.vidcast, "name": o.generated.vidcastName})
}

// serveGuests answers with a bare number, as Webex does.
func (o *Organization) serveGuests(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write([]byte(strconv.Itoa(o.generated.guests))) // the client may be gone
}
