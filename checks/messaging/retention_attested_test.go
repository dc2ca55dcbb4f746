package messaging_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/messaging"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func said(statement, answer string, details map[string]any) check.Attestation {
	today := finding.DayOf(now, now.Location())
	return check.Attestation{Statement: statement, Answer: answer, SignedOn: today.Plus(-21), ValidUntil: today.Plus(180), Details: details}
}

func kept(direct, group int) check.Attestation {
	return said("messaging.retention-six-years", "days", map[string]any{"direct_days": direct, "group_days": group})
}

func attested(c check.Check, r *snapshot.Retention, params check.Params, entries ...check.Attestation) check.Outcome {
	s := &snapshot.Snapshot{}
	s.OrgSettings.Source = snapshot.Source{Path: "GET /settings", Rank: snapshot.RankControlHub}
	s.OrgSettings.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}
	if r != nil {
		s.OrgSettings.Gap, s.OrgSettings.Value = nil, &snapshot.OrgSettings{MessageRetention: *r}
	}
	in := input(c, s, params)
	in.Attestations = entries
	return engine.Evaluate(c, in)
}

func shown(days int) *snapshot.Retention {
	r := keeping(days)
	return &r
}

func TestRetentionByWord(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		shown    *snapshot.Retention
		entry    check.Attestation
		want     finding.Status
		disposal finding.Status
		says     string
	}{
		"both kinds":              {nil, kept(2220, 2520), finding.Pass, finding.Pass, "2220 days in 1:1 and 2520 in group"},
		"one kind too short":      {nil, kept(2220, 2160), finding.Fail, finding.Warn, "2160 days, as attested, 32 days short"},
		"one for ever, one short": {nil, kept(-1, 360), finding.Fail, finding.Warn, "360 days"},
		"one kind for ever":       {nil, kept(2220, -1), finding.Warn, finding.Warn, "for ever"},
		"one kind only":           {nil, said("messaging.retention-six-years", "days", map[string]any{"group_days": 2220}), finding.Warn, finding.Unknown, "the other kind is not attested"},
		"no kind":                 {nil, said("messaging.retention-six-years", "days", nil), finding.Unknown, finding.Unknown, "does not say"},
		"for ever":                {nil, said("messaging.retention-six-years", "indefinite", nil), finding.Warn, finding.Warn, "for ever"},
		"the setting is absent":   {&snapshot.Retention{}, kept(2220, 2220), finding.Pass, finding.Pass, "as attested"},
		"the setting is no number": {&snapshot.Retention{Malformed: true}, kept(2220, 2220), finding.Unknown, finding.Unknown,
			"no whole number"},
		"what is shown beats the word":      {shown(2160), kept(2220, 2220), finding.Fail, finding.Warn, `although "days" is attested`},
		"what is shown is of one kind only": {shown(2220), kept(2220, 360), finding.Warn, finding.Pass, "the register has fewer for one kind"},
		"for ever, but for one kind": {nil, said("messaging.retention-six-years", "indefinite", map[string]any{"group_days": 360}), finding.Fail, finding.Warn,
			"360 days, as attested"},
		"for ever, but for no days": {nil, said("messaging.retention-six-years", "indefinite", map[string]any{"group_days": 0}), finding.Warn, finding.Unknown,
			"the other kind is not attested"},
		"both are short": {shown(2160), kept(360, 360), finding.Fail, finding.Warn, "32 days short"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(messaging.RetentionSixYears, tt.shown, nil, tt.entry)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
			require.Equal(t, tt.disposal, attested(messaging.RetentionDisposal, tt.shown, nil, tt.entry).Status)
		})
	}
	o := attested(messaging.RetentionSixYears, shown(2160), nil, kept(360, 360))
	require.NotContains(t, o.Message, "although", "the word is as bad as what is shown")
}

func TestDisposalProcedure(t *testing.T) {
	t.Parallel()
	procedure := said("messaging.retention-disposal", "procedure", nil)
	ended := procedure
	ended.ValidUntil = ended.SignedOn
	unproved, due := procedure, procedure
	unproved.Proof, due.ValidUntil = check.ProofMissing, due.SignedOn.Plus(40)
	c := messaging.RetentionDisposal
	require.Equal(t, finding.Pass, attested(c, shown(-1), nil, procedure).Status)
	require.Equal(t, finding.Warn, attested(c, shown(-1), nil, ended).Status, "one that has ended is none")
	require.Equal(t, finding.Warn, attested(c, shown(-1), nil, unproved).Status, "without its evidence")
	require.Equal(t, finding.Warn, attested(c, shown(-1), nil, due).Status, "to be renewed in 19 days")
	require.Equal(t, finding.Warn, attested(c, shown(-1), nil, said("messaging.retention-disposal", "none", nil)).Status)
	require.Equal(t, finding.Fail, attested(c, shown(-1), check.Params{"accept_indefinite_with_procedure": false}, procedure).Status)
	require.Equal(t, finding.Unknown, attested(c, nil, nil, procedure).Status, "a procedure says nothing of the setting")
	require.Equal(t, finding.Pass, attested(c, nil, nil, procedure, said("messaging.retention-six-years", "indefinite", nil)).Status)
}
