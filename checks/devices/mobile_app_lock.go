package devices

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// MobileAppLock is the check devices.mobile-app-lock.
var MobileAppLock = check.Check{
	ID:          "devices.mobile-app-lock",
	Title:       "Mobile app requires a device lock / managed device",
	Severity:    check.Medium,
	SeverityWhy: "A lost phone with Webex open shows the whole history.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable",
	Seed:        "001 — 'customer is responsible for the security of the workstations and systems'",
	Why:         "The app caches messages and files.",
	Controls:    []hipaa.Citation{"164.310(b)", "164.310(c)", "164.312(a)(2)(iii)", "164.310(d)(1)"},
	NIST:        []string{"AC-11", "AC-19", "MP-4"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "clientSecurityPolicy = true, or valid MDM attestation.",
		Fail:          "attested 'no lock and no MDM'.",
		Warn:          "value false with MDM attested.",
		NotApplicable: "mobile app blocked (attested).",
		Unknown:       "unreadable and no attestation; absent value (old code read absent as false).",
	},
	Traps: []string{
		"The boolean covers mobile PIN only.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ Security ▸ mobile device PIN lock; MDM policy.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     mobileAppLock,
}

func mobileAppLock(in *check.Input) []finding.Finding {
	panic("to be written")
}
