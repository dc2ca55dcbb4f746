package synth

import (
	"net/http"
	"time"
)

// callRecording is the answer of GET /telephony/config/callRecording.
type callRecording struct {
	Organization struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"organization"`
	Enabled           bool   `json:"enabled"`
	VendorID          string `json:"vendorId,omitempty"`
	VendorName        string `json:"vendorName,omitempty"`
	TermsOfServiceURL string `json:"termsOfServiceUrl,omitempty"`
}

// callFile is one recorded call as GET /admin/convergedRecordings shows it.
type callFile struct {
	ID              string            `json:"id"`
	Topic           string            `json:"topic"`
	CreateTime      string            `json:"createTime"`
	TimeRecorded    string            `json:"timeRecorded"`
	OwnerID         string            `json:"ownerId"`
	OwnerEmail      string            `json:"ownerEmail"`
	OwnerType       string            `json:"ownerType"`
	Format          string            `json:"format"`
	DurationSeconds int               `json:"durationSeconds"`
	SizeBytes       int               `json:"sizeBytes"`
	ServiceType     string            `json:"serviceType"`
	StorageRegion   string            `json:"storageRegion"`
	Status          string            `json:"status"`
	ServiceData     map[string]string `json:"serviceData"`

	at time.Time
}

// addCall adds a recorded call.
func (o *Organization) addCall(owner *account, status, service string, at time.Time) {
	o.callFiles = append(o.callFiles, callFile{
		ID: o.uuid("call", owner.uuid, at), Topic: o.canaries.plant("call-topic"), CreateTime: stamp(at.Add(5 * time.Minute)),
		TimeRecorded: stamp(at), OwnerID: owner.ID, OwnerEmail: owner.email(), OwnerType: "user", Format: "MP3",
		DurationSeconds: 240, SizeBytes: 1_900_000, ServiceType: service, StorageRegion: "US", Status: status,
		ServiceData: map[string]string{"locationId": publicID("LOCATION", o.uuid("location")), "callSessionId": o.canaries.plant("call-session")},
		at:          at,
	})
}

func (o *Organization) serveCallRecording(w http.ResponseWriter, _ *http.Request) {
	c := o.calls
	c.Organization.ID, c.Organization.Name = o.OrgID(), o.Name
	o.answer(w, c)
}

func (o *Organization) serveConvergedRecordings(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	window, ok := o.window(w, r, limits{longest: 30 * day})
	if !ok {
		return
	}
	status := query.Get("status")
	if status == "" {
		status = "available"
	}
	var list []callFile
	for _, c := range o.callFiles {
		if c.Status == status && window.holds(c.at) && (!query.Has("serviceType") || query.Get("serviceType") == c.ServiceType) {
			list = append(list, c)
		}
	}
	page(o, w, r, paging{usual: 10, most: 100}, list)
}
