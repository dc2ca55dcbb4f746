package meetings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// StrongPasswordSite is the check meetings.strong-password-site.
var StrongPasswordSite = check.Check{
	ID:          "meetings.strong-password-site",
	Title:       "Site enforces strong meeting passwords",
	Severity:    check.Medium,
	SeverityWhy: "Weak or guessable meeting passwords matter most for phone and SIP joins, where there is no other proof.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed + good practice",
	Seed:        "002 — 'password policies can be enforced'",
	Why:         "Meeting numbers are enumerable; the password is what turns a found number into nothing.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.312(a)(1)"},
	NIST:        []string{"IA-2", "IA-5"},
	Resource:    "site",
	Logic: check.Logic{
		Pass:          "requireStrongPassword = true, minLength ≥ min_length, minNumeric+minAlpha+minSpecial criteria present, disallowDynamicWebText = true.",
		Fail:          "requireStrongPassword = false or minLength < 6.",
		Warn:          "6 ≤ minLength < min_length, or minNumeric, minAlpha and minSpecial all 0, or disallowDynamicWebText = false, or disallow list empty.",
		NotApplicable: "never.",
		Unknown:       "passwordCriteria missing.",
	},
	Traps: []string{
		"This is the meeting password, not the account password (identity.password-policy).",
		"It does not say that phone/video-system joiners must enter the password: that toggle is Control Hub only (see the phone sub-finding of meetings.uninvited-participants).",
		"Numeric phone password is 8 digits by design; do not apply the complexity rule to it.",
	},
	Remedy: "Control Hub ▸ Sites ▸ (site) ▸ Settings ▸ Common Settings ▸ Security ▸ password criteria. API: PATCH /admin/meeting/config/commonSettings.",
	Params: []check.Param{
		{Name: "min_length", Default: 8},
		{Name: "require_disallow_dynamic", Default: true},
	},
	Scans: []snapshot.Name{snapshot.SitesName, snapshot.SiteSettingsName},
	Fields: []string{
		"site_settings.require_strong_password",
		"site_settings.password_min_length",
		"site_settings.password_min_numeric",
		"site_settings.password_min_alpha",
		"site_settings.password_min_special",
		"site_settings.password_disallow_dynamic_web_text",
		"site_settings.password_disallow_list",
		"site_settings.password_disallowed",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     strongPasswordSite,
}

func strongPasswordSite(in *check.Input) []finding.Finding {
	minLength, dynamic := in.Params.Int("min_length"), in.Params.Bool("require_disallow_dynamic")
	return eachSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
		return judgePasswordRule(s, r, src, minLength, dynamic)
	})
}
