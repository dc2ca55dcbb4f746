package check

// Coverage says how much of the checklist was decided, and on what evidence.
type Coverage struct {
	// Checks = Decided + Unknown + Disabled. NotApplicable counts those of the
	// decided checks that had nothing to judge.
	Checks, Decided, Unknown, NotApplicable, Disabled int
	// ByRank counts the decided checks by the weakest rank of evidence that
	// they rest on (see snapshot.Rank). A check that rests on none is counted
	// nowhere.
	ByRank map[string]int
}

// Gap is something that was asked for and not learnt, and the checks that
// wanted it.
type Gap struct {
	Section string   // a snapshot.Name
	Reason  string   // a snapshot.Reason
	Detail  string   // one sentence for the administrator
	Checks  []string // the ids of the checks that read the section, in the order given
}

// Step is something that an administrator can do so that unknown checks are
// decided.
type Step struct {
	Kind StepKind
	// What is the scope, the role, the statement or whatever else is missing, as
	// a short key; Text says in one sentence what to do.
	What, Text string
	Checks     []string // the ids of the unknown checks that want it
}

// StepKind says what sort of thing is missing.
type StepKind string

// The kinds of steps.
const (
	StepAttest  StepKind = "attestation" // somebody must say it
	StepScope   StepKind = "permission"  // the token lacks a scope or a role
	StepLicence StepKind = "licence"     // the feature is not bought
	StepCapture StepKind = "capture"     // the administrator's browser sees it
	StepRetry   StepKind = "retry"       // a later run may read it
	StepOther   StepKind = "other"       // see the check
)
