package identity

import "wxaudit/pkg/check"

// Several checks turn on these statements, so that they stand together.

// singleSignOnStatement is asked by identity.sso-enforced.
var singleSignOnStatement = check.Statement{
	ID:      "identity.sso-enforced",
	Asks:    "Do people sign in to Webex through the organisation's own identity provider?",
	Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Authentication, and the identity provider",
	Answers: []string{"yes", "no"},
	Details: []check.Detail{
		{Name: "domains", Asks: "With yes: whose e-mail domains must sign in through it?", Kind: check.ListDetail, Optional: true},
		{Name: "certificate_expires", Asks: "With yes: when does its SAML certificate expire?", Kind: check.DayDetail, Optional: true},
		{Name: "last_tested", Asks: "With yes: when was signing in through it last tested?", Kind: check.DayDetail, Optional: true},
		{Name: "creates_accounts", Asks: "With yes: does signing in create Webex accounts (just in time)?", Kind: check.YesNoDetail, Optional: true},
	},
}

// webexModeStatement, providerPolicyStatement and administratorsStatement are
// asked by identity.mfa-enforced.
var (
	webexModeStatement = check.Statement{
		ID:      "identity.mfa-enforced/webex-mode",
		Asks:    "Is Webex's own multi-factor authentication mandatory for every app that is used?",
		Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ Multi-Factor Authentication",
		Answers: []string{"mandatory", "selected_apps", "optional"},
	}
	providerPolicyStatement = check.Statement{
		ID:      "identity.mfa-enforced/provider-policy",
		Asks:    "From whom does the identity provider demand a second factor for Webex, administrators and break-glass accounts included?",
		Where:   "the policy for the Webex application in the identity provider",
		Answers: []string{"everyone", "not_administrators", "optional"},
	}
	administratorsStatement = check.Statement{
		ID:          "identity.mfa-enforced/administrators",
		Asks:        "Must every administrator use a second factor, break-glass accounts included?",
		Where:       "the accounts of the administrators, in the identity provider and in Control Hub",
		Answers:     []string{"yes", "no"},
		AboutAdmins: true,
	}
)

// providerLockStatement and webexLockStatement are asked by identity.lockout.
var (
	providerLockStatement = check.Statement{
		ID:      "identity.lockout/provider",
		Asks:    "Does the identity provider lock an account, or slow it down, after failed sign-ins?",
		Where:   "the lockout policy of the identity provider",
		Answers: []string{"locks", "never"},
	}
	webexLockStatement = check.Statement{
		ID:      "identity.lockout/webex",
		Asks:    "Does Webex itself lock an account after failed sign-ins?",
		Where:   "Site Administration ▸ Security, or the authentication settings of Control Hub",
		Answers: []string{"locks", "never"},
		Details: []check.Detail{
			{Name: "failures", Asks: "With locks: after how many failures?", Kind: check.NumberDetail, Optional: true},
			{Name: "minutes", Asks: "With locks: for how many minutes?", Kind: check.NumberDetail, Optional: true},
			{Name: "grows", Asks: "With locks: is each lock longer than the one before?", Kind: check.YesNoDetail, Optional: true},
		},
	}
)
