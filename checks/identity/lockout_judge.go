package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// lock is after how many failures an account locks, for how many minutes, and
// by which factor each lock is longer than the one before.
type lock struct{ failures, minutes, factor snapshot.Opt[int] }

func lockoutValues(in *check.Input) []finding.Evidence {
	if in.Authentication.Missing() != nil {
		return nil
	}
	auth, src := in.Authentication.Value, in.Authentication.SourceOf
	return []finding.Evidence{
		check.Evidence(src("lockout_failures"), "LockoutFailureCount", auth.LockoutFailures.Any()),
		check.Evidence(src("lockout_minutes"), "LockoutDuration", auth.LockoutMinutes.Any()),
		check.Evidence(src("lockout_factor"), "LockoutDurationMultiplier", auth.LockoutFactor.Any()),
	}
}

// webexLocks judges the lock of passwords that Webex itself holds: by what it
// shows, and for the rest by what is attested.
func webexLocks(in *check.Input) finding.Finding {
	org, auth := check.OrganizationResource(), authentication(in)
	shown := lock{auth.LockoutFailures, auth.LockoutMinutes, auth.LockoutFactor}
	f := shown.judge(in, lockoutValues(in), func(json, field string) finding.Finding { return unread(in, org, json, field) })
	f = in.OrAttested(f, webexLockStatement, "", 0, func(a check.Attestation) finding.Finding {
		if a.Answer != "locks" {
			return check.Fail(org, "failed sign-ins never lock an account, as attested")
		}
		return shown.filled(a).judge(in, lockoutValues(in), func(string, string) finding.Finding {
			return check.NotAttested(org, "the attestation does not say after how many failures an account locks, for how many minutes, and whether each lock is longer than the one before")
		})
	})
	return in.Despite(f, webexLockStatement, "", "locks")
}

// filled adds what is attested where Webex showed nothing.
func (l lock) filled(a check.Attestation) lock {
	if n, said := a.Int("failures"); said && !l.failures.Known() {
		l.failures = snapshot.Some(n)
	}
	if n, said := a.Int("minutes"); said && !l.minutes.Known() {
		l.minutes = snapshot.Some(n)
	}
	if grows, said := a.Bool("grows"); said && !l.factor.Known() {
		l.factor = snapshot.Some(1)
		if grows {
			l.factor = snapshot.Some(2)
		}
	}
	return l
}

// judge answers with absent for the first value that is needed and not known.
func (l lock) judge(in *check.Input, ev []finding.Evidence, absent func(json, field string) finding.Finding) finding.Finding {
	org, least := check.OrganizationResource(), in.Params.Int("min_lockout_minutes")
	failures, haveFailures := l.failures.Get()
	minutes, haveMinutes := l.minutes.Get()
	factor, haveFactor := l.factor.Get()
	switch {
	case haveFailures && failures <= 0:
		return check.Fail(org, fmt.Sprintf("failed sign-ins never lock an account (LockoutFailureCount is %d)", failures), ev...)
	case haveMinutes && minutes < least:
		return check.Fail(org, fmt.Sprintf("an account that is locked opens again after %d min, less than %d", minutes, least), ev...)
	case !haveFailures:
		return absent("lockout_failures", "LockoutFailureCount")
	case !haveMinutes:
		return absent("lockout_minutes", "LockoutDuration")
	case failures > in.Params.Int("max_failures"):
		return check.Warn(org, fmt.Sprintf("an account locks only after %d failed sign-ins, more than %d", failures, in.Params.Int("max_failures")), ev...)
	case minutes >= in.Params.Int("warn_lockout_minutes"):
		return check.Pass(org, fmt.Sprintf("an account locks for %d min after %d failed sign-ins", minutes, failures), ev...)
	case !haveFactor:
		return absent("lockout_factor", "LockoutDurationMultiplier")
	case factor > 1:
		return check.Pass(org, fmt.Sprintf("an account locks for %d min after %d failed sign-ins, and longer each time after", minutes, failures), ev...)
	default:
		return check.Warn(org, fmt.Sprintf("an account locks for %d min only and never for longer, however often sign-ins fail", minutes), ev...)
	}
}

// providerLocks goes by the attested policy of the identity provider. Those who
// sign in without it are held by Webex's own lock.
func providerLocks(in *check.Input) finding.Finding {
	org := check.OrganizationResource()
	return in.Attest(org, providerLockStatement, "", 0, func(a check.Attestation) finding.Finding {
		all, why, reason := everyone(in)
		switch {
		case a.Answer != "locks":
			return check.Fail(org, "people sign in through an identity provider that never locks an account, as attested")
		case all == snapshot.Yes:
			return check.NotApplicable(org, "everyone signs in through the identity provider, which locks accounts, as attested; Webex's own values are for break-glass accounts alone")
		case all == snapshot.Unknown:
			return check.Unknown(org, reason, "the identity provider locks accounts, as attested, but "+why)
		default:
			f := webexLocks(in)
			f.Message = "of the accounts outside single sign-on: " + f.Message
			return f
		}
	})
}
