package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// MFAEnforced is the check identity.mfa-enforced.
var MFAEnforced = check.Check{
	ID:          "identity.mfa-enforced",
	Title:       "Multi-factor authentication is mandatory for everyone, administrators first",
	Severity:    check.Critical,
	SeverityWhy: "One phished password of a clinician or administrator opens recordings and history; MFA is the single most effective stop.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed; rule requires verification of identity, not MFA by name; NPRM (2025) would require MFA",
	Seed:        "002 — '2-factor authentication can be used'; product brief: 'MFA'",
	Why:         "164.312(d) demands proof that a person is the one claimed; passwords alone no longer give it.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.308(a)(5)(ii)(D)", "164.312(a)(2)(i)"},
	NIST:        []string{"IA-2", "IA-2(1)", "IA-2(2)"},
	Resource:    "organisation; administrators (separate result)",
	Logic: check.Logic{
		Pass:          "(no SSO) mfaEnabled = true AND attestation A says mandatory for all apps used; or (SSO for all users) attestation B valid and covering admins.",
		Fail:          "no SSO and mfaEnabled = false; or attestation says optional / excludes administrators.",
		Warn:          "mfaEnabled = true but mode not attested ('Allow MFA' can leave it to the user); B older than max_age_days; some users outside SSO (see identity.sso-enforced).",
		NotApplicable: "never.",
		Unknown:       "broker not readable and no attestation; mfaEnabled missing from the response.",
	},
	Traps: []string{
		"mfaEnabled = false is NORMAL for SSO organisations (Cisco: the Webex MFA setting was not supported with SSO; now configurable per IdP). Failing on it is the classic false alarm.",
		"mfaEnabled = true may mean 'allowed', not 'required'.",
		"Turning it on does not sign out existing sessions; users enrol at next sign-in.",
		"Service apps and bots do not use MFA: see admins.non-human.",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ Multi-Factor Authentication ▸ require for all; or enforce in the IdP with phishing-resistant factors for admins.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 90},
		{Name: "require_admin_evidence", Default: true},
	},
	Consults:   []snapshot.Name{snapshot.AuthenticationName, snapshot.IdentityProvidersName, snapshot.PeopleName, snapshot.RolesName, snapshot.ScimUsersName},
	Statements: []check.Statement{webexModeStatement, providerPolicyStatement, administratorsStatement, singleSignOnStatement},
	Fields:     []string{"people.email", "roles.id", "roles.name"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        mfaEnforced,
}

func mfaEnforced(in *check.Input) []finding.Finding {
	w, mfa := signIn(in), authentication(in).MFAEnabled
	if w.sso == snapshot.No && mfa == snapshot.No {
		// It holds for administrators as for everyone: no second result.
		return []finding.Finding{in.Despite(check.Fail(check.OrganizationResource(),
			"Webex shows no identity provider with sign-on enabled, and multi-factor authentication is off, for administrators as for everyone",
			append(mfaEvidence(in), w.ev...)...), webexModeStatement, "", "mandatory")}
	}
	fs := []finding.Finding{secondFactor(in, w, mfa)}
	if in.Params.Bool("require_admin_evidence") {
		fs = append(fs, administratorsFactor(in))
	}
	return fs
}

func administratorsFactor(in *check.Input) finding.Finding {
	r := finding.Resource{Type: "people", ID: "administrators", Name: "administrators"}
	return in.Attest(r, administratorsStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		if a.Answer == "yes" {
			return check.Pass(r, "every administrator must use a second factor, as attested")
		}
		return check.Fail(r, "not every administrator must use a second factor, as attested")
	})
}
