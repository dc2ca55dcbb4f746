package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DisposalOverdue is the check recordings.disposal-overdue.
var DisposalOverdue = check.Check{
	ID:          "recordings.disposal-overdue",
	Title:       "Recordings past their retention date are disposed of",
	Severity:    check.Medium,
	SeverityWhy: "Over-retention enlarges any breach; no immediate exposure.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (disposal procedure)",
	Seed:        "003 — 'dispose of securely after the retention period'",
	Why:         "The seed asks for both ends - keep six years, then dispose.",
	Controls:    []hipaa.Citation{"164.310(d)(2)(i)", "164.316(b)(2)(i)"},
	NIST:        []string{"MP-6", "SI-12"},
	Resource:    "recording",
	Logic: check.Logic{
		Pass:          "none older than keep_years + grace_days, no bin item older than 30 days.",
		Fail:          "none (policy choice) unless disposal_is_strict=true.",
		Warn:          "recordings older than the limit and not on hold.",
		NotApplicable: "organisation younger than six years (organizations.created) or no recordings.",
		Unknown:       "old windows unreadable.",
	},
	Traps: []string{
		"State law can demand longer keeping (minors, malpractice): the limit is a parameter and a hold list exists.",
		"Legal hold suspends disposal rightly.",
		"Cisco purges backups after 30 days; 'purged' in the API is the evidence of disposal, keep its list as the disposal record.",
	},
	Remedy: "Delete and purge under the disposal procedure; API (write): DELETE /recordings/{recordingId}, POST /recordings/purge. Record who, what, when.",
	Params: []check.Param{
		{Name: "keep_years", Default: 6},
		{Name: "grace_days", Default: 60},
		{Name: "legal_hold_ids", Default: []string{}},
		{Name: "disposal_is_strict", Default: false},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     disposalOverdue,
}

func disposalOverdue(in *check.Input) []finding.Finding {
	panic("to be written")
}
