package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

func TestRemedyNamesWhoCanHelp(t *testing.T) {
	t.Parallel()
	lacks := func(scope, role string) snapshot.Gap {
		return snapshot.Gap{Reason: snapshot.Forbidden, Cause: snapshot.RightMissing, Detail: "refused", Scope: scope, Role: role}
	}
	officers := func(cause snapshot.Cause, scope string) snapshot.Gap {
		return snapshot.Gap{Reason: snapshot.Forbidden, Cause: cause, Detail: "refused", Scope: scope, Role: "compliance officer", Officer: true}
	}
	of := func(cause snapshot.Cause) snapshot.Gap { return snapshot.Gap{Cause: cause, Detail: "why"} }
	const purged, log = "spark-compliance:meetings_read", "audit:events_read"
	for name, tc := range map[string]struct {
		gap  snapshot.Gap
		kind check.RemedyKind
		step check.StepKind
		what string
		text string
	}{
		"a scope that is missing": {lacks("x:y_read", "full administrator"), check.RemedyScope, check.StepScope, "x:y_read",
			"give the token the scope x:y_read, granted by: full administrator"},
		"a scope without a role": {lacks("x:y_read", ""), check.RemedyScope, check.StepScope, "x:y_read", "give the token the scope x:y_read"},
		"a scope that the token has": {lacks(log, "full administrator"), check.RemedyRole, check.StepScope, log + " / full administrator",
			"the token has the scope audit:events_read; its person must be: full administrator"},
		"one of two scopes that the token has": {lacks("a:b_read or "+log, "x"), check.RemedyRole, check.StepScope, "a:b_read or " + log + " / x",
			"the token has the scope a:b_read or audit:events_read; its person must be: x"},
		"a role without a scope": {lacks("", "full administrator"), check.RemedyRole, check.StepScope, "full administrator", "use a token of: full administrator"},
		"a right without a name": {lacks("", ""), check.RemedyRole, check.StepScope, "refused", "refused"},
		"an officer's, without one": {lacks(purged, "compliance officer"), check.RemedyOfficer, check.StepScope, purged,
			"let a compliance officer sign in as well, with the scope " + purged + ": wxaudit login --profile compliance-officer"},
		"an officer's, with one": {officers(snapshot.RightMissing, purged), check.RemedyScope, check.StepScope, purged,
			"give the compliance officer's token the scope " + purged + ", granted by: compliance officer"},
		"the officer's name": {officers(snapshot.RightMissing, "spark:people_read"), check.RemedyScope, check.StepScope, "spark:people_read",
			"give the compliance officer's token the scope spark:people_read, granted by: compliance officer"},
		"a service app's": {lacks("guest-issuer:read", "x"), check.RemedyApp, check.StepScope, "guest-issuer:read",
			"only a service app can hold the scope guest-issuer:read: sign in with one, or attest instead"},
		"a token that was revoked": {snapshot.Gap{Cause: snapshot.SignInRefused, Scope: "x:y_read"}, check.RemedySignIn, check.StepScope,
			"the token is expired or revoked: wxaudit login", "the token is expired or revoked: wxaudit login"},
		"an officer who was revoked": {officers(snapshot.SignInRefused, purged), check.RemedySignIn, check.StepScope,
			"the compliance officer's token is expired or revoked: wxaudit login --profile compliance-officer",
			"the compliance officer's token is expired or revoked: wxaudit login --profile compliance-officer"},
		"what a browser saves": {snapshot.Gap{Cause: snapshot.BrowserOnly, Role: "full administrator", Detail: "refused"}, check.RemedyCapture, check.StepCapture, "full administrator",
			"use a token of: full administrator; or open it in Control Hub, save the browser's HAR file, and read it with wxaudit import har"},
		"what only a browser sees": {of(snapshot.BrowserOnly), check.RemedyCapture, check.StepCapture, "why",
			"open it in Control Hub, save the browser's HAR file, and read it with wxaudit import har"},
		"a licence":              {of(snapshot.LicenceMissing), check.RemedyLicence, check.StepLicence, "why", "the licence, or its switch in Control Hub, is not there: why"},
		"another organisation's": {of(snapshot.OtherOrganization), check.RemedyOrganization, check.StepOther, "why", "find out whose it is: why"},
		"an option": {snapshot.Gap{Cause: snapshot.OptionMissing, Option: snapshot.EverySpace, Detail: "why"}, check.RemedyOption, check.StepOther, "reads.every_space",
			"let the policy say every_space (below reads): then the compliance officer's token finds all spaces"},
		"bad luck":       {of(snapshot.Passing), check.RemedyRetry, check.StepRetry, "why", "run it again, with more time if that was short: why"},
		"nobody's fault": {of(""), check.RemedyTry, check.StepOther, "why", "why"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := check.RemedyOf(tc.gap, log)
			require.Equal(t, tc.kind, r.Kind)
			require.Equal(t, tc.step, r.Kind.Step())
			require.Equal(t, tc.what, r.What)
			require.Equal(t, tc.text, r.Text)
			require.NotEmpty(t, r.Brief)
			require.Contains(t, check.RemedyKinds(), r.Kind)
		})
	}
}

// An option that nobody explains would be shown as the gap that it leaves.
func TestEveryOptionIsExplained(t *testing.T) {
	t.Parallel()
	for _, o := range snapshot.Options() {
		r := check.RemedyOf(snapshot.Gap{Cause: snapshot.OptionMissing, Option: o, Detail: "the gap"})
		require.NotEqual(t, "the gap", r.Text, o)
		require.Equal(t, string(o), r.What)
	}
}
