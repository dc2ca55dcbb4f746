package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SSOEnforced is the check identity.sso-enforced.
var SSOEnforced = check.Check{
	ID:          "identity.sso-enforced",
	Title:       "All staff sign in through the organisation's identity provider",
	Severity:    check.High,
	SeverityWhy: "Accounts outside SSO keep a separate password and survive off-boarding.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "good practice + seed",
	Seed:        "002 — 'strict access controls set to carefully control who has access to the platform'",
	Why:         "Central sign-in gives MFA, lockout, termination and one log in one place.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.308(a)(3)(ii)(C)", "164.312(a)(2)(i)"},
	NIST:        []string{"IA-2", "IA-8", "PS-4"},
	Resource:    "organisation; e-mail domain; user outside covered domains",
	Logic: check.Logic{
		Pass:          "valid attestation and every active person's domain is covered.",
		Fail:          "attestation 'no SSO' AND identity.mfa-enforced is not PASS.",
		Warn:          "users in uncovered domains; SAML certificate expires within cert_warn_days; JITCreation = true (anyone the IdP lets through gets an account).",
		NotApplicable: "organisation under ten users with mandatory Webex MFA attested.",
		Unknown:       "no attestation.",
	},
	Traps: []string{
		"externalId presence suggests directory sync, not SSO.",
		"There is no public read of the SSO configuration; the probe may be refused - then UNKNOWN, attestation decides.",
		"Contractors in other domains may be covered by a second IdP.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ Authentication / Identity provider; claim domains; SCIM provisioning.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 180},
		{Name: "cert_warn_days", Default: 45},
	},
	Scans:      []snapshot.Name{snapshot.PeopleName},
	Consults:   []snapshot.Name{snapshot.AuthenticationName, snapshot.IdentityProvidersName, snapshot.ScimUsersName},
	Statements: []check.Statement{singleSignOnStatement},
	Follows:    []string{MFAEnforced.ID},
	Fields:     []string{"people.email"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        ssoEnforced,
}

func ssoEnforced(in *check.Input) []finding.Finding {
	return append(ssoForEveryone(in), justInTime(in)...)
}

// ssoForEveryone judges the sign-in itself. Only a person can say that every
// domain is covered, so there is no pass without an attestation.
func ssoForEveryone(in *check.Input) []finding.Finding {
	org, sso, mfa := check.OrganizationResource(), singleSignOn(in), authentication(in).MFAEnabled
	var ev []finding.Evidence
	if in.IdentityProviders.Items != nil {
		ev = append(ev, check.Evidence(in.IdentityProviders.Source, "ssoEnabled", sso.Any()))
	}
	ev = append(ev, mfaEvidence(in)...)
	a, said := in.Attested(singleSignOnStatement, "")
	var f finding.Finding
	switch {
	case sso == snapshot.No && said && a.Answer == "yes":
		f = check.Fail(org, "Webex shows no identity provider with sign-on enabled, although single sign-on is attested", ev...)
	case sso == snapshot.No && mfa == snapshot.No:
		f = check.Fail(org, "Webex shows no identity provider with sign-on enabled, and multi-factor authentication is off", ev...)
	case sso == snapshot.Yes && said && a.Answer == "no":
		f = check.NotAttested(org, "Webex shows an identity provider with sign-on enabled, although it is attested that there is none: attest which domains it covers", ev...)
	case said:
		f = check.Beside(in.Attest(org, singleSignOnStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			if a.Answer == "yes" {
				return covered(in, a)
			}
			return withoutSSO(in)
		}), "what is attested is not enough", ev...)
		if a.Answer == "yes" {
			return append([]finding.Finding{f}, outside(in, a)...)
		}
	case sso == snapshot.No:
		f = check.NotAttested(org, "Webex shows no identity provider with sign-on enabled, and nobody has attested that Webex's own multi-factor authentication is mandatory instead", ev...)
	case sso == snapshot.Yes:
		f = check.NotAttested(org, fmt.Sprintf("single sign-on is set up, but nobody has attested that it covers everyone (%s)", domains(in.People.Items)), ev...)
	default:
		f = check.NotAttested(org, "the identity providers could not be read, and nobody has attested which one signs people in", ev...)
	}
	return []finding.Finding{f}
}
