package audit

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LogsReadable is the check audit.logs-readable.
var LogsReadable = check.Check{
	ID:          "audit.logs-readable",
	Title:       "Administrator and sign-in audit logs exist, are readable and not empty",
	Severity:    check.High,
	SeverityWhy: "Without them no activity review is possible at all.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Audit Controls 164.312(b) (R)'; 'Information System Activity Review (R)'",
	Why:         "Both the mechanism (164.312(b)) and the review (164.308(a)(1)(ii)(D)) are required.",
	Controls:    []hipaa.Citation{"164.312(b)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"AU-2", "AU-3", "AU-6"},
	Resource:    "log source (admin audit, security audit, recording report)",
	Logic: check.Logic{
		Pass:          "HTTP 200 and at least one event in the window.",
		Fail:          "none (a denied log is UNKNOWN, an empty one is WARN).",
		Warn:          "200 but zero events in lookback_days.",
		NotApplicable: "none.",
		Unknown:       "403/404.",
	},
	Traps: []string{
		"Security (sign-in) auditing can be switched off in Control Hub: rows coming back prove it is on, an empty list may mean off - WARN, ask.",
		"An organisation with no admin action in 30 days is possible: widen to 365 before warning.",
		"The auditor's own token use may be the only event.",
	},
	Remedy: "Grant the auditor audit:events_read through a read-only integration authorised by a full administrator.",
	Params: []check.Param{
		{Name: "lookback_days", Default: 30},
		{Name: "min_admin_events", Default: 1},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     logsReadable,
}

func logsReadable(in *check.Input) []finding.Finding {
	panic("to be written")
}
