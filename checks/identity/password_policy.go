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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{finding.Unknown},
	Run:     passwordPolicy,
}

// passwordPolicy asks for an attestation: the only call that shows the policy
// is one that changes it.
func passwordPolicy(in *check.Input) []finding.Finding {
	return []finding.Finding{check.NotAttested(check.OrganizationResource(),
		fmt.Sprintf("nobody has attested the policy for passwords that Webex holds: at least %d characters, the last %d refused, and a list of words that are not allowed",
			in.Params.Int("min_length"), in.Params.Int("history")))}
}
