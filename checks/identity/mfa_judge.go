package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// mfaEvidence is what Webex shows of its own second factor, if it does.
func mfaEvidence(in *check.Input) []finding.Evidence {
	if in.Authentication.Missing() != nil {
		return nil
	}
	return []finding.Evidence{check.Evidence(in.Authentication.SourceOf("mfa_enabled"), "mfaEnabled", in.Authentication.Value.MFAEnabled.Any())}
}

// secondFactor judges the organisation as a whole. Off is how Webex shows every
// organisation that signs in elsewhere; on may leave the choice to each user.
func secondFactor(in *check.Input, w way, mfa snapshot.Tri) finding.Finding {
	org, gap := check.OrganizationResource(), in.Authentication.Missing()
	ev := append(mfaEvidence(in), w.ev...)
	_, mode := in.Attested(webexModeStatement, "")
	_, policy := in.Attested(providerPolicyStatement, "")
	switch {
	case w.sso == snapshot.Yes && (policy || mfa != snapshot.Yes):
		return check.Beside(demandedByProvider(in), "people sign in through an identity provider, so its policy decides", ev...)
	case mfa == snapshot.Yes && !mode:
		return check.Warn(org, "multi-factor authentication is switched on, but nobody has attested that it is mandatory: Webex can leave the choice to each user", ev...)
	case mfa == snapshot.Yes, gap != nil && mode && w.sso == snapshot.No:
		return check.Beside(demandedByWebex(in, w), "multi-factor authentication could be optional", ev...)
	case mfa == snapshot.Unknown:
		return unread(in, org, "mfa_enabled", "mfaEnabled")
	default:
		return check.NotAttested(org, "Webex's own multi-factor authentication is off, and whether an identity provider demands it could not be read: "+
			"attest its policy for Webex, or that there is none", ev...)
	}
}

// demandedByProvider goes by the attested policy of the identity provider,
// which reaches those only who sign in through it.
func demandedByProvider(in *check.Input) finding.Finding {
	org := check.OrganizationResource()
	return in.Attest(org, providerPolicyStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		all, why, reason := everyone(in)
		switch {
		case a.Answer == "not_administrators":
			return check.Fail(org, "the identity provider demands no second factor from administrators, as attested")
		case a.Answer != "everyone":
			return check.Fail(org, "the identity provider leaves the second factor to choice, as attested")
		case all == snapshot.Yes:
			return check.Pass(org, "everyone signs in through the identity provider, which demands a second factor, as attested")
		case all == snapshot.No:
			return check.Warn(org, "the identity provider demands a second factor, as attested, but some accounts are outside single sign-on (see identity.sso-enforced)")
		default:
			return check.Unknown(org, reason, "the identity provider demands a second factor, as attested, but "+why)
		}
	})
}

// demandedByWebex goes by the attested mode of Webex's own second factor, which
// is all there is only where nobody signs in elsewhere.
func demandedByWebex(in *check.Input, w way) finding.Finding {
	org := check.OrganizationResource()
	return in.Attest(org, webexModeStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		switch {
		case a.Answer == "optional":
			return check.Fail(org, "multi-factor authentication is optional, as attested")
		case a.Answer != "mandatory":
			return check.Warn(org, "multi-factor authentication is mandatory for selected apps only, as attested")
		case w.sso == snapshot.No && w.sure:
			return check.Pass(org, "multi-factor authentication is mandatory, as attested")
		default:
			return check.Warn(org, "multi-factor authentication is mandatory in Webex, as attested, but nobody has attested whether people sign in elsewhere (identity.sso-enforced)")
		}
	})
}
