package messaging

import (
	"fmt"
	"slices"

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
	Consults:   []snapshot.Name{snapshot.OrgSettingsName},
	Statements: []check.Statement{disposalStatement, retentionStatement},
	Fields: []string{
		"organization_settings.message_retention",
		"organization_settings.message_retention.days",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     retentionDisposal,
}

// retentionDisposal judges the value that Webex shows, and the worst of the two
// in the register where it shows none.
func retentionDisposal(in *check.Input) []finding.Finding {
	days, ev, doubt := retentionDays(in)
	if doubt == nil {
		return []finding.Finding{disposed(in, days, bothKinds, ev)}
	}
	return []finding.Finding{in.OrAttested(*doubt, retentionStatement, "", 0, func(a check.Attestation) finding.Finding {
		days, both := attestedDays(a)
		var worst finding.Finding
		for i, d := range days {
			f := disposed(in, d, "as attested")
			if i == 0 || slices.Index(finding.Statuses, f.Status) < slices.Index(finding.Statuses, worst.Status) {
				worst = f
			}
		}
		switch {
		case both || worst.Status == finding.Fail:
			return worst
		default:
			return check.NotAttested(retentionSetting(), "the attestation does not say for how many days messages of both kinds of space are kept")
		}
	})}
}

// disposed judges one value. One below six years is disposed of, but not after
// the retention period that the checklist asks for: that is no pass here, and
// the failure of messaging.retention-six-years.
func disposed(in *check.Input, days int, caveat string, ev ...finding.Evidence) finding.Finding {
	r, most := retentionSetting(), in.Params.Int("max_days")
	procedure, written := in.Stands(disposalStatement, "", "procedure")
	switch {
	case days == indefinite && !in.Params.Bool("accept_indefinite_with_procedure"):
		return check.Fail(r, "messages are kept for ever: nothing disposes of them after six years; "+caveat, ev...)
	case days == indefinite && written && !in.Relied(disposalStatement, "", "procedure", 0):
		return check.Warn(r, "messages are kept for ever, and the attestation of a disposal procedure is soon over, or has no evidence that is there; "+caveat, append(ev, check.AttestationEvidence(procedure))...)
	case days == indefinite && written:
		return check.Pass(r, "messages are kept for ever, and disposed of by a written procedure, as attested; "+caveat, append(ev, check.AttestationEvidence(procedure))...)
	case days == indefinite:
		return check.Warn(r, "messages are kept for ever, and no written disposal procedure is attested; "+caveat, ev...)
	case days < check.SixYears:
		return check.Warn(r, fmt.Sprintf("messages are disposed of after %d days, before six years (%d days) are over: see messaging.retention-six-years; %s", days, check.SixYears, caveat), ev...)
	case days > most:
		return check.Warn(r, fmt.Sprintf("messages are kept %d days, longer than the %d days allowed by max_days; %s", days, most, caveat), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("messages are disposed of after %d days, between six years (%d days) and max_days (%d); %s", days, check.SixYears, most, caveat), ev...)
	}
}
