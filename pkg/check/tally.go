package check

// Coverage says how much of the checklist was decided, and on what evidence.
type Coverage struct {
	// Checks = Decided + Unknown. NotApplicable counts those of the decided
	// checks that had nothing to judge.
	Checks, Decided, Unknown, NotApplicable int
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
