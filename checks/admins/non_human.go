package admins

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// NonHuman is the check admins.non-human.
var NonHuman = check.Check{
	ID:          "admins.non-human",
	Title:       "No bot, guest or service account holds an administrator role",
	Severity:    check.High,
	SeverityWhy: "Long-lived tokens without MFA and without a person to hold to account.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "rule-required (unique identification) + good practice",
	Seed:        "beyond seeds (supports 001 'Unique User Identification (R)')",
	Why:         "A leaked bot or machine token with admin rights is silent and permanent.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(i)", "164.312(d)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"IA-9", "AC-6", "AC-2"},
	Resource:    "role holder",
	Logic: check.Logic{
		Pass:          "all role holders are type=person/userType=user and match no pattern, or are approved with owner and token expiry.",
		Fail:          "type bot or appuser with any admin role.",
		Warn:          "person account matching a service pattern and not approved.",
		NotApplicable: "none.",
		Unknown:       "type missing.",
	},
	Traps: []string{
		"The auditor's own identity will match: it must be on the approved list with read-only role, shown openly in the report.",
		"Webex 'service apps' are machine accounts authorised by a full admin; they may not be listed under /people at all - report the limit.",
	},
	Remedy: "Replace with a service app holding only the scopes needed; remove the role.",
	Params: []check.Param{
		{Name: "name_patterns", Default: []string{"svc", "service", "bot", "api", "integration", "automation", "sync", "backup", "noreply"}},
		{Name: "approved", Default: []string{}},
	},
	Needs:     []snapshot.Name{},
	Scans:     scans(snapshot.AuditorName),
	Fields:    fields("people.type", "people.email", "people.display_name", "scim_users.user_type", "auditor.uuid"),
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:       nonHuman,
}

func nonHuman(in *check.Input) []finding.Finding {
	v := administrators(in)
	patterns, err := check.NamePatterns(in.Params.Strings("name_patterns"))
	if err != nil {
		return append(v.doubts, check.Unknown(check.SettingResource("name_patterns"), snapshot.Error,
			fmt.Sprintf("the parameter name_patterns holds a pattern that cannot be used: %v", err)))
	}
	approved, err := readApprovals(in.Params.Strings("approved"))
	if err != nil {
		return append(v.doubts, check.Unknown(check.SettingResource("approved"), snapshot.Error,
			fmt.Sprintf("the parameter approved cannot be used: %v", err)))
	}
	fs := v.doubts
	self := ""
	if in.Auditor.Value != nil {
		self = in.Auditor.Value.UUID
	}
	shown := false
	for _, a := range v.admins {
		f := human(in, a, patterns, approved)
		if a.uuid == self {
			shown = true
			f.Message += " (this audit's own identity)"
		}
		fs = append(fs, f)
	}
	if in.Auditor.Value != nil && !shown {
		fs = append(fs, auditorItself(in, v, patterns, approved))
	}
	return fs
}
