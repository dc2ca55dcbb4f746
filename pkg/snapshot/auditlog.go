package snapshot

import "time"

// AuditReach says whether the admin audit log still answers for the oldest
// month that it should keep (GET /adminAudit/events, now − 365 to − 330 days).
type AuditReach struct {
	Oldest time.Time `json:"oldest,omitzero"` // the oldest event that came; zero when none did
	Events Opt[int]  `json:"events,omitzero"`
}

// TLSEndpoint is one host with the versions of TLS that it accepts, found out
// by handshakes.
type TLSEndpoint struct {
	Host string `json:"host"`
	Kind string `json:"kind"` // site, service, webhook
	Gap  *Gap   `json:"gap,omitempty"`
	// Versions are by name (1.0 to 1.3); Unknown where this machine could not
	// offer it.
	Versions map[string]Tri `json:"versions,omitempty"`
	// PublicCA says whether the certificate leads to a public authority; No means
	// that something else answers in its place.
	PublicCA Tri `json:"public_ca,omitzero"`
}

// ItemGap returns why this host could not be probed.
func (e TLSEndpoint) ItemGap() *Gap { return e.Gap }

// Contradiction is one setting for which two sources of different rank gave
// different values.
type Contradiction struct {
	Field  string `json:"field"` // section.field, as in check.Check.Fields
	Better Source `json:"better"`
	// Value is what the better source says, Other what the lesser one does:
	// a boolean, a number or a short word.
	Value  any    `json:"value"`
	Lesser Source `json:"lesser"`
	Other  any    `json:"other"`
}
