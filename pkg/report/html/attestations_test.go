package htmlreport

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func TestAttestationsThatNeedSomebodyComeFirst(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	r.Attestations = []report.Attestation{
		{Statement: "a", State: "valid", Answer: "no", ValidUntil: day(t, "2026-05-01"), Evidence: "mismatch"},
		{Statement: "b", State: "due", Answer: "yes", ValidUntil: day(t, "2026-03-02"), Evidence: "stated"},
		{Statement: "c", State: "missing"},
		{Statement: "d", State: "future", Answer: "yes", SignedOn: day(t, "2026-03-05"), ValidUntil: day(t, "2027-03-05")},
		{Statement: "e", State: "expired", Answer: "yes", ValidUntil: day(t, "2026-02-01"), Evidence: "missing"},
		{Statement: "f", State: "of_a_later_version", Answer: "yes", Evidence: "of_a_later_version"},
		{Statement: "g", State: "missing", Scope: "a site", Checks: []string{r.Checks[0].ID}},
	}
	p := newPage(r)
	var got [][]string
	for _, s := range p.Statements {
		got = append(got, []string{s.ID, s.State.Word, s.Left, s.Evidence.Flag})
		require.NotEqual(t, "pass", s.State.Class, "a statement that counts can say that something is not so")
	}
	require.Equal(t, [][]string{
		{"f", "of a later version", "", ""}, {"e", "Expired", "28 days past its end", "no evidence"}, {"c", "Missing", "", ""}, {"g", "Missing", "", ""},
		{"d", "Dated ahead", "counts from 2026-03-05", ""}, {"b", "Due", "1 day left", ""}, {"a", "Valid", "61 days left", "evidence changed"},
	}, got)
	require.Equal(t, "1 of a later version, 1 expired, 2 missing, 1 dated ahead, 1 due, 1 valid", p.StandingSays)
	require.Equal(t, "#attestation-g_a~20~site", p.Checks[0].Asked[0].To, "the check leads to what it asks for")
	require.Equal(t, "a", r.Attestations[0].Statement, "the report is as it was")
	require.Contains(t, p.Verdict.Says, "Of 7 statements that people are asked for: 2 missing, 1 expired, 1 dated ahead, 1 with 30 days or fewer left.")
	require.Contains(t, p.Verdict.Says, "1 statement names evidence that is not the file that was signed.")
}
