package identity

import (
	"fmt"

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
	Needs: []snapshot.Name{snapshot.AuthenticationName},
	Scans: []snapshot.Name{snapshot.IdentityProvidersName},
	Fields: []string{
		"authentication.lockout_failures",
		"authentication.lockout_minutes",
		"authentication.lockout_factor",
		"identity_providers.sso_enabled",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     lockout,
}

// With single sign-on the broker's numbers are for accounts outside it alone,
// whatever they are: they are shown, and decide nothing. While it is not known
// whether there is single sign-on, they decide nothing either.
func lockout(in *check.Input) []finding.Finding {
	src := in.IdentityProviders.Source
	sso := singleSignOn(in)
	ev := append(lockoutValues(in), check.Evidence(src, "ssoEnabled", sso.Any()))
	switch sso {
	case snapshot.Yes:
		return []finding.Finding{check.NotAttested(check.OrganizationResource(),
			"people sign in through an identity provider, and nobody has attested its lockout policy; the values shown cover only accounts outside single sign-on", ev...)}
	case snapshot.Unknown:
		return []finding.Finding{check.Unknown(check.OrganizationResource(), snapshot.FieldAbsent,
			"it is not known whether people sign in through an identity provider, whose own lockout policy would then count and not the values shown", ev...)}
	}
	f := lockoutOf(in)
	if len(in.IdentityProviders.Items) == 0 && (f.Status == finding.Pass || f.Status == finding.Warn) {
		// The list is not documented: that it is empty fails, but proves nothing good.
		return []finding.Finding{check.NotAttested(check.OrganizationResource(),
			"Webex shows no identity provider, and nobody has attested that people sign in without one; the values shown would then count: "+f.Message, ev...)}
	}
	return []finding.Finding{f}
}

func lockoutValues(in *check.Input) []finding.Evidence {
	src, auth := in.Authentication.Source, in.Authentication.Value
	return []finding.Evidence{
		check.Evidence(src, "LockoutFailureCount", auth.LockoutFailures.Any()),
		check.Evidence(src, "LockoutDuration", auth.LockoutMinutes.Any()),
		check.Evidence(src, "LockoutDurationMultiplier", auth.LockoutFactor.Any()),
	}
}

func lockoutOf(in *check.Input) finding.Finding {
	org, src, auth := check.OrganizationResource(), in.Authentication.Source, in.Authentication.Value
	ev := lockoutValues(in)
	failures, haveFailures := auth.LockoutFailures.Get()
	minutes, haveMinutes := auth.LockoutMinutes.Get()
	factor, haveFactor := auth.LockoutFactor.Get()
	switch {
	case haveFailures && failures <= 0:
		return check.Fail(org, fmt.Sprintf("failed sign-ins never lock an account (LockoutFailureCount is %d)", failures), ev...)
	case haveMinutes && minutes < in.Params.Int("min_lockout_minutes"):
		return check.Fail(org, fmt.Sprintf("an account that is locked opens again after %d min, less than %d",
			minutes, in.Params.Int("min_lockout_minutes")), ev...)
	case !haveFailures:
		return check.Absent(org, src, "LockoutFailureCount")
	case !haveMinutes:
		return check.Absent(org, src, "LockoutDuration")
	case failures > in.Params.Int("max_failures"):
		return check.Warn(org, fmt.Sprintf("an account locks only after %d failed sign-ins, more than %d", failures, in.Params.Int("max_failures")), ev...)
	case minutes >= in.Params.Int("warn_lockout_minutes"):
		return check.Pass(org, fmt.Sprintf("an account locks for %d min after %d failed sign-ins", minutes, failures), ev...)
	case !haveFactor:
		return check.Absent(org, src, "LockoutDurationMultiplier")
	case factor > 1:
		return check.Pass(org, fmt.Sprintf("an account locks for %d min after %d failed sign-ins, and longer by a factor of %d each time after",
			minutes, failures, factor), ev...)
	default:
		return check.Warn(org, fmt.Sprintf("an account locks for %d min only and never for longer, however often sign-ins fail", minutes), ev...)
	}
}
