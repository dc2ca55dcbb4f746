package checks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
)

// spoken are examples whose answer is another one without an entry, with the
// reason why, as "check status". TestAttestationLoss fails for one that is not
// needed.
var spoken = map[string]string{
	"identity.unique-users fail": "the register is not asked for: what somebody says of shared accounts comes on top of what Webex shows",
}

// TestAttestationLoss takes people's words away, each alone and all at once:
// the answer stays as it is, becomes unknown, or fails where the catalogue says
// that nothing but a person's word would save it. An entry that is signed
// tomorrow is no entry today.
func TestAttestationLoss(t *testing.T) {
	needed, tried := map[string]bool{}, 0
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for _, e := range examples(t, c) {
				entries := e.Input.Attestations
				for _, gone := range subsets(len(entries)) {
					tried++
					removed, later := *e.Input, *e.Input
					removed.Attestations, later.Attestations = nil, slices.Clone(entries)
					for i, a := range entries {
						if gone[i] {
							later.Attestations[i].SignedOn = e.Input.Today.Plus(1)
							continue
						}
						removed.Attestations = append(removed.Attestations, a)
					}
					without, unsigned := engine.Evaluate(c, &removed), engine.Evaluate(c, &later)
					require.Equal(t, verdicts(without.Findings), verdicts(unsigned.Findings), "%s: an entry signed tomorrow counts", e.Status)
					if slices.Contains([]finding.Status{e.Status, finding.Unknown, finding.Fail}, without.Status) {
						continue
					}
					key := fmt.Sprintf("%s %s", c.ID, e.Status)
					require.Contains(t, spoken, key, "%s, without %v: %s (%s)", e.Status, gone, without.Status, without.Message)
					needed[key] = true
				}
			}
		})
	}
	require.Positive(t, tried, "no example has an attestation: the test shows nothing")
	for key := range spoken {
		require.True(t, needed[key], "the exception %q is not needed", key)
	}
}

// subsets are the single positions below n, and all of them at once.
func subsets(n int) (all []map[int]bool) {
	every := map[int]bool{}
	for i := range n {
		all, every[i] = append(all, map[int]bool{i: true}), true
	}
	if n > 1 {
		all = append(all, every)
	}
	return all
}

// TestEndedAttestationsNeverHelp lets every entry of an example end yesterday:
// none may make an answer better than it is without the entry.
func TestEndedAttestationsNeverHelp(t *testing.T) {
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for _, e := range examples(t, c) {
				ended, without := *e.Input, *e.Input
				ended.Attestations, without.Attestations = slices.Clone(e.Input.Attestations), nil
				for i := range ended.Attestations {
					ended.Attestations[i].ValidUntil = e.Input.Today.Plus(-1)
				}
				after, bare := engine.Evaluate(c, &ended).Status, engine.Evaluate(c, &without).Status
				require.LessOrEqual(t, slices.Index(finding.Statuses, after), slices.Index(finding.Statuses, bare),
					"%s: %s when its attestations have ended, and %s without them", e.Status, after, bare)
			}
		})
	}
}

// TestStatementsAreDescribed holds every question of the register to its form.
// Checks may share one; the check that it is named after asks it.
func TestStatementsAreDescribed(t *testing.T) {
	seen, asked := map[string]check.Statement{}, map[string]bool{}
	for _, c := range checks.All() {
		for _, st := range c.Statements {
			if same, ok := seen[st.ID]; ok {
				require.Equal(t, same, st, "two statements are called %s", st.ID)
			}
			seen[st.ID] = st
			owner, _, _ := strings.Cut(st.ID, "/")
			asked[st.ID] = asked[st.ID] || owner == c.ID
			require.True(t, strings.HasSuffix(st.Asks, "?"), "%s: %s", st.ID, st.Asks)
			require.NotEmpty(t, st.Where, st.ID)
			require.NotEmpty(t, st.Answers, st.ID)
			for _, answer := range st.Answers {
				require.Regexp(t, `^[a-z0-9_-]{1,64}$`, answer, "%s: an answer is a word, and evidence", st.ID)
			}
			names := map[string]bool{}
			for _, d := range st.Details {
				require.False(t, names[d.Name], "%s has the detail %s twice", st.ID, d.Name)
				names[d.Name] = true
				require.Regexp(t, `^[a-z0-9_]+$`, d.Name, st.ID)
				require.NotEmpty(t, d.Asks, "%s %s", st.ID, d.Name)
				require.NotEmpty(t, d.Kind, "%s %s", st.ID, d.Name)
			}
		}
	}
	for id, by := range asked {
		require.True(t, by, "no check that is named so asks %s", id)
	}
}

// TestFollowedChecksExist holds that a check waits for checks that there are,
// and that none waits for itself.
func TestFollowedChecksExist(t *testing.T) {
	follows := map[string][]string{}
	for _, c := range checks.All() {
		follows[c.ID] = c.Follows
	}
	var visit func(id string, path []string)
	visit = func(id string, path []string) {
		require.NotContains(t, path, id, "checks wait for one another")
		for _, next := range follows[id] {
			require.Contains(t, follows, next, "%s follows a check that does not exist", id)
			visit(next, append(slices.Clone(path), id))
		}
	}
	for id := range follows {
		visit(id, nil)
	}
}

// verdicts is what was found, without its wording.
func verdicts(fs []finding.Finding) []finding.Finding {
	fs = slices.Clone(fs)
	for i := range fs {
		fs[i].Message = ""
	}
	return fs
}
