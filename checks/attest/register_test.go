package attest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/checks/attest"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
)

// everyExample calls visit with each example of each check of the area.
func everyExample(t *testing.T, visit func(t *testing.T, c check.Check, e checks.Example)) {
	t.Helper()
	for _, c := range attest.All() {
		byStatus, err := checks.Examples(c.ID)
		require.NoError(t, err)
		for _, status := range c.Answers {
			t.Run(fmt.Sprintf("%s/%s", c.ID, status), func(t *testing.T) { visit(t, c, byStatus[status]) })
		}
	}
}

func status(c check.Check, e checks.Example, entries []check.Attestation) finding.Status {
	in := *e.Input
	in.Attestations = entries
	return engine.Evaluate(c, &in).Status
}

// better says whether an answer is better than another. That nothing is to be
// judged is as good as a pass.
func better(a, than finding.Status) bool {
	worth := func(s finding.Status) int {
		return slices.Index([]finding.Status{finding.Fail, finding.Unknown, finding.Warn, finding.Pass}, s)
	}
	if a == finding.NotApplicable {
		return than != finding.NotApplicable
	}
	return than != finding.NotApplicable && worth(a) > worth(than)
}

// TestNoEntryIsMissedForTheBetter takes entries out of the register: one alone,
// all of a statement, all. The answer becomes unknown, or no better than it was.
func TestNoEntryIsMissedForTheBetter(t *testing.T) {
	t.Parallel()
	everyExample(t, func(t *testing.T, c check.Check, e checks.Example) {
		all := e.Input.Attestations
		without := func(gone func(i int) bool) []check.Attestation {
			kept := []check.Attestation{}
			for i, a := range all {
				if !gone(i) {
					kept = append(kept, a)
				}
			}
			return kept
		}
		registers := [][]check.Attestation{nil}
		for i := range all {
			registers = append(registers,
				without(func(j int) bool { return i == j }),
				without(func(j int) bool { return i != j }),
				without(func(j int) bool { return all[i].Statement == all[j].Statement }))
		}
		for _, entries := range registers {
			after := status(c, e, entries)
			require.True(t, after == finding.Unknown || !better(after, e.Status), "%s with %d of %d entries", after, len(entries), len(all))
		}
		if empty := status(c, e, nil); len(all) > 0 && e.Status != finding.Fail {
			require.Contains(t, []finding.Status{finding.Unknown, finding.Warn, finding.Fail}, empty, "an empty register decides nothing well")
		}
	})
}

// wanted are entries that answer every statement of a check as it wishes, about
// everything that it asks for.
func wanted(c check.Check, e checks.Example, signed, until int) []check.Attestation {
	var entries []check.Attestation
	for _, st := range c.Statements {
		a := check.Attestation{
			Statement: st.ID, Answer: st.Answers[0], Owner: "Ruth Alvarez", Role: "Privacy Officer", Proof: check.ProofStated,
			SignedOn: e.Input.Today.Plus(signed), ValidUntil: e.Input.Today.Plus(until), Effective: e.Input.Today.Plus(-2000),
			Scope: st.Scopes, Details: map[string]any{},
		}
		for _, d := range st.Details {
			a.Details[d.Name] = map[check.DetailKind]any{
				check.NumberDetail: 6, check.RateDetail: 1.0, check.YesNoDetail: true, check.ListDetail: d.Words, check.DayDetail: e.Input.Today.Plus(-20),
				check.WordDetail: slices.Concat(d.Words, []string{"word"})[0], // the words are shared
			}[d.Kind]
		}
		entries = append(entries, a)
		for _, old := range e.Input.Attestations {
			if st.Named && len(st.Scopes) == 0 && old.Statement == st.ID {
				again := a
				again.Scope = old.Scope
				entries = append(entries, again)
			}
		}
	}
	return entries
}

// TestEntriesThatEndedProveNothing adds entries that say what is wanted and that
// are over.
func TestEntriesThatEndedProveNothing(t *testing.T) {
	t.Parallel()
	everyExample(t, func(t *testing.T, c check.Check, e checks.Example) {
		ended := wanted(c, e, -10, -1)
		for _, entries := range [][]check.Attestation{ended, append(slices.Clone(e.Input.Attestations), ended...)} {
			after := status(c, e, entries)
			require.True(t, after == finding.Unknown || !better(after, e.Status), "%s, with entries that are over", after)
		}
	})
}

// TestEntriesOfTomorrowDoNotCount adds entries that say what is wanted and are
// not signed yet: no more than the message may tell of them.
func TestEntriesOfTomorrowDoNotCount(t *testing.T) {
	t.Parallel()
	everyExample(t, func(t *testing.T, c check.Check, e checks.Example) {
		before := engine.Evaluate(c, e.Input)
		in := *e.Input
		in.Attestations = append(slices.Clone(in.Attestations), wanted(c, e, 1, 300)...)
		after := engine.Evaluate(c, &in)
		require.Len(t, after.Findings, len(before.Findings))
		for i := range after.Findings {
			after.Findings[i].Message = before.Findings[i].Message
		}
		require.Equal(t, before.Findings, after.Findings)
	})
}

// TestWantedEntriesWouldCount shows that the entries of the other tests are
// good ones, but for their days.
func TestWantedEntriesWouldCount(t *testing.T) {
	t.Parallel()
	passed := 0
	everyExample(t, func(t *testing.T, c check.Check, e checks.Example) {
		if e.Status != finding.Pass && status(c, e, wanted(c, e, -10, 300)) == finding.Pass {
			passed++
		}
	})
	require.GreaterOrEqual(t, passed, 10)
}

// TestDoubtfulEntriesDoNotPass spoils every entry of the passing examples.
func TestDoubtfulEntriesDoNotPass(t *testing.T) {
	t.Parallel()
	everyExample(t, func(t *testing.T, c check.Check, e checks.Example) {
		if e.Status != finding.Pass {
			return
		}
		for name, spoil := range map[string]func(a *check.Attestation){
			"due in a month":          func(a *check.Attestation) { a.ValidUntil = e.Input.Today.Plus(30) },
			"evidence not there":      func(a *check.Attestation) { a.Proof = check.ProofMissing },
			"evidence of other bytes": func(a *check.Attestation) { a.Proof = check.ProofMismatch },
			"over since yesterday":    func(a *check.Attestation) { a.ValidUntil = e.Input.Today.Plus(-1) },
			"in force tomorrow":       func(a *check.Attestation) { a.Effective = e.Input.Today.Plus(1) },
		} {
			entries := slices.Clone(e.Input.Attestations)
			for i := range entries {
				spoil(&entries[i])
			}
			require.Contains(t, []finding.Status{finding.Warn, finding.Fail, finding.Unknown}, status(c, e, entries), name)
		}
	})
}
