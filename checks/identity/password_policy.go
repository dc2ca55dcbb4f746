package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PasswordPolicy is the check identity.password-policy.
var PasswordPolicy = check.Check{
	ID:          "identity.password-policy",
	Title:       "Account password policy is strong where Webex holds the password",
	Severity:    check.Medium,
	SeverityWhy: "Only matters for non-SSO users, admins with local passwords and break-glass accounts.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "002 — 'password policies can be enforced'",
	Why:         "Local Webex passwords are the back door of an SSO roll-out.",
	Controls:    []hipaa.Citation{"164.308(a)(5)(ii)(D)", "164.312(d)"},
	NIST:        []string{"IA-5", "IA-5(1)", "IA-2"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "attested length ≥ min_length with history ≥ 1 and a disallow list.",
		Fail:          "attested length < 8 or 'no policy'.",
		Warn:          "8 ≤ length < min_length.",
		NotApplicable: "SSO attested for all users and no local administrator.",
		Unknown:       "no attestation.",
	},
	Traps: []string{
		"Do not demand periodic expiry: the platform forces 90–1825 days, CISA baselines advise against expiry; report, do not score.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ Authentication ▸ password policy.",
	Params: []check.Param{
		{Name: "min_length", Default: 12},
		{Name: "history", Default: 5},
		{Name: "max_age_days", Default: 365},
	},
	Consults:   []snapshot.Name{snapshot.IdentityProvidersName, snapshot.PeopleName, snapshot.RolesName, snapshot.ScimUsersName},
	Statements: []check.Statement{passwordStatement, localAdminsStatement, singleSignOnStatement},
	Fields:     []string{},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        passwordPolicy,
}

var (
	passwordStatement = check.Statement{
		ID:      "identity.password-policy",
		Asks:    "Is there a policy for passwords that Webex itself holds?",
		Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Authentication ▸ Password policy",
		Answers: []string{"policy", "none"},
		Details: []check.Detail{
			{Name: "min_length", Asks: "With policy: how many characters must a password have?", Kind: check.NumberDetail, Optional: true},
			{Name: "history", Asks: "With policy: how many former passwords are refused?", Kind: check.NumberDetail, Optional: true},
			{Name: "disallow_list", Asks: "With policy: is there a list of words that are not allowed?", Kind: check.YesNoDetail, Optional: true},
		},
	}
	localAdminsStatement = check.Statement{
		ID:          "identity.password-policy/local-administrators",
		Asks:        "Does any administrator, break-glass accounts included, sign in with a password that Webex holds?",
		Where:       "the accounts of the administrators in Control Hub and in the identity provider",
		Answers:     []string{"none", "some"},
		AboutAdmins: true,
	}
)

// passwordPolicy asks for an attestation: the only call that shows the policy
// is one that changes it. Where nobody has such a password it does not apply.
func passwordPolicy(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	if w := signIn(in); w.sso == snapshot.Yes {
		all, _, _ := everyone(in)
		if a, none := in.Stands(localAdminsStatement, "", "none"); none && all == snapshot.Yes {
			return []finding.Finding{check.NotApplicable(org, "everyone signs in through the identity provider, and no administrator has a password that Webex holds, as attested",
				append(w.ev, check.AttestationEvidence(a))...)}
		}
	}
	return []finding.Finding{in.Attest(org, passwordStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return passwords(in, org, a)
	})}
}

// failPasswordLength is the least that Webex itself allows.
const failPasswordLength = 8

func passwords(in *check.Input, org finding.Resource, a check.Attestation) finding.Finding {
	length, lengthSaid := a.Int("min_length")
	history, historySaid := a.Int("history")
	list, listSaid := a.Bool("disallow_list")
	least, former := in.Params.Int("min_length"), in.Params.Int("history")
	var faults check.Faults
	faults.Fail(a.Answer != "policy", "follow no policy")
	faults.Fail(lengthSaid && length < failPasswordLength, fmt.Sprintf("need %d characters only", length))
	faults.Warn(lengthSaid && length >= failPasswordLength && length < least, fmt.Sprintf("need %d characters, fewer than %d", length, least))
	faults.Warn(historySaid && history < 1, "may be used again")
	faults.Warn(listSaid && !list, "may hold any word, without a disallow list")
	switch {
	case faults.Failed():
		return faults.Finding(org, "passwords that Webex holds")
	case !lengthSaid || !historySaid || !listSaid:
		return check.NotAttested(org, "the attestation does not say how long passwords must be, how many former ones are refused, and whether there is a list of words that are not allowed")
	case faults.Any():
		return faults.Finding(org, "passwords that Webex holds")
	case history < former:
		return check.Pass(org, fmt.Sprintf("passwords that Webex holds need %d characters, as attested; %s refused, and %d would be better", length, check.Count(history, "former one"), former))
	default:
		return check.Pass(org, fmt.Sprintf("passwords that Webex holds need %d characters, and %s refused, as attested", length, check.Count(history, "former one")))
	}
}
