package messaging

import (
	"fmt"

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
	Needs: []snapshot.Name{snapshot.OrgSettingsName},
	Fields: []string{
		"organization_settings.message_retention",
		"organization_settings.message_retention.days",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     retentionDisposal,
}

// A value below six years is disposed of, but not after the retention period
// that the checklist asks for: that is no pass here, and the failure of
// messaging.retention-six-years.
func retentionDisposal(in *check.Input) []finding.Finding {
	days, ev, doubt := retentionDays(in)
	if doubt != nil {
		return doubt
	}
	most := in.Params.Int("max_days")
	var f finding.Finding
	switch {
	case days == indefinite && !in.Params.Bool("accept_indefinite_with_procedure"):
		f = check.Fail(retentionSetting(), "messages are kept for ever: nothing disposes of them after six years; "+bothKinds, ev)
	case days == indefinite:
		f = check.Warn(retentionSetting(), "messages are kept for ever, and no written disposal procedure is attested; "+bothKinds, ev)
	case days < sixYears:
		f = check.Warn(retentionSetting(), fmt.Sprintf("messages are disposed of after %d days, before six years (%d days) are over: see messaging.retention-six-years; %s", days, sixYears, bothKinds), ev)
	case days > most:
		f = check.Warn(retentionSetting(), fmt.Sprintf("messages are kept %d days, longer than the %d days allowed by max_days; %s", days, most, bothKinds), ev)
	default:
		f = check.Pass(retentionSetting(), fmt.Sprintf("messages are disposed of after %d days, between six years (%d days) and max_days (%d); %s",
			days, sixYears, most, bothKinds), ev)
	}
	return []finding.Finding{f}
}
