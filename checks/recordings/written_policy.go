package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// WrittenPolicy is the check recordings.written-policy.
var WrittenPolicy = check.Check{
	ID:          "recordings.written-policy",
	Title:       "A written policy says whether patient visits may be recorded, and practice matches it",
	Severity:    check.High,
	SeverityWhy: "Without a policy no other recording control has a yardstick.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (policies and procedures)",
	Seed:        "003 — 'Establish a written policy on whether patient visits may be recorded'",
	Why:         "The document is the control; the recording list shows whether it is followed.",
	Controls:    []hipaa.Citation{"164.316(a)", "164.316(b)(1)(i)", "164.308(a)(4)(i)"},
	NIST:        []string{"PL-1", "PL-2", "AC-1"},
	Resource:    "organisation; recording (contradictions)",
	Logic: check.Logic{
		Pass:          "valid attestation and no contradicting recording.",
		Fail:          "attestation says prohibited but PHI-scope hosts have recordings; or attestation expired.",
		Warn:          "permitted only for listed purposes and recordings carry no purpose tracking code.",
		NotApplicable: "none.",
		Unknown:       "no attestation (recordings are then listed as inventory).",
	},
	Traps: []string{
		"A tracking code proves labelling, not purpose.",
		"Local recordings on a computer are invisible to the API — the policy must name them; say so in the result.",
	},
	Remedy: "Write/approve the policy; if prohibited, disable recording for clinical users: Control Hub ▸ Users ▸ (user) ▸ Meetings ▸ (site) ▸ user privileges / session type without recording.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
		{Name: "purpose_tracking_code", Default: ""},
	},
	Scans:   []snapshot.Name{snapshot.RecordingsName},
	Answers: []finding.Status{finding.Unknown},
	Run:     writtenPolicy,
}

// Nobody can attest a policy yet, so that recordings are listed as inventory:
// whether they contradict the policy is for a person to see.
func writtenPolicy(in *check.Input) []finding.Finding {
	src := in.Recordings.Source
	return []finding.Finding{check.NotAttested(check.OrganizationResource(), fmt.Sprintf("no written policy on recording visits is attested; %s; "+
		"recordings that hosts keep on their own computers are invisible to Webex, so the policy must name them", inventory(in.Recordings)),
		check.Evidence(src, "items", countOf(in.Recordings)))}
}
