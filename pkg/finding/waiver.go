package finding

// Waiver is an accepted deviation: who accepts which failure until when, and
// what is done instead. For an addressable specification it is the record that
// 45 CFR 164.306(d)(3) asks for. A waived failure stays a failure.
type Waiver struct {
	ID string `json:"id"` // names it in reports; unique in the policy
	// Reason says why the failure is accepted, Measure what protects the PHI
	// instead (164.306(d)(3)(ii)(B)(2)).
	Reason  string `json:"reason"`
	Measure string `json:"equivalent_measure"`
	Owner   string `json:"owner"`
	// Approvers said yes: one, or two for a critical check.
	Approvers []string `json:"approvers"`
	Ticket    string   `json:"ticket"`
	// Expires is the last day on which the waiver counts, in the organisation's
	// time zone.
	Expires Day `json:"expires"`
}
