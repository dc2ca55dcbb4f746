package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RetentionDisposal is the check messaging.retention-disposal.
var RetentionDisposal = check.Check{
	ID:          "messaging.retention-disposal",
	Title:       "Messages are disposed of after the retention period (not kept for ever)",
	Severity:    check.Medium,
	SeverityWhy: "No immediate exposure, but unlimited PHI in chat grows every breach.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (disposal)",
	Seed:        "003 — 'message history persists and may be retained indefinitely unless data retention settings are configured'; 'disposed of securely after that period'",
	Why:         "Indefinite retention meets the floor and misses the second half of the sentence.",
	Controls:    []hipaa.Citation{"164.310(d)(2)(i)", "164.316(b)(2)(i)"},
	NIST:        []string{"MP-6", "SI-12"},
	Resource:    "retention setting of the organisation",
	Logic: check.Logic{
		Pass:          "finite value ≥ 2192 and ≤ max_days.",
		Fail:          "none by default; '-1'/indefinite when accept_indefinite_with_procedure=false.",
		Warn:          "'-1'/indefinite without a valid disposal-procedure attestation; value > max_days.",
		NotApplicable: "no messaging.",
		Unknown:       "value unknown.",
	},
	Traps: []string{
		"Cisco no longer offers 'indefinite' to new settings; '-1' exists only where it was set before 2023.",
		"Purge covers production; Cisco states encrypted backups live 30 more days.",
	},
	Remedy: "Set a finite value; write the disposal procedure.",
	Params: []check.Param{
		{Name: "max_days", Default: 3660},
		{Name: "accept_indefinite_with_procedure", Default: true},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     retentionDisposal,
}

func retentionDisposal(in *check.Input) []finding.Finding {
	panic("to be written")
}
