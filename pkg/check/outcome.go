package check

import "wxaudit/pkg/finding"

// Outcome is what one check came to over all its resources.
type Outcome struct {
	Check  Check
	Status finding.Status
	// Reason is set when Status is unknown: the reason of the first finding
	// that is.
	Reason string
	// Message is one sentence: what was found, over how many resources.
	Message string
	// Scope is the PHI scope rule that was used (rule R5).
	Scope string
	// Evaluated counts the resources that were judged, Unknown those that were
	// not; Evaluated = passed + warned + failed.
	Evaluated, Passed, Warned, Failed, Unknown, NotApplicable int
	// Disabled says that the policy leaves the check out, for the reason in
	// Message; nothing was judged.
	Disabled bool
	// Waived says that every failure has a waiver in force.
	Waived bool
	// Adjusted lists what the policy changed about the check.
	Adjusted []Adjustment
	// Partial counts the resources that failed although something about them
	// was not learnt: they stand under Failed, but what is missing could have
	// been worse.
	Partial int
	// Findings holds every finding, passing ones included, worst first.
	Findings []finding.Finding
}

// Adjustment is a parameter, or the severity, that the policy changed: it is
// shown beside the result, so that a loosened threshold cannot hide.
type Adjustment struct {
	Name    string `json:"name"` // of the parameter, or "severity"
	Default any    `json:"default"`
	Value   any    `json:"value"`
}
