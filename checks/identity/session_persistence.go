package identity

import (
	"fmt"

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
	Needs:   []snapshot.Name{snapshot.AuthenticationName},
	Scans:   []snapshot.Name{},
	Fields:  []string{"authentication.keep_signed_in", "authentication.remember_login", "authentication.remember_days"},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     sessionPersistence,
}

// failKeepDays is Webex's own default of two weeks: longer is chosen, and fails.
const failKeepDays = 14

func sessionPersistence(in *check.Input) []finding.Finding {
	return []finding.Finding{keepSignedIn(in), rememberLogin(in)}
}

func keepSignedIn(in *check.Input) finding.Finding {
	res, src, auth := check.SettingResource("KeepMeSignedIn"), in.Authentication.Source, in.Authentication.Value
	days, known := auth.KeepDays.Get()
	on := check.Evidence(src, "KeepMeSignedIn", auth.KeepSignedIn.Any())
	ev := []finding.Evidence{on, check.Evidence(src, "KeepMeSignedInDuration", auth.KeepDays.Any())}
	switch {
	case auth.KeepSignedIn == snapshot.Unknown:
		return check.Absent(res, src, "KeepMeSignedIn")
	case auth.KeepSignedIn == snapshot.No:
		return check.Pass(res, "browsers are not kept signed in", on)
	case !known:
		return check.Absent(res, src, "KeepMeSignedInDuration")
	case days < 1:
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("browsers are kept signed in for %d days, a number that Webex does not explain", days), ev...)
	case days > failKeepDays:
		return check.Fail(res, fmt.Sprintf("browsers may stay signed in for %d days", days), ev...)
	case in.Params.Bool("allow_keep_signed_in") && days <= in.Params.Int("max_keep_days"):
		return check.Pass(res, fmt.Sprintf("browsers may stay signed in for %d days at most", days), ev...)
	case !in.Params.Bool("allow_keep_signed_in"):
		return check.Warn(res, fmt.Sprintf("browsers may stay signed in (for %d days), which your policy does not allow", days), ev...)
	default:
		return check.Warn(res, fmt.Sprintf("browsers may stay signed in for %d days, more than %d", days, in.Params.Int("max_keep_days")), ev...)
	}
}

// rememberLogin judges a convenience: Webex remembers who somebody is, not that
// they have signed in.
func rememberLogin(in *check.Input) finding.Finding {
	res, src, auth := check.SettingResource("RememberMyLoginId"), in.Authentication.Source, in.Authentication.Value
	days, known := auth.RememberDays.Get()
	on := check.Evidence(src, "RememberMyLoginId", auth.RememberLogin.Any())
	ev := []finding.Evidence{on, check.Evidence(src, "RememberMyLoginIdDuration", auth.RememberDays.Any())}
	switch {
	case auth.RememberLogin == snapshot.Unknown:
		return check.Absent(res, src, "RememberMyLoginId")
	case auth.RememberLogin == snapshot.No:
		return check.Pass(res, "sign-in names are not remembered", on)
	case !known:
		return check.Absent(res, src, "RememberMyLoginIdDuration")
	case days > in.Params.Int("max_remember_days"):
		return check.Warn(res, fmt.Sprintf("sign-in names are remembered for %d days, more than %d", days, in.Params.Int("max_remember_days")), ev...)
	default:
		return check.Pass(res, fmt.Sprintf("sign-in names are remembered for %d days at most", days), ev...)
	}
}
