package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

// Every statement of the catalogue can be answered in every way, and what is
// written fits the schema.
func TestEveryStatementCanBeAnswered(t *testing.T) {
	t.Parallel()
	sts := policy.Statements(checks.All())
	require.NotEmpty(t, sts)
	var register []byte
	written := 0
	for _, st := range sts {
		signed := day(t, "2026-01-01")
		for _, answer := range st.Answers {
			e := policy.Entry{Attestation: check.Attestation{
				Statement: st.ID, Answer: answer, Owner: "Jane Doe", Role: "Officer", SignedOn: signed, ValidUntil: signed.Plus(365),
				Details: map[string]any{},
			}}
			if st.Named {
				e.Scope = append(append([]string{}, st.Scopes...), "any")[:1]
			}
			for _, d := range st.Details {
				name, value, err := policy.ParseDetail(st, d.Name+"="+sample(d))
				require.NoError(t, err, st.ID)
				e.Details[name] = value
			}
			grown, err := policy.Append("r.yaml", register, e, sts)
			require.NoError(t, err, "%s: %s", st.ID, answer)
			register, signed, written = grown, signed.Plus(1), written+1
		}
	}
	require.NoError(t, fits(t, registerSchema(t, checks.All()), register))
	entries, err := policy.ParseRegister("r.yaml", register, sts, nil)
	require.NoError(t, err)
	require.Len(t, entries, written)
	for _, due := range policy.Standing(checks.All(), entries, day(t, "2026-06-01")) {
		require.NotEmpty(t, due.CheckIDs)
		if !due.Statement.Named {
			require.Equal(t, policy.StateValid, due.State, due.Statement.ID)
		}
	}
}

func sample(d check.Detail) string {
	switch d.Kind {
	case check.NumberDetail:
		return "12"
	case check.RateDetail:
		return "0.5"
	case check.YesNoDetail:
		return "yes"
	case check.DayDetail:
		return "2025-12-31"
	default:
		return append(append([]string{}, d.Words...), "any")[0]
	}
}
