// Package finding is the vocabulary of a verdict: statuses, severities, and
// the finding that carries them with its evidence.
//
// It is ground: it imports nothing of ours and does no I/O.
package finding

import "time"

// Status is the answer of a check for one resource, or for all of them.
// There is deliberately no "compliant".
type Status string

// The statuses, as they stand in the JSON report.
const (
	Pass          Status = "pass"
	Fail          Status = "fail"
	Warn          Status = "warn"
	Unknown       Status = "unknown"
	NotApplicable Status = "not_applicable"
)

// Statuses lists every status, worst first. The order is the precedence by
// which several answers become one: a failure is a failure whatever else is
// known; what is not known outranks what is merely untidy, so that losing a
// permission can never turn a failure into a warning.
var Statuses = []Status{Fail, Unknown, Warn, Pass, NotApplicable}

// Worst returns the status that speaks for all of those given. Not-applicable
// speaks only when every one of them is, and for an empty list.
func Worst(all ...Status) Status {
	for _, s := range Statuses {
		for _, have := range all {
			if have == s {
				return s
			}
		}
	}
	return NotApplicable
}

// Severity grades a finding, not the law (rule R12): critical means PHI
// reachable by outsiders now, or no contract to hold it; high, one mistake
// away or records lost for good; medium, a layer missing; low, hygiene; info,
// worth a note and never a failure.
type Severity string

// The severities, as they stand in the JSON report.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Info     Severity = "info"
)

// Severities lists every severity, worst first.
var Severities = []Severity{Critical, High, Medium, Low, Info}

// Rank orders severities: 0 is critical. An unknown word ranks behind info.
func (s Severity) Rank() int {
	for i, v := range Severities {
		if v == s {
			return i
		}
	}
	return len(Severities)
}

// Evidence leads back from a verdict to the answer it rests on.
type Evidence struct {
	// Source is the request: method and path, never query values. For an
	// attestation it is the statement's id.
	Source string `json:"source"`
	// Field is the name of the judged field in that answer, dots between levels.
	Field string `json:"field,omitempty"`
	// Value is what was judged: a boolean, a number or a short enumeration
	// word. Nil means that the field was absent. It is never free text.
	Value any `json:"value"`
	// ReadAt is when the answer came, in UTC.
	ReadAt time.Time `json:"read_at,omitzero"`
	// Rank says how far the source can be trusted: one of the ranks of package
	// snapshot (api, control_hub, capture, audit_log, attestation).
	Rank string `json:"rank"`
}

// Resource names what a finding is about.
type Resource struct {
	// Type is one of site, host, meeting, recording, person, setting,
	// organization, administrators, link, section and the like.
	Type string `json:"type"`
	// ID is stable between runs and holds no personal text.
	ID string `json:"id"`
	// Name is for people: a site's address or a member of staff's e-mail.
	// Empty where a name could be PHI, as for meetings.
	Name string `json:"name,omitempty"`
}

// Finding is the answer of one check for one resource.
type Finding struct {
	ID       string   `json:"id"`
	CheckID  string   `json:"check_id"`
	Status   Status   `json:"status"`
	Severity Severity `json:"severity"`
	Resource Resource `json:"resource"`
	Message  string   `json:"message"`
	// Reason says why the status is unknown, and is empty for every other
	// status: one of the gap reasons of package snapshot.
	Reason   string     `json:"reason,omitempty"`
	Evidence []Evidence `json:"evidence"`
	// FirstSeen is the clock of the first audit in the row of those that found it,
	// in UTC; zero where no earlier audit is remembered.
	FirstSeen time.Time `json:"first_seen,omitzero"`
	// Waiver is the accepted deviation that covers this failure; nil when there
	// is none. The status stays what it is.
	Waiver *Waiver `json:"waiver,omitempty"`
}
