package audit

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LoginMonitoring is the check audit.login-monitoring.
var LoginMonitoring = check.Check{
	ID:          "audit.login-monitoring",
	Title:       "Sign-ins are monitored and odd ones followed up",
	Severity:    check.Medium,
	SeverityWhy: "Addressable specification; supports early detection.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (log-in monitoring)",
	Seed:        "001 — 'Log-in Monitoring (A)'; 002 — 'rate limiting on login attempts'",
	Why:         "Detects use of disabled people's accounts, sign-ins from unexpected networks, dormant accounts waking up.",
	Controls:    []hipaa.Citation{"164.308(a)(5)(ii)(C)", "164.308(a)(1)(ii)(D)", "164.312(b)"},
	NIST:        []string{"AU-6", "SI-4", "AC-7"},
	Resource:    "administrator sign-in; person",
	Logic: check.Logic{
		Pass:          "no rule hit and review attested.",
		Fail:          "sign-in by a disabled account or by an admin from outside admin_allowed_cidrs (when set) without sign-off.",
		Warn:          "first sign-in after > dormant_days; new country/ASN is NOT computed (no geodata shipped).",
		NotApplicable: "all sign-ins at the IdP and IdP monitoring attested.",
		Unknown:       "log unreadable.",
	},
	Traps: []string{
		"The log holds sign-ins and sign-outs, not necessarily failed attempts.",
		"With SSO, failed attempts live in the IdP.",
		"IP addresses are personal data: keep truncated.",
	},
	Remedy: "Route to SIEM; set admin network policy in the IdP.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "admin_allowed_cidrs", Default: []string{}},
		{Name: "dormant_days", Default: 90},
	},
	Scans:      []snapshot.Name{snapshot.SignInsName, snapshot.PeopleName},
	Consults:   []snapshot.Name{snapshot.AdminAuditName, snapshot.ScimUsersName, snapshot.ScimGroupsName},
	Follows:    []string{singleSignOn},
	TimeBased:  true,
	Statements: []check.Statement{signInReview, providerWatch},
	Fields:     []string{"sign_ins.actor_uuid", "sign_ins.last", "sign_ins.pause_days", "sign_ins.pause_open", "people.uuid", "people.login_enabled"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        loginMonitoring,
}

// singleSignOn is the check that says whether Webex itself takes passwords.
const singleSignOn = "identity.sso-enforced"

var signInReview = check.Statement{
	ID:      "audit.login-monitoring/review",
	Asks:    "Through which day did a person review the sign-ins and follow up the odd ones?",
	Where:   "the record of the review",
	Answers: []string{"reviewed", "not-reviewed"},
	Details: []check.Detail{{Name: "through", Asks: "Which is the last day that was reviewed?", Kind: check.DayDetail}},
}

var providerWatch = check.Statement{
	ID:      "audit.login-monitoring/identity-provider",
	Asks:    "Does everybody sign in at the identity provider, and are sign-ins monitored there?",
	Where:   "the identity provider's monitoring",
	Answers: []string{"monitored", "not-monitored"},
}

func loginMonitoring(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	if _, ok := in.Stands(providerWatch, "", "monitored"); ok && in.Other(singleSignOn) == finding.Pass {
		return []finding.Finding{in.Attest(org, providerWatch, "", 0, func(check.Attestation) finding.Finding {
			return check.NotApplicable(org, "everybody signs in at the identity provider, where sign-ins are attested to be monitored")
		})}
	}
	days := in.Params.Int("lookback_days")
	fs := check.Beyond("lookback_days", days, check.NetworksBack)
	fs = append(fs, check.Beyond("dormant_days", in.Params.Int("dormant_days"), check.PausesBack)...)
	allowed, err := readNetworks(in.Params.Strings("admin_allowed_cidrs"))
	if err != nil {
		return append(fs, unusable("admin_allowed_cidrs", err.Error()))
	}
	fs = append(fs, in.Attest(org, signInReview, "", 0, func(a check.Attestation) finding.Finding {
		through := reviewedThrough(a)
		switch {
		case a.Answer != "reviewed":
			return check.Warn(org, "sign-ins are attested not to be reviewed")
		case in.Today.Since(through) > days:
			return check.Warn(org, fmt.Sprintf("the last review of sign-ins goes to %s only, more than %s ago", through, check.Count(days, "day")))
		default:
			return check.Pass(org, fmt.Sprintf("a review of sign-ins through %s is signed", through))
		}
	}))
	w := watch{in: in, allowed: allowed, through: reviewedBy(in, signInReview), accounts: accountsOf(in)}
	for _, s := range in.SignIns.Items {
		fs = append(fs, w.judge(s, days)...)
	}
	return fs
}
