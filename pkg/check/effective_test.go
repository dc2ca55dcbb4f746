package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// TestWhatBeginsLater: an entry about something that begins after today is no
// comfort today, and what it says against the organisation still is.
func TestWhatBeginsLater(t *testing.T) {
	t.Parallel()
	contract := check.Statement{ID: "area.check", Asks: "Is there a contract?", Answers: []string{"yes", "no"}}
	org := check.OrganizationResource()
	answers := map[finding.Status]func(check.Attestation) finding.Finding{
		finding.Pass:          yes,
		finding.Warn:          func(check.Attestation) finding.Finding { return check.Warn(org, "almost") },
		finding.NotApplicable: func(check.Attestation) finding.Finding { return check.NotApplicable(org, "no contract is needed") },
		finding.Fail:          func(check.Attestation) finding.Finding { return check.Fail(org, "there is none") },
	}
	for status, judge := range answers {
		in := signed(t, "ana@clinic.example")
		a := &in.Attestations[0]

		a.Effective = in.Today
		require.Equal(t, status, in.Attest(org, contract, "", 0, judge).Status, "it begins today")
		require.True(t, in.Relied(contract, "", "yes", 0))

		a.Effective = in.Today.Plus(1)
		f := in.Attest(org, contract, "", 0, judge)
		require.False(t, in.Relied(contract, "", "yes", 0))
		_, stands := in.Stands(contract, "", "yes")
		require.False(t, stands)
		if status == finding.Fail {
			require.Equal(t, finding.Fail, f.Status)
			continue
		}
		require.Equal(t, finding.Unknown, f.Status)
		require.Equal(t, string(snapshot.NotAttested), f.Reason)
		require.Contains(t, f.Message, "takes effect on 2026-11-21 only")
	}
}

// TestRenewedInAdvance: the entry in effect counts until the next one begins.
func TestRenewedInAdvance(t *testing.T) {
	t.Parallel()
	contract := check.Statement{ID: "area.check", Asks: "Is there a contract?", Answers: []string{"yes", "no"}}
	in := signed(t, "ana@clinic.example")
	old := in.Attestations[0]
	old.SignedOn, old.Effective = in.Today.Plus(-300), in.Today.Plus(-300)
	next := old
	next.SignedOn, next.Effective, next.Owner = in.Today.Plus(-1), in.Today.Plus(1), "bob@clinic.example"
	for _, register := range [][]check.Attestation{{old, next}, {next, old}} {
		in.Attestations = register
		a, _ := in.Attested(contract, "")
		require.Equal(t, old.Owner, a.Owner)
		require.Equal(t, finding.Pass, in.Attest(check.OrganizationResource(), contract, "", 0, yes).Status)
	}
	next.Effective = in.Today
	for _, register := range [][]check.Attestation{{old, next}, {next, old}} {
		in.Attestations = register
		a, _ := in.Attested(contract, "")
		require.Equal(t, next.Owner, a.Owner)
	}
}
