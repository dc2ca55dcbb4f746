// Package synth invents Webex organisations and answers for them in the raw
// shapes of the Webex APIs: everything that Webex would send, secrets and PHI
// included, so that tests can show that none of it goes any further.
//
// The shapes are those of Cisco's OpenAPI documents, but for the places where
// Cisco's guides and clients contradict them; there the organisations behave
// as the guides say. Every secret and every free text holds a canary, a string
// that occurs nowhere else; Canaries lists them.
//
// The organisations are deterministic: they hold their own clock, and two of
// one kind answer alike to the byte.
package synth

import (
	"net/http"
	"sync"
	"time"
)

// Organization is one synthetic organisation. It is an http.Handler that
// answers the endpoints of all three services, whose paths do not collide.
// It may serve several requests at once.
type Organization struct {
	// Name is its display name, Domain the e-mail domain of its staff.
	Name, Domain string
	// UUID is the organisation's id without its envelope.
	UUID string
	// Now is the moment that the organisation lives in, in UTC. Windows that
	// count back from today count back from here, and the Date header says so.
	Now time.Time

	created time.Time
	sites   []*site
	roles   []role
	staff   []*account
	groups  []*group
	hosts   []*account
	auditor *account // whose token is used

	preferences  []*preferences // of hosts, by site
	meetings     []*meeting     // series, occurrences and instances
	invitees     []invitee      // of series, by meeting id
	participants []participant  // of instances
	usage        []usageRow     // of instances
	recordings   []*recording   // in every status
	accesses     []access       // of recordings
	calls        callRecording  // the provider
	callFiles    []callFile     // recorded calls that were removed
	broker       authentication // sign-in settings
	providers    []identityProvider
	settings     map[string]any // of Control Hub
	adminEvents  []auditEvent
	signIns      []auditEvent

	spaces    spacesData
	apps      appsData
	generated generatedData
	telephony telephonyData
	center    centerData
	devices   devicesData
	tls       tlsData

	// refused are the endpoints of which this organisation's token may not make
	// some requests.
	refused map[string]refusal

	canaries canaries

	mu         sync.Mutex
	violations []string
}

// Canaries lists the strings that may not leave the decoder: each occurs in a
// secret, a free text or somebody's identity, and nowhere else.
func (o *Organization) Canaries() []string { return o.canaries.all() }

// Violations lists the requests that a read-only client must never send, as
// "METHOD path", in the order in which they came.
func (o *Organization) Violations() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string(nil), o.violations...)
}

// OrgID is the organisation's id as the public API writes it.
func (o *Organization) OrgID() string { return publicID("ORGANIZATION", o.UUID) }

// refusal is a 403.
type refusal struct {
	when func(*http.Request) bool
	why  string
}
