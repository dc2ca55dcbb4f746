package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Lockout is the check identity.lockout.
var Lockout = check.Check{
	ID:          "identity.lockout",
	Title:       "Failed sign-ins lock the account (login rate limiting)",
	Severity:    check.Medium,
	SeverityWhy: "Slows password guessing; secondary to MFA.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "002 — 'rate limiting on login attempts'",
	Why:         "Without lockout a password can be ground down unseen.",
	Controls:    []hipaa.Citation{"164.308(a)(5)(ii)(C)", "164.308(a)(5)(ii)(D)", "164.312(d)"},
	NIST:        []string{"AC-7", "IA-2", "AU-6"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "no single sign-on, and 1 ≤ LockoutFailureCount ≤ max_failures and (LockoutDuration ≥ warn_lockout_minutes or LockoutDurationMultiplier > 1).",
		Fail:          "no single sign-on, and LockoutFailureCount ≤ 0, or LockoutDuration < min_lockout_minutes.",
		Warn:          "no single sign-on, and count above max_failures; or short fixed lock (Cisco's sample shows 5 failures, 1 minute, multiplier 1).",
		NotApplicable: "all users on SSO and IdP lockout attested (broker value then only covers break-glass accounts → INFO).",
		Unknown:       "single sign-on is on and the identity provider's lockout policy is not attested; broker unreadable and no attestation; fields missing.",
	},
	Traps: []string{
		"Unit of LockoutFailureDuration: the API text says minutes (example 5) while the TAC sample shows 300 - treat as opaque, do not score.",
		"With SSO these numbers do not protect SSO users at all.",
		"Exceptionally low counts enable denial of service: do not push below 3.",
	},
	Remedy: "Identity provider policy; or Control Hub authentication settings / Site Administration ▸ Security ▸ lock out account after N attempts.",
	Params: []check.Param{
		{Name: "max_failures", Default: 10},
		{Name: "min_lockout_minutes", Default: 1},
		{Name: "warn_lockout_minutes", Default: 15},
	},
	Consults:   []snapshot.Name{snapshot.AuthenticationName, snapshot.IdentityProvidersName, snapshot.PeopleName, snapshot.ScimUsersName},
	Statements: []check.Statement{providerLockStatement, webexLockStatement, singleSignOnStatement},
	Fields: []string{
		"authentication.lockout_failures",
		"authentication.lockout_minutes",
		"authentication.lockout_factor",
		"identity_providers.sso_enabled",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     lockout,
}

// With single sign-on the broker's numbers are for accounts outside it alone,
// whatever they are: they are shown, and decide nothing. While it is not known
// whether there is single sign-on, they decide nothing either.
func lockout(in *check.Input) []finding.Finding {
	w, org := signIn(in), check.OrganizationResource()
	ev := append(lockoutValues(in), w.ev...)
	switch {
	case w.sso == snapshot.Yes:
		return []finding.Finding{check.Beside(providerLocks(in), "people sign in through an identity provider; the values shown cover only accounts outside single sign-on", ev...)}
	case w.sso == snapshot.Unknown:
		return []finding.Finding{check.Unknown(org, snapshot.FieldAbsent,
			"it is not known whether people sign in through an identity provider, whose own lockout policy would then count and not the values shown", ev...)}
	}
	f := webexLocks(in)
	if !w.sure && (f.Status == finding.Pass || f.Status == finding.Warn) {
		// The list is not documented: that it is empty fails, but proves nothing good.
		return []finding.Finding{check.NotAttested(org,
			"Webex shows no identity provider, and nobody has attested that people sign in without one (identity.sso-enforced); the values shown would then count: "+f.Message, ev...)}
	}
	return []finding.Finding{f}
}
