package snapshot

import "time"

// Webhook sends copies of events to another place (GET /webhooks and
// GET /webhooks?ownedBy=org). Of its address only scheme and host are held.
// Webhooks that other people made for themselves are in neither list.
type Webhook struct {
	ID       string    `json:"id"`
	Scheme   string    `json:"scheme,omitempty"`
	Host     string    `json:"host,omitempty"` // lower case, without port
	Port     string    `json:"port,omitempty"` // where it is not 443
	Resource string    `json:"resource,omitempty"`
	Event    string    `json:"event,omitempty"`
	Status   string    `json:"status,omitempty"`   // active, inactive
	OwnedBy  string    `json:"owned_by,omitempty"` // creator, org
	Secret   Tri       `json:"secret,omitzero"`    // whether there is one; Unknown where Webex may hide it
	Own      Tri       `json:"own,omitzero"`       // created by the token's own user
	Created  time.Time `json:"created,omitzero"`
}

// Outlet is another way out of Webex: a Contact Center event subscription
// (GET /v2/subscriptions), a data source (GET /dataSources) or the folder of
// another service that is linked to a space (GET /room/linkedFolders).
type Outlet struct {
	Kind   string   `json:"kind"` // subscription, data_source, linked_folder
	ID     string   `json:"id"`
	Scheme string   `json:"scheme,omitempty"`
	Host   string   `json:"host,omitempty"`
	Status string   `json:"status,omitempty"`
	Events []string `json:"events,omitempty"`
}

// PersonApps are the applications that one person has authorised
// (GET /authorizations?personId=).
type PersonApps struct {
	PersonID string `json:"person_id"`
	Email    string `json:"email,omitempty"`
	Gap      *Gap   `json:"gap,omitempty"`
	Apps     []App  `json:"apps"`
}

// ItemGap returns why the applications of this person are not known.
func (p PersonApps) ItemGap() *Gap { return p.Gap }

// App is one authorised application. Scopes are not in the answer.
type App struct {
	ClientID string    `json:"client_id"`
	Name     string    `json:"name"`
	Type     string    `json:"type,omitempty"` // refresh, access
	Created  time.Time `json:"created,omitzero"`
}

// AppPolicy is what Control Hub does with integrations that nobody named
// (GET /policies?type=default; rank control_hub).
type AppPolicy struct {
	Action string `json:"action"` // allow, deny
}

// UsedApp is one integration that somebody of the organisation uses
// (GET /applications/usage; rank control_hub).
type UsedApp struct {
	ClientID string   `json:"client_id"`
	Name     string   `json:"name"`
	Users    Opt[int] `json:"users,omitzero"`
	Action   string   `json:"action,omitempty"` // allow, deny
}

// Guests is how many guest identities exist (GET /guests/count).
type Guests struct {
	Count Opt[int] `json:"count,omitzero"`
}
