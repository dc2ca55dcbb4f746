package hipaa

// State says what the checks found out about a row. It is evidence for an
// assessment and never the assessment: there is deliberately no state that
// says that a row is met.
type State string

// The states, as they stand in the JSON report, worst first.
const (
	StateFail          State = "fail"           // a check of the row failed
	StateUnknown       State = "unknown"        // something about the row was not learnt, or only people can say it
	StateWarn          State = "warn"           // a check of the row found something to look at
	StateSupported     State = "supported"      // every check of the row that had something to judge gives evidence for it
	StateVendor        State = "vendor"         // Cisco's to show, and no check contradicts
	StateNotAssessed   State = "not_assessed"   // no check gave evidence, for or against
	StateNotApplicable State = "not_applicable" // not about Webex for an ordinary provider
)

// States lists every state, worst first.
var States = []State{
	StateFail, StateUnknown, StateWarn, StateSupported, StateVendor, StateNotAssessed, StateNotApplicable,
}

// RowState is a row of the matrix with what the checks found out about it.
type RowState struct {
	Row   Row
	State State
	// Parts has the state of each party's part, in the order of the row's
	// responsibility.
	Parts []PartState
	// Satisfies are the checks in which a person vouches for the row itself.
	// Supports are all the others: what they find speaks for or against the row,
	// and can never take the place of a person's word.
	Satisfies, Supports []string
}

// PartState is what is known about one party's part of a row.
type PartState struct {
	Responsibility Responsibility
	State          State
}
