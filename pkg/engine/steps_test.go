package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// needs is a check that cannot run without these sections.
func needs(id string, names ...snapshot.Name) check.Check {
	c := answers(id)
	c.Needs = names
	return c
}

func TestSteps(t *testing.T) {
	t.Parallel()
	st := check.Statement{ID: "a.paper", Asks: "Is it signed?", Answers: []string{"yes"}}
	paper := answers("a.paper", check.NotAttested(site("s"), "nobody has attested: Is it signed? "+check.AttestCommand(st)))
	paper.Statements = []check.Statement{st}
	silent := answers("a.silent", check.Unknown(site("s"), snapshot.FieldAbsent, "the list says nothing"))
	silent.Statements = []check.Statement{{ID: "a.word", Asks: "Is it so?"}}
	all := []check.Check{
		silent,
		paper,
		needs("a.b", snapshot.PeopleName), needs("a.c", snapshot.PeopleName),
		needs("a.mfa", snapshot.AuthenticationName), needs("a.late", snapshot.AuthenticationName),
		needs("a.cc", snapshot.CCQueuesName), needs("a.center", snapshot.ContactCenterName),
		needs("a.slow", snapshot.SpacesName), needs("a.bought", snapshot.SignInsName),
		answers("a.quiet", check.Pass(site("t"), "fine"), check.Unknown(site("s"), snapshot.FieldAbsent, "Webex did not return x")),
		answers("a.failed", check.Fail(site("s"), "bad"), check.Unknown(site("t"), snapshot.FieldAbsent, "Webex did not return y")),
	}
	s := &snapshot.Snapshot{}
	s.People.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Detail: "refused", Scope: "people_read", Role: "user administrator"}
	s.Authentication.Gap, s.Authentication.Source.Rank = &snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.BrowserOnly, Detail: "refused"}, snapshot.RankControlHub
	nowhere := snapshot.Gap{Reason: snapshot.Error, Cause: snapshot.OptionMissing, Option: snapshot.ContactCenterURL, Detail: "nobody said where it is"}
	s.CCQueues.Gap, s.ContactCenter.Gap, s.ContactCenter.Source.Rank = &nowhere, &nowhere, snapshot.RankControlHub
	s.Spaces.Gap = &snapshot.Gap{Reason: snapshot.Throttled, Cause: snapshot.Passing, Detail: "too fast"}
	s.SignIns.Gap = &snapshot.Gap{Reason: snapshot.NotLicensed, Cause: snapshot.LicenceMissing, Detail: "refused"}

	steps := engine.Run(engine.Options{Checks: all, Snapshot: s, Now: now}).Steps
	require.Equal(t, []check.Step{
		{Kind: check.StepScope, What: "people_read / user administrator", Text: "give the token the scope people_read, granted by: user administrator", Checks: []string{"a.b", "a.c"}},
		{Kind: check.StepCapture, What: "authentication", Text: "open it in Control Hub, save the browser's HAR file, and read it with wxaudit import har", Checks: []string{"a.mfa", "a.late"}},
		{Kind: check.StepOther, What: "cc_queues", Text: "set contact_center.url in the policy: nothing else tells where the Contact Center is", Checks: []string{"a.cc", "a.center"}},
		{Kind: check.StepRetry, What: "spaces", Text: "run it again, with more time if that was short: too fast", Checks: []string{"a.slow"}},
		{Kind: check.StepLicence, What: "sign_ins", Text: "the licence, or its switch in Control Hub, is not there: refused", Checks: []string{"a.bought"}},
		{Kind: check.StepOther, What: "a.quiet", Text: "Webex did not return x", Checks: []string{"a.quiet"}},
		{Kind: check.StepOther, What: "a.silent", Text: "the list says nothing", Checks: []string{"a.silent"}},
		{Kind: check.StepAttest, What: "a.paper", Text: "Is it signed? (wxaudit attest add a.paper)", Checks: []string{"a.paper"}},
		{Kind: check.StepAttest, What: "a.word", Text: "Is it so? (wxaudit attest add a.word)", Checks: []string{"a.silent"}},
	}, steps)
}

// One token must not hold both roles, so nobody is told to give the
// administrator's an officer's scope.
func TestOfficersScopesAreForASecondSignIn(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{}
	s.Transcripts.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Detail: "refused", Scope: "spark-compliance:meetings_read", Role: "compliance officer"}
	steps := engine.Run(engine.Options{Checks: []check.Check{needs("a.b", snapshot.TranscriptsName)}, Snapshot: s, Now: now}).Steps
	require.Len(t, steps, 1)
	require.Equal(t, check.StepScope, steps[0].Kind)
	require.Equal(t, "let a compliance officer sign in as well, with the scope spark-compliance:meetings_read: wxaudit login --profile compliance-officer", steps[0].Text)
}

func TestNobodyIsToldToGiveAnIntegrationWhatItCannotHave(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{}
	s.Guests.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Detail: "refused", Scope: "guest-issuer:read", Role: "full administrator, for a service app"}
	steps := engine.Run(engine.Options{Checks: []check.Check{needs("a.b", snapshot.GuestsName)}, Snapshot: s, Now: now}).Steps
	require.Len(t, steps, 1)
	require.Contains(t, steps[0].Text, "only a service app can hold the scope guest-issuer:read")
}

// With nothing read and nothing attested, every check that is unknown has a way
// out.
func TestEveryUnknownCheckHasAStep(t *testing.T) {
	t.Parallel()
	r := engine.Run(engine.Options{Checks: checks.All(), Snapshot: &snapshot.Snapshot{}, Now: now})
	has := map[string]bool{}
	for _, s := range r.Steps {
		require.NotEmpty(t, s.Text)
		for _, id := range s.Checks {
			has[id] = true
		}
	}
	for _, o := range r.Outcomes {
		require.Equal(t, o.Status == finding.Unknown, has[o.Check.ID], o.Check.ID)
	}
}
