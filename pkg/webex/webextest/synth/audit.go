package synth

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// auditEvent is one line of the admin audit log or of the sign-in log.
type auditEvent struct {
	Data       auditData `json:"data"`
	Created    string    `json:"created"`
	ActorOrgID string    `json:"actorOrgId"`
	ID         string    `json:"id"`
	ActorID    string    `json:"actorId"`

	at time.Time
}

type auditData struct {
	ActorOrgName     string   `json:"actorOrgName"`
	TargetName       string   `json:"targetName,omitempty"`
	EventDescription string   `json:"eventDescription"`
	ActorName        string   `json:"actorName"`
	ActorEmail       string   `json:"actorEmail"`
	AdminRoles       []string `json:"adminRoles,omitempty"`
	TrackingID       string   `json:"trackingId"`
	TargetType       string   `json:"targetType,omitempty"`
	TargetID         string   `json:"targetId,omitempty"`
	EventCategory    string   `json:"eventCategory"`
	ActorUserAgent   string   `json:"actorUserAgent"`
	ActorIP          string   `json:"actorIp"`
	TargetOrgID      string   `json:"targetOrgId,omitempty"`
	ActionText       string   `json:"actionText"`
	TargetOrgName    string   `json:"targetOrgName,omitempty"`
	// Keys that no document names, but that clients have seen.
	RoleAdded     string `json:"roleAdded,omitempty"`
	SettingName   string `json:"settingName,omitempty"`
	SettingValue  any    `json:"settingValue,omitempty"`
	PreviousValue any    `json:"previousValue,omitempty"`
	Changes       any    `json:"changes,omitempty"`
	ErrorCode     string `json:"errorCode,omitempty"`
	ErrorMessage  string `json:"errorMessage,omitempty"`
}

// change is one entry for the admin audit log.
type change struct {
	by       *account
	at       time.Time
	category string // without the prefix
	what     string // the event's description
	target   *account
	role     string // the role that was added
	about    string // tells events of one moment apart
}

// log writes a change into the admin audit log. The actor's id is the bare
// form there, and the category has its prefix.
func (o *Organization) log(c change) *auditEvent {
	e := auditEvent{
		Created: milli(c.at), ActorOrgID: o.OrgID(), ID: bareID(o.auditID(c)), ActorID: bareID(c.by.uuid), at: c.at,
		Data: auditData{
			ActorOrgName: o.Name, EventDescription: c.what, ActorName: c.by.DisplayName, ActorEmail: c.by.email(),
			AdminRoles: []string{"Full_Admin"}, TrackingID: "ATLAS_" + o.uuid("atlas", c.by.uuid, c.at) + "_0",
			TargetType: "TargetResourceType.ORG", TargetID: bareID(o.UUID), TargetName: o.Name, EventCategory: "EventCategory." + c.category,
			ActorUserAgent: "Mozilla/5.0 " + o.canaries.plant("agent"), ActorIP: o.canaries.address(), TargetOrgID: o.OrgID(),
			ActionText: "Somebody changed " + o.canaries.plant("action"), TargetOrgName: o.Name, RoleAdded: c.role,
		},
	}
	if c.target != nil {
		e.Data.TargetType, e.Data.TargetID, e.Data.TargetName = "TargetResourceType.USER", bareID(c.target.uuid), c.target.DisplayName
	}
	o.adminEvents = append(o.adminEvents, e)
	return &o.adminEvents[len(o.adminEvents)-1]
}

func (o *Organization) auditID(c change) string {
	if c.about == "" {
		return o.uuid("audit", c.by.uuid, c.at, c.what)
	}
	return o.uuid("audit", c.by.uuid, c.at, c.what, c.about)
}

// signIn writes a line into the sign-in log, which names the actor by the
// public id and the category without a prefix.
func (o *Organization) signIn(a *account, at time.Time, category string) {
	o.signIns = append(o.signIns, auditEvent{
		Created: milli(at), ActorOrgID: o.OrgID(), ID: bareID(o.uuid("sign-in", a.uuid, at)), ActorID: a.ID, at: at,
		Data: auditData{ActorOrgName: o.Name, EventDescription: "A user logged in", ActorName: a.DisplayName, ActorEmail: a.email(),
			TrackingID: "CI_" + o.uuid("ci", a.uuid, at), EventCategory: category, ActorUserAgent: "Mozilla/5.0 " + o.canaries.plant("agent"),
			ActorIP: o.canaries.address(), ActionText: "Somebody signed in " + o.canaries.plant("action")},
	})
}

func (o *Organization) serveAdminAudit(w http.ResponseWriter, r *http.Request) {
	o.serveLog(w, r, o.adminEvents, limits{required: true, longest: 366 * day}, paging{usual: 100, most: 200, from: "offset"})
}

func (o *Organization) serveSecurityAudit(w http.ResponseWriter, r *http.Request) {
	o.serveLog(w, r, o.signIns, limits{from: "startTime", to: "endTime", required: true, longest: 366 * day}, paging{usual: 100, most: 1000})
}

// serveLog lists events, newest first.
func (o *Organization) serveLog(w http.ResponseWriter, r *http.Request, log []auditEvent, l limits, p paging) {
	query := r.URL.Query()
	if query.Get("orgId") != o.OrgID() {
		o.fail(w, http.StatusBadRequest, "orgId is required")
		return
	}
	window, ok := o.window(w, r, l)
	if !ok {
		return
	}
	var list []auditEvent
	for _, e := range log {
		category := strings.TrimPrefix(e.Data.EventCategory, "EventCategory.")
		if window.holds(e.at) && (!query.Has("actorId") || query.Get("actorId") == e.ActorID) &&
			(!query.Has("eventCategories") || slices.Contains(strings.Split(query.Get("eventCategories"), ","), category)) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b auditEvent) int { return b.at.Compare(a.at) })
	page(o, w, r, p, list)
}
