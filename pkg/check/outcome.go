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
	// Partial counts the resources that failed although something about them
	// was not learnt: they stand under Failed, but what is missing could have
	// been worse.
	Partial int
	// Findings holds every finding, passing ones included, worst first.
	Findings []finding.Finding
}
