package devices

import (
	"strings"

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
		Pass:          "clientSecurityPolicy = true, or the lock is attested where it cannot be read.",
		Fail:          "attested 'no lock and no MDM'.",
		Warn:          "value false, or unreadable, with MDM attested.",
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
	Consults:   []snapshot.Name{snapshot.OrgSettingsName},
	Statements: []check.Statement{AppLock},
	Fields:     []string{"organization_settings.mobile_lock"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        mobileAppLock,
}

// AppLock is the statement about what keeps a lost telephone shut.
var AppLock = check.Statement{
	ID:      "devices.mobile-app-lock",
	Asks:    "What keeps Webex on a lost telephone shut?",
	Where:   "the console of the mobile device management, or Control Hub ▸ Organization Settings ▸ Security",
	Answers: []string{"mdm-enforced", "pin-lock", "blocked", "none"},
}

func mobileAppLock(in *check.Input) []finding.Finding {
	r, src := check.SettingResource("clientSecurityPolicy"), in.OrgSettings.SourceOf("mobile_lock")
	lock := snapshot.Unknown
	if in.OrgSettings.Value != nil {
		lock = in.OrgSettings.Value.MobileLock
	}
	ev := check.Evidence(src, "clientSecurityPolicy", lock.Any())
	if lock == snapshot.Yes { // whatever anybody says
		return []finding.Finding{check.Pass(r, "the mobile app asks for a lock of the device", ev)}
	}
	f := in.Attest(r, AppLock, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding { return attestedLock(r, a.Answer, lock) })
	if f.Status == finding.Unknown && lock == snapshot.Unknown && in.OrgSettings.Missing() != nil {
		f.Message += "; and Webex did not show the setting: " + strings.TrimRight(in.OrgSettings.Missing().Detail, ". ")
	}
	if lock == snapshot.No {
		f.Evidence = append(f.Evidence, ev)
	}
	return []finding.Finding{f}
}

// attestedLock judges what somebody says, beside a switch that is off or not
// known. Device management beside a switch that could not be read is a warning
// as it is beside one that is off: else a refusal would improve the answer.
func attestedLock(r finding.Resource, answer string, lock snapshot.Tri) finding.Finding {
	switch {
	case answer == "blocked":
		return check.NotApplicable(r, "the mobile app is attested to be blocked")
	case answer == "none":
		return check.Fail(r, "the mobile app is attested to have neither a lock nor device management")
	case answer == "pin-lock" && lock == snapshot.No:
		return check.Fail(r, "the mobile app is attested to ask for a lock of the device, but Webex says that it does not")
	case answer == "pin-lock":
		return check.Pass(r, "the mobile app is attested to ask for a lock of the device")
	case lock == snapshot.No:
		return check.Warn(r, "the mobile app itself asks for no lock of the device; device management is attested to do so")
	default:
		return check.Warn(r, "device management is attested to lock the telephones; whether the mobile app itself asks for a lock is not known")
	}
}
