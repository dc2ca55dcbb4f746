package attest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// proved says whether an entry names its document with a hash.
func proved(a check.Attestation) bool {
	return a.Proof == check.ProofVerified || a.Proof == check.ProofStated
}

// unticked lists those of the details, each a yes or no, that the entry does
// not say yes to.
func unticked(a check.Attestation, details []check.Detail) []string {
	var open []string
	for _, d := range details {
		if yes, _ := a.Bool(d.Name); !yes {
			open = append(open, d.Name)
		}
	}
	return open
}

// lastReview is when what an entry is about was last looked at: the day that it
// gives, or else that of its signature. A review after today does not count.
func lastReview(in *check.Input, a check.Attestation) finding.Day {
	reviewed := a.Day("reviewed_on")
	if reviewed.IsZero() || reviewed.After(in.Today) {
		return a.SignedOn
	}
	return reviewed
}

// yearsAfter is the same date so many years later (rule R8).
func yearsAfter(d finding.Day, years int) time.Time { return d.Time().AddDate(years, 0, 0) }

// entry is the newest entry of the register about one named thing.
type entry struct {
	name string // the word of its scope; empty when it names none
	check.Attestation
}

// newest returns the newest entry for each thing that entries of a statement
// name, sorted by name. An entry that is signed after today does not count.
func newest(in *check.Input, st check.Statement) []entry {
	by := map[string]entry{}
	for _, a := range in.Attestations {
		if a.Statement != st.ID || a.SignedOn.After(in.Today) {
			continue
		}
		names := a.Scope
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			key := strings.ToLower(name)
			if old, known := by[key]; !known || in.Replaces(a, old.Attestation) {
				by[key] = entry{name, a}
			}
		}
	}
	all := make([]entry, 0, len(by))
	for _, e := range by {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	return all
}

// alone is the input with this entry as the whole register.
func (e entry) alone(in *check.Input) *check.Input {
	one := *in
	one.Attestations = []check.Attestation{e.Attestation}
	return &one
}

// outside compares a list of product lines with those in use: missing are in
// use and not in it, and of some that are not in it the use was not learnt.
func outside(in *check.Input, listed []string) (missing []line, unlearnt []finding.Finding) {
	for _, l := range lines {
		if slices.Contains(listed, string(l)) {
			continue
		}
		switch u := usageOf(in, l); {
		case u.inUse():
			missing = append(missing, l)
		case u.gap != nil && !u.hidden:
			unlearnt = append(unlearnt, u.unlearnt(l.resource(), "and it is not in the scope"))
		}
	}
	return missing, unlearnt
}

func listLines(ls []line) string {
	var words []string
	for _, l := range ls {
		words = append(words, string(l))
	}
	return check.List(words)
}
