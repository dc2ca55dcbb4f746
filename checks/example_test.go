package checks_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
)

// examples returns the examples of a check in the order of its answers, and
// insists that there is one for each and none besides.
func examples(t *testing.T, c check.Check) []checks.Example {
	t.Helper()
	byStatus, err := checks.Examples(c.ID)
	require.NoError(t, err)
	var list []checks.Example
	for _, status := range c.Answers {
		e, ok := byStatus[status]
		require.True(t, ok, "no example for %s", status)
		list = append(list, e)
	}
	require.Len(t, byStatus, len(c.Answers), "an example for a status that the check does not list")
	return list
}

func TestExamples(t *testing.T) {
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for _, e := range examples(t, c) {
				t.Run(string(e.Status), func(t *testing.T) {
					before, err := json.Marshal(e.Input)
					require.NoError(t, err)
					o := engine.Evaluate(c, e.Input)
					require.Equal(t, e.Status, o.Status, "%s\n%s", o.Message, show(o.Findings))

					require.NotEmpty(t, e.Says)
					require.False(t, e.Now.IsZero(), "an example has a clock")
					for _, f := range o.Findings {
						judge(t, f)
					}
					again := engine.Evaluate(c, e.Input)
					require.Equal(t, o.Findings, again.Findings, "two runs differ")
					after, err := json.Marshal(e.Input)
					require.NoError(t, err)
					require.JSONEq(t, string(before), string(after), "the check changed its input")
				})
			}
		})
	}
}

// judge holds a finding to the rules for texts and evidence.
func judge(t *testing.T, f finding.Finding) {
	t.Helper()
	require.NotEmpty(t, strings.TrimSpace(f.Message), show([]finding.Finding{f}))
	require.NotContains(t, strings.ToLower(f.Message), "compliant")
	require.NotRegexp(t, `[.\s]$`, f.Message, "a message is a part of a sentence elsewhere: no full stop")
	require.NotContains(t, f.Message, "\n")
	require.Regexp(t, `^[a-z_]+$`, f.Resource.Type)
	require.NotEmpty(t, f.Resource.ID)
	require.Equal(t, f.Status == finding.Unknown, f.Reason != "", "a reason belongs to unknown, and to nothing else: %s", f.Message)
	switch f.Status {
	case finding.Pass, finding.Fail, finding.Warn:
		require.NotEmpty(t, f.Evidence, f.Message)
	}
	for _, ev := range f.Evidence {
		require.NotEmpty(t, ev.Source, f.Message)
		require.NotEmpty(t, ev.Rank, f.Message)
		switch v := ev.Value.(type) {
		case nil, bool, int, float64:
		case string:
			require.NotRegexp(t, `[@\s]`, v, "evidence is a number or a word, never text: %s", ev.Field)
			require.LessOrEqual(t, len(v), 64, ev.Field)
		default:
			require.Failf(t, "evidence", "%s is a %T", ev.Field, v)
		}
	}
}

func show(fs []finding.Finding) string {
	b, err := json.MarshalIndent(fs, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestExamplesOfNobody(t *testing.T) {
	_, err := checks.Examples("identity.no-such-check")
	require.ErrorContains(t, err, "no check")
}

// TestEveryExampleFileIsUsed finds what a renamed check left behind.
func TestEveryExampleFileIsUsed(t *testing.T) {
	var want []string
	for _, c := range checks.All() {
		area, name, _ := strings.Cut(c.ID, ".")
		want = append(want, filepath.Join(area, "examples", name+".json"))
	}
	have, err := filepath.Glob("*/examples/*")
	require.NoError(t, err)
	require.ElementsMatch(t, want, have)
}
