package identity

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SessionPersistence is the check identity.session-persistence.
var SessionPersistence = check.Check{
	ID:          "identity.session-persistence",
	Title:       "Browsers do not stay signed in for days",
	Severity:    check.Medium,
	SeverityWhy: "Matters on shared workstations at nurses' stations.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "rule-addressable (automatic logoff) + good practice",
	Seed:        "001 — 'Automatic Logoff (A) – not applicable' (to Cisco's attestation; applicable to the customer)",
	Why:         "\"Keep me signed in\" on a shared PC hands the next person the previous user's visits and chats.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(iii)", "164.310(b)", "164.312(d)"},
	NIST:        []string{"AC-12", "IA-11", "AC-11"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "KeepMeSignedIn = false, or duration ≤ max_keep_days where allowed.",
		Fail:          "KeepMeSignedIn = true and duration > 14.",
		Warn:          "KeepMeSignedIn = true with 1 < duration ≤ 14; RememberMyLoginId = true beyond max_remember_days.",
		NotApplicable: "none.",
		Unknown:       "unreadable and no attestation.",
	},
	Traps: []string{
		"RememberMyLoginId stores only an encrypted hash of the e-mail for discovery; it is no session.",
		"Native app tokens live independently of browser persistence.",
	},
	Remedy: "IdP session policy; Control Hub authentication settings.",
	Params: []check.Param{
		{Name: "allow_keep_signed_in", Default: false},
		{Name: "max_keep_days", Default: 1},
		{Name: "max_remember_days", Default: 30},
	},
	Consults:   []snapshot.Name{snapshot.AuthenticationName},
	Statements: []check.Statement{sessionStatement},
	Fields:     []string{"authentication.keep_signed_in", "authentication.remember_login", "authentication.remember_days"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        sessionPersistence,
}

var sessionStatement = check.Statement{
	ID:      "identity.session-persistence",
	Asks:    "Do browsers stay signed in to Webex when they are closed?",
	Where:   "the session policy of the identity provider for Webex; Control Hub ▸ Organization Settings ▸ Authentication",
	Answers: []string{"not_kept", "kept"},
	Details: []check.Detail{
		{Name: "keep_days", Asks: "With kept: for how many days?", Kind: check.NumberDetail, Optional: true},
		{Name: "remember_days", Asks: "For how many days is the sign-in name remembered (0: not at all)?", Kind: check.NumberDetail, Optional: true},
	},
}

// sessionPersistence goes by what Webex shows, and where it shows nothing by
// what is attested.
func sessionPersistence(in *check.Input) []finding.Finding {
	keep := in.OrAttested(keepSignedIn(in), sessionStatement, "", 0, func(a check.Attestation) finding.Finding { return keptByWord(in, a) })
	remember := rememberLogin(in)
	if a, _ := in.Attested(sessionStatement, ""); remembersSaid(a) {
		remember = in.OrAttested(remember, sessionStatement, "", 0, func(a check.Attestation) finding.Finding { return rememberedByWord(in, a) })
	}
	return []finding.Finding{in.Despite(keep, sessionStatement, "", "not_kept"), remember}
}
