package audit

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
		"Webex logs the terms that somebody accepts at their first sign-in as a setting of the organisation, with themselves as its target: no change. Other settings that somebody gives themselves may be exceptions.",
		"A change is signed off by an entry of change_tickets (the event's id, a bar and the ticket: \"YWJj|CHG-1042\"), or by the attested review of its day (in UTC).",
	},
	Remedy: "Investigate, attach ticket, sign.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 90},
		{Name: "families", Default: []string{"roles", "retention", "authentication/MFA/SSO", "external communication", "recording", "eDiscovery/legal hold", "integrations", "org settings"}},
		{Name: "change_tickets", Default: []string{}},
	},
	Scans:      []snapshot.Name{snapshot.AdminAuditName},
	TimeBased:  true,
	Statements: []check.Statement{changeReview},
	Fields:     []string{"admin_audit.at", "admin_audit.category", "admin_audit.event", "admin_audit.role_grant", "admin_audit.role_removal"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        sensitiveChanges,
}

var changeReview = check.Statement{
	ID:      "audit.sensitive-changes/review",
	Asks:    "Through which day did a person review the changes in the admin audit log and find each authorised?",
	Where:   "the record of the review, with the changes and their tickets",
	Answers: []string{"reviewed", "not-reviewed"},
	Details: []check.Detail{{Name: "through", Asks: "Which is the last day that was reviewed?", Kind: check.DayDetail}},
}

func sensitiveChanges(in *check.Input) []finding.Finding {
	days, log := in.Params.Int("lookback_days"), in.AdminAudit
	fs := check.Beyond("lookback_days", days, check.AdminAuditBack)
	for _, family := range in.Params.Strings("families") {
		if !slices.Contains(allFamilies, family) {
			return append(fs, unusable("families", fmt.Sprintf("%q is no family of changes: they are %s", family, strings.Join(allFamilies, ", "))))
		}
	}
	signed, err := signOffsOf(in)
	if err != nil {
		return append(fs, unusable("change_tickets", err.Error()))
	}
	if log.Missing() == nil && len(log.Items) == 0 {
		return append(fs, check.Unknown(logResource(adminLogName), snapshot.Error, "the admin audit log holds no event at all, which proves nothing"))
	}
	changes := gather(in, days, signed)
	for _, family := range in.Params.Strings("families") {
		fs = append(fs, changes.answer(in, family, days)...)
	}
	return append(fs, changes.doubts(in)...)
}

// within says whether something happened in the last days. Of what is yet to
// come, as its time has it, nobody knows when it did.
func within(in *check.Input, days int, at time.Time) snapshot.Tri {
	if at.IsZero() || in.YetToCome(at) {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(!at.Before(in.Now.AddDate(0, 0, -days)))
}

func unusable(param, why string) finding.Finding {
	return check.Unknown(check.SettingResource(param), snapshot.Error, fmt.Sprintf("the parameter %s cannot be used: %s", param, why))
}
