package synth

import (
	"net/http"
	"slices"
)

// appsData is what the organisation has of this area.
type appsData struct {
	webhooks      []webhook
	subscriptions []subscription
	grants        []grant
	policy        string // what happens to integrations that nobody named
	policyName    string
	used          []usedApp
}

// webhook is one webhook; those without ownedBy belong to the auditor.
type webhook struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	TargetURL string `json:"targetUrl"`
	Resource  string `json:"resource"`
	Event     string `json:"event"`
	Filter    string `json:"filter,omitempty"`
	Secret    string `json:"secret,omitempty"`
	Status    string `json:"status"`
	Created   string `json:"created"`
	OwnedBy   string `json:"ownedBy"`
}

// subscription is one of the Contact Center.
type subscription struct {
	ID              string   `json:"id"`
	Name            string   `json:"name"`
	Description     string   `json:"description"`
	EventTypes      []string `json:"eventTypes"`
	DestinationURL  string   `json:"destinationUrl"`
	CreatedTime     int64    `json:"createdTime"`
	CreatedBy       string   `json:"createdBy"`
	Status          string   `json:"status"`
	LastUpdatedTime int64    `json:"lastUpdatedTime"`
	LastUpdatedBy   string   `json:"lastUpdatedBy"`
	ResourceVersion string   `json:"resourceVersion"`
}

// linkedFolder is a folder of another service in a space.
type linkedFolder struct {
	ID            string `json:"id"`
	RoomID        string `json:"roomId"`
	RoomType      string `json:"roomType"`
	DriveID       string `json:"driveId"`
	ItemID        string `json:"itemId"`
	DefaultFolder string `json:"defaultFolder"`
	DisplayName   string `json:"displayName"`
	ContentURL    string `json:"contentUrl"`
	CreatorID     string `json:"creatorId"`
	Created       string `json:"created"`
}

// grant is an application that somebody has authorised.
type grant struct {
	ID              string `json:"id"`
	ApplicationID   string `json:"applicationId"`
	ApplicationName string `json:"applicationName"`
	PersonID        string `json:"personId"`
	ClientID        string `json:"clientId"`
	Created         string `json:"created"`
	Type            string `json:"type"`
}

// usedApp is an integration in use, as Control Hub's pages see it.
type usedApp struct {
	ID              string `json:"id"`
	OrgID           string `json:"orgId"`
	PolicyID        string `json:"policyId"`
	AppID           string `json:"appId"`
	AppName         string `json:"appName"`
	AppClientID     string `json:"appClientId"`
	AppCompanyURL   string `json:"appCompanyUrl"`
	AppContactName  string `json:"appContactName"`
	AppContactEmail string `json:"appContactEmail"`
	AppUserAdoption int    `json:"appUserAdoption"`
	PolicyAction    string `json:"policyAction"`
	AppCreated      string `json:"appCreated"`
}

func appsRoutes() []route {
	return []route{
		{"/v1/webhooks", (*Organization).serveWebhooks},
		{"/v2/subscriptions", (*Organization).serveSubscriptions},
		{"/v1/dataSources", (*Organization).serveDataSources},
		{"/v1/dataSources/{dataSourceId}", (*Organization).serveDataSources},
		{"/v1/room/linkedFolders", (*Organization).serveLinkedFolders},
		{"/v1/authorizations", (*Organization).serveAuthorizations},
		{"/v1/policies", (*Organization).servePolicies},
		{"/v1/applications/usage", (*Organization).serveUsedApps},
	}
}

// foundApps fills the area as the checklist asks for: nothing is sent anywhere,
// one integration is allowed, and all others are denied.
func foundApps(o *Organization) {
	o.apps.policy, o.apps.policyName = "deny", o.canaries.plant("policy-name")
	o.use("Webex Audit", 1)
	o.authorize(o.auditor, "Webex Audit", -20)
}

// spoilApps makes the clinic's mistakes in it.
func spoilApps(o *Organization) {
	o.apps.webhooks = []webhook{
		o.webhookTo("recordings", "https://collector.vendor.example:8443/in/", "org"),
		o.webhookTo("meetings", "http://integration.mercyvalley.example/hook/", "org"),
		o.webhookTo("messages", "https://7f3a.ngrok.io/", "creator"),
		o.webhookTo("memberships", "https://old.vendor.example/", "org"),
	}
	o.apps.webhooks[2].Secret = ""
	o.apps.webhooks[3].Status = "inactive"

	o.apps.subscriptions = []subscription{{
		ID: o.uuid("subscription"), Name: o.canaries.plant("subscription-name"), Description: o.canaries.plant("subscription-text"),
		EventTypes: []string{"task:new", "capture:available"}, DestinationURL: "https://events.vendor.example/" + o.canaries.plant("subscription-path"),
		CreatedTime: o.at(-90, 9).UnixMilli(), CreatedBy: o.staff[1].email(), Status: "active",
		LastUpdatedTime: o.at(-80, 9).UnixMilli(), LastUpdatedBy: o.staff[1].email(), ResourceVersion: "agent:1.0.0",
	}}

	o.apps.policy = "allow"
	o.use("Webex Audit", 1)
	o.use("Visit Notes Helper", 7)
	o.authorize(o.staff[37], "Visit Notes Helper", -30) // the compliance officer among the administrators
	o.authorize(o.staff[4], "Visit Notes Helper", -300)
	o.authorize(o.staff[36], "Visit Notes Helper", -45) // full administrator through a group
}

// webhookTo makes a webhook with a secret.
func (o *Organization) webhookTo(resource, address, owner string) webhook {
	return webhook{
		ID: publicID("WEBHOOK", o.uuid("webhook", resource, address)), Name: o.canaries.plant("webhook-name"),
		TargetURL: address + o.canaries.plant("webhook-path") + "?token=" + o.canaries.plant("webhook-token"), Resource: resource, Event: "created",
		Filter: "roomId=" + o.canaries.plant("webhook-filter"), Secret: o.canaries.plant("webhook-secret"), Status: "active",
		Created: milli(o.at(-150, 11)), OwnedBy: owner,
	}
}

// clientID is that of an application.
func (o *Organization) clientID(app string) string { return "C" + o.hexID("client", app) }

// authorize lets somebody give an application a token.
func (o *Organization) authorize(a *account, app string, days int) {
	o.apps.grants = append(o.apps.grants, grant{
		ID: publicID("AUTHORIZATION", o.uuid("grant", a.uuid, app)), ApplicationID: publicID("APPLICATION", o.uuid("application", app)), ApplicationName: app,
		PersonID: a.ID, ClientID: o.clientID(app), Created: milli(o.at(days, 13)), Type: "refresh",
	})
}

// use puts an application on the list of those in use, once.
func (o *Organization) use(app string, people int) {
	o.apps.used = slices.DeleteFunc(o.apps.used, func(u usedApp) bool { return u.AppName == app })
	o.apps.used = append(o.apps.used, usedApp{
		ID: o.uuid("usage", app), OrgID: o.OrgID(), PolicyID: publicID("POLICY", o.uuid("policy", app)), AppID: publicID("APPLICATION", o.uuid("application", app)),
		AppName: app, AppClientID: o.clientID(app), AppCompanyURL: "https://" + o.canaries.plant("company") + ".example/",
		AppContactName: o.canaries.plant("contact-name"), AppContactEmail: o.canaries.plant("contact") + "@vendor.example",
		AppUserAdoption: people, PolicyAction: "Allow", AppCreated: milli(o.at(-500, 9)),
	})
}

func (o *Organization) serveWebhooks(w http.ResponseWriter, r *http.Request) {
	shared := r.URL.Query().Get("ownedBy") == "org"
	var list []webhook
	for _, h := range o.apps.webhooks {
		if shared != (h.OwnedBy == "org") {
			continue
		}
		if shared {
			h.Secret = "" // of others it is not shown
		}
		list = append(list, h)
	}
	page(o, w, r, paging{usual: 100, most: 100}, list)
}

func (o *Organization) serveSubscriptions(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{
		"data": some(o.apps.subscriptions),
		"meta": map[string]any{"orgId": o.UUID, "subscriptionCount": len(o.apps.subscriptions)},
	})
}

// serveDataSources refuses everybody but service apps, and shows them their own,
// of which there are none.
func (o *Organization) serveDataSources(w http.ResponseWriter, _ *http.Request) {
	if o.auditor.Type == "appuser" {
		o.answer(w, map[string]any{"items": []any{}})
		return
	}
	o.fail(w, http.StatusForbidden, "data sources are shown to the service app that registered them")
}

func (o *Organization) serveLinkedFolders(w http.ResponseWriter, r *http.Request) {
	s := o.seen(r.URL.Query().Get("roomId"))
	if s == nil {
		o.fail(w, http.StatusNotFound, "the space could not be found")
		return
	}
	o.answer(w, map[string]any{"items": some(s.folders)})
}

func (o *Organization) serveAuthorizations(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if query.Has("personId") == query.Has("personEmail") {
		o.fail(w, http.StatusBadRequest, "either personId or personEmail is required")
		return
	}
	list := []grant{}
	for _, g := range o.apps.grants {
		a := o.byEmail(query.Get("personEmail"))
		if g.PersonID == query.Get("personId") || a != nil && g.PersonID == a.ID {
			list = append(list, g)
		}
	}
	o.answer(w, map[string]any{"items": list})
}

func (o *Organization) servePolicies(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{"items": []map[string]any{{
		"id": publicID("POLICY", o.uuid("policy")), "name": o.apps.policyName, "orgId": o.OrgID(), "type": "default",
		"action": o.apps.policy, "created": milli(o.created),
	}}})
}

// serveUsedApps counts with start and count.
func (o *Organization) serveUsedApps(w http.ResponseWriter, r *http.Request) {
	start, ok := number(r.URL.Query(), "start", 0)
	count, ok2 := number(r.URL.Query(), "count", 10)
	if !ok || !ok2 || start < 0 || count < 1 {
		o.fail(w, http.StatusBadRequest, "start or count is malformed")
		return
	}
	from := min(start, len(o.apps.used))
	o.answer(w, map[string]any{"items": some(o.apps.used[from:min(from+count, len(o.apps.used))])})
}
