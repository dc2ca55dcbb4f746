package audit

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SensitiveChanges is the check audit.sensitive-changes.
var SensitiveChanges = check.Check{
	ID:          "audit.sensitive-changes",
	Title:       "Security-relevant changes and content searches were authorised",
	Severity:    check.High,
	SeverityWhy: "Catches the switch-off between two audits.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required (activity review)",
	Seed:        "001 — 'Information System Activity Review (R)'; 003 — 'Staff Access Management'",
	Why:         "A retention change, an MFA switch-off or an eDiscovery export is exactly what a reviewer must see.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(D)", "164.312(b)", "164.308(a)(6)(ii)"},
	NIST:        []string{"AU-6", "SI-4", "IR-5"},
	Resource:    "event (rolled up per family)",
	Logic: check.Logic{
		Pass:          "no event in the families, or each one matched to a change ticket / review sign-off.",
		Fail:          "retention lowered, MFA/SSO disabled, external communication opened or eDiscovery export without sign-off.",
		Warn:          "other unmatched events.",
		NotApplicable: "none.",
		Unknown:       "log unreadable; unknown categories present are listed as WARN.",
	},
	Traps: []string{
		"Match by category and text pattern, with tests from real samples; wording changes - fail closed to WARN, not PASS.",
		"Event names are documented in help nqzomav (e.g. 'eDiscovery Report Was Created', 'Record Automatically Triggered Deletion Events').",
		"actionText may contain names.",
	},
	Remedy: "Investigate, attach ticket, sign.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "families", Default: []string{"roles", "retention", "authentication/MFA/SSO", "external communication", "recording", "eDiscovery/legal hold", "integrations", "org settings"}},
		{Name: "change_tickets", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     sensitiveChanges,
}

func sensitiveChanges(in *check.Input) []finding.Finding {
	panic("to be written")
}
