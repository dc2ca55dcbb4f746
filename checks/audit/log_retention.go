package audit

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// LogRetention is the check audit.log-retention.
var LogRetention = check.Check{
	ID:          "audit.log-retention",
	Title:       "Audit records are exported before Webex forgets them",
	Severity:    check.Medium,
	SeverityWhy: "Webex answers for about a year; investigations look further back.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice; documentation rule for review records",
	Seed:        "001 — 'Retain Documentation for at Least Six Years'; 002 — 'meet HIPAA audit requirements'",
	Why:         "Truthful wording: 164.316(b)(2)(i) binds the documentation of policies, actions, activities and assessments (such as review records). It does not name raw logs; keeping exports is the practical way to support them.",
	Controls:    []hipaa.Citation{"164.312(b)", "164.316(b)(2)(i)"},
	NIST:        []string{"AU-4", "AU-11", "SI-12"},
	Resource:    "log source",
	Logic: check.Logic{
		Pass:          "valid attestation with retention ≥ min_export_years and last export within max_export_gap_days.",
		Fail:          "attested none.",
		Warn:          "shorter retention, stale export, or audit window shorter than 365 days.",
		NotApplicable: "none.",
		Unknown:       "no attestation.",
	},
	Traps: []string{
		"Admin and security audit calls return at most one year per request; Cisco's article for Webex Calling in India (nzm2w1m) says 13 months kept, searchable for one year; recording access report 365 days; meeting usage/attendee reports 90 days.",
		"CSV reports are blank outside North America.",
	},
	Remedy: "Schedule the export (this tool can write a signed snapshot per run) or connect a SIEM.",
	Params: []check.Param{
		{Name: "min_export_years", Default: 6},
		{Name: "max_export_gap_days", Default: 35},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     logRetention,
}

func logRetention(in *check.Input) []finding.Finding {
	panic("to be written")
}
