package report

import "wxaudit/pkg/finding"

// Waiver is an entry of the policy's waivers, in force or not. What it covers
// stays a failure.
type Waiver struct {
	ID    string `json:"id"`
	Check string `json:"check"`
	// Resources are the patterns of ids or names that it is about.
	Resources []string `json:"resources"`
	Reason    string   `json:"reason"`
	// Measure protects the PHI instead (45 CFR 164.306(d)(3)(ii)(B)(2)).
	Measure   string      `json:"equivalent_measure"`
	Owner     string      `json:"owner"`
	Approvers []string    `json:"approvers"`
	Ticket    string      `json:"ticket"`
	Starts    finding.Day `json:"starts"`
	Expires   finding.Day `json:"expires"` // the last day on which it counts
	// State is in_force, ended or not_begun, on the day of the audit.
	State WaiverState `json:"state"`
	// Covers counts the findings of this report that it covers.
	Covers int `json:"covers"`
}

// WaiverState says whether a waiver counts.
type WaiverState string

// The states of a waiver.
const (
	WaiverInForce  WaiverState = "in_force"
	WaiverEnded    WaiverState = "ended"
	WaiverNotBegun WaiverState = "not_begun"
)

// Attestation is how things stand with one statement that the checks ask a
// person for, or with one scope of it.
type Attestation struct {
	Statement string `json:"statement"`
	Asks      string `json:"asks"`
	// Scope is what it is about, such as a site; empty for the organisation.
	Scope  string   `json:"scope,omitempty"`
	Checks []string `json:"checks"` // that ask for it
	// State is valid, due (30 days or fewer are left), expired, future (signed
	// after the day of the audit) or missing.
	State string `json:"state"`
	// The rest is of the entry that counts, and empty where there is none.
	Answer     string      `json:"answer,omitempty"`
	Owner      string      `json:"owner,omitempty"` // who vouches
	Role       string      `json:"role,omitempty"`
	SignedOn   finding.Day `json:"signed_on,omitzero"`
	ValidUntil finding.Day `json:"valid_until,omitzero"`
	Effective  finding.Day `json:"effective,omitzero"`
	// Evidence says what became of the evidence that the entry names: verified,
	// stated, no_hash, missing or mismatch.
	Evidence string `json:"evidence,omitempty"`
}

// covered counts for each waiver what it covers.
func covered(waivers []Waiver, fs []finding.Finding) []Waiver {
	waivers = list(waivers)
	for i := range waivers {
		w := &waivers[i]
		w.Resources, w.Approvers = list(w.Resources), list(w.Approvers)
		for _, f := range fs {
			if f.Waiver != nil && f.Waiver.ID == w.ID && f.CheckID == w.Check {
				w.Covers++
			}
		}
	}
	return waivers
}
