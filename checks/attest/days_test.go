package attest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func dayOf(t *testing.T, text string) finding.Day {
	t.Helper()
	day, err := finding.ParseDay(text)
	require.NoError(t, err)
	return day
}

const today = "2026-11-20"

// on runs a check over an organisation with a register.
func on(t *testing.T, c check.Check, in *check.Input, entries ...check.Attestation) check.Outcome {
	t.Helper()
	in.Today, in.Now = dayOf(t, today), time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	if in.Params == nil {
		in.Params = check.Defaults(c.Params)
	}
	in.Attestations = entries
	return engine.Evaluate(c, in)
}

func signed(t *testing.T, st check.Statement, answer string, details map[string]any, scope ...string) check.Attestation {
	t.Helper()
	return check.Attestation{Statement: st.ID, Answer: answer, Scope: scope, Owner: "Ruth Alvarez", Role: "Privacy Officer",
		SignedOn: dayOf(t, "2026-11-10"), ValidUntil: dayOf(t, "2027-10-01"), Proof: check.ProofStated, Details: details}
}

func ticked(t *testing.T) map[string]any {
	t.Helper()
	details := map[string]any{"reviewed_on": dayOf(t, "2026-11-01")}
	for _, d := range baaClauses {
		details[d.Name] = true
	}
	return details
}

func TestBAA(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(a *check.Attestation)
		want   finding.Status
	}{
		{"as it should be", func(*check.Attestation) {}, finding.Pass},
		{"in force from today", func(a *check.Attestation) { a.Effective = dayOf(t, today) }, finding.Pass},
		{"in force from tomorrow", func(a *check.Attestation) { a.Effective = dayOf(t, "2026-11-21") }, finding.Fail},
		{"without its day", func(a *check.Attestation) { a.Effective = finding.Day{} }, finding.Warn},
		{"none", func(a *check.Attestation) { a.Answer = "no" }, finding.Fail},
		{"not needed", func(a *check.Attestation) { a.Answer = "not-a-covered-entity" }, finding.NotApplicable},
		{"over", func(a *check.Attestation) { a.ValidUntil = dayOf(t, "2026-11-19") }, finding.Fail},
		{"on its last day", func(a *check.Attestation) { a.ValidUntil = dayOf(t, today) }, finding.Warn},
		{"without a hash", func(a *check.Attestation) { a.Proof = check.ProofNoHash }, finding.Warn},
		{"with another document", func(a *check.Attestation) { a.Proof = check.ProofMismatch }, finding.Fail},
		{"a clause not ticked", func(a *check.Attestation) { a.Details["termination"] = false }, finding.Warn},
		{"a clause not said", func(a *check.Attestation) { delete(a.Details, "reports_incidents") }, finding.Warn},
		{"reviewed 365 days ago", func(a *check.Attestation) { a.Details["reviewed_on"] = dayOf(t, "2025-11-20") }, finding.Pass},
		{"reviewed 366 days ago", func(a *check.Attestation) { a.Details["reviewed_on"] = dayOf(t, "2025-11-19") }, finding.Warn},
		{"to be reviewed", func(a *check.Attestation) {
			a.Details["reviewed_on"], a.SignedOn = dayOf(t, "2026-12-01"), dayOf(t, "2025-01-01")
		}, finding.Warn},
		{"signed tomorrow", func(a *check.Attestation) { a.SignedOn = dayOf(t, "2026-11-21") }, finding.Unknown},
	} {
		a := signed(t, baaStatement, "yes", ticked(t))
		a.Effective = dayOf(t, "2022-03-01")
		c.change(&a)
		require.Equal(t, c.want, on(t, BAAExecuted, quiet(), a).Status, c.name)
	}
	require.NotContains(t, on(t, BAAExecuted, quiet()).Message, "absent")
}

func TestPostPHE(t *testing.T) {
	t.Parallel()
	days := func(from, until string, decided bool) map[string]any {
		return map[string]any{"covers_from": dayOf(t, from), "covers_until": dayOf(t, until), "decision_recorded": decided}
	}
	record := func(answer string, details map[string]any) []check.Attestation {
		return []check.Attestation{signed(t, reassessmentStatement, answer, details)}
	}
	for _, c := range []struct {
		name, created, effective string
		record                   []check.Attestation
		want                     finding.Status
	}{
		{"an agreement before the end", "2020-07-13", "2023-05-11", nil, finding.Pass},
		{"the day after, without a note", "2020-07-13", "2023-05-12", nil, finding.Warn},
		{"the last day of the transition", "2020-07-13", "2023-08-09", nil, finding.Warn},
		{"with a note", "2020-07-13", "2023-08-09", record("reassessed", nil), finding.Pass},
		{"the day after the transition", "2020-07-13", "2023-08-10", nil, finding.Fail},
		{"with an assessment of the gap", "2020-07-13", "2024-02-01", record("reassessed", days("2023-05-12", "2024-02-01", true)), finding.Pass},
		{"of a part of the gap", "2020-07-13", "2024-02-01", record("reassessed", days("2023-10-01", "2024-02-01", true)), finding.Fail},
		{"that ends early", "2020-07-13", "2024-02-01", record("reassessed", days("2023-05-12", "2024-01-31", true)), finding.Fail},
		{"without a decision", "2020-07-13", "2024-02-01", record("reassessed", days("2023-05-12", "2024-02-01", false)), finding.Fail},
		{"none, attested", "2020-07-13", "2024-02-01", record("none", nil), finding.Fail},
		{"no PHI before, attested", "2020-07-13", "2024-02-01", record("no-phi-before-baa", nil), finding.NotApplicable},
		{"an organisation of the last day", "2023-08-09", "2024-02-01", nil, finding.Fail},
		{"a younger organisation", "2023-08-10", "2024-02-01", nil, finding.Unknown},
		{"whose first PHI came after", "2023-08-10", "2024-02-01", record("reassessed", map[string]any{"first_phi_use": dayOf(t, "2024-02-01")}), finding.Pass},
		{"whose first PHI came before", "2023-08-10", "2024-02-01", record("reassessed", map[string]any{"first_phi_use": dayOf(t, "2024-01-31")}), finding.Fail},
		{"an agreement older than the organisation", "2024-02-01", "2024-02-01", nil, finding.Pass},
		{"creation not told", "", "2024-02-01", nil, finding.Unknown},
		{"agreement of a day not told", "2020-07-13", "", nil, finding.Unknown},
	} {
		in := quiet()
		org := snapshot.Organization{ID: "org", UUID: "own"}
		if c.created != "" {
			org.Created = dayOf(t, c.created).Time().Add(15 * time.Hour)
		}
		in.Organization = snapshot.Record[snapshot.Organization]{Value: &org, Source: src}
		baa := signed(t, baaStatement, "yes", nil)
		if c.effective != "" {
			baa.Effective = dayOf(t, c.effective)
		}
		o := on(t, PostPHEReassessment, in, append(c.record, baa)...)
		require.Equal(t, c.want, o.Status, "%s: %s", c.name, o.Message)
	}
}

func TestConfigReview(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, ran, signedOn, kept string
		want                      finding.Status
	}{
		{"92 days ago", "2026-08-20", "2026-08-21", "2032-08-20", finding.Pass},
		{"93 days ago", "2026-08-19", "2026-08-21", "2032-08-20", finding.Warn},
		{"365 days ago", "2025-11-20", "2025-11-21", "", finding.Warn},
		{"366 days ago", "2025-11-19", "2025-11-21", "", finding.Fail},
		{"yesterday", "2026-11-19", "2026-11-20", "", finding.Pass},
		{"today's own", "2026-11-20", "2026-11-20", "", finding.Unknown},
		{"tomorrow's", "2026-11-21", "2026-11-20", "", finding.Unknown},
		{"signed before it ran", "2026-11-10", "2026-11-09", "", finding.Unknown},
		{"of no day", "", "2026-11-09", "", finding.Unknown},
		{"not kept for six years", "2026-08-20", "2026-08-21", "2032-08-19", finding.Warn},
	} {
		details := map[string]any{"run_id": "run-7"}
		for name, day := range map[string]string{"run_on": c.ran, "kept_until": c.kept} {
			if day != "" {
				details[name] = dayOf(t, day)
			}
		}
		a := signed(t, reviewStatement, "signed-off", details)
		a.SignedOn = dayOf(t, c.signedOn)
		require.Equal(t, c.want, on(t, ConfigReviewRecord, quiet(), a).Status, c.name)
	}

	old := signed(t, reviewStatement, "signed-off", map[string]any{"run_on": dayOf(t, "2026-10-01")})
	own := signed(t, reviewStatement, "signed-off", map[string]any{"run_on": dayOf(t, today)})
	own.SignedOn = dayOf(t, today)
	require.Equal(t, finding.Pass, on(t, ConfigReviewRecord, quiet(), old, own).Status, "today's run does not hide the one before")

	first := signed(t, reviewStatement, "first-run", nil)
	first.SignedOn = dayOf(t, "2026-11-01")
	require.Equal(t, finding.NotApplicable, on(t, ConfigReviewRecord, quiet(), first).Status)
	old.SignedOn = dayOf(t, "2026-10-02")
	require.Equal(t, finding.Warn, on(t, ConfigReviewRecord, quiet(), old, first).Status, "there was one before the first")
}

func TestRiskAnalysisAges(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]finding.Status{
		"2025-11-20": finding.Pass, "2025-11-19": finding.Warn, "2023-11-20": finding.Warn, "2023-11-19": finding.Fail, "2026-11-21": finding.Fail,
	} {
		a := signed(t, riskAnalysisStatement, "current", map[string]any{"dated": dayOf(t, day), "products": []string{string(platform)}, "official_named": true, "open_risks_owned": true})
		require.Equal(t, want, on(t, RiskAnalysis, quiet(), a).Status, day)
	}
}
