package crypto

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// E2EEClinical is the check crypto.e2ee-clinical.
var E2EEClinical = check.Check{
	ID:          "crypto.e2ee-clinical",
	Title:       "The end-to-end-encryption decision for clinical meetings is documented and matches practice",
	Severity:    check.Low,
	SeverityWhy: "HIPAA does not require E2EE; encryption in transit and at rest is standard in Webex.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed (option) + rule-addressable (decision must be documented)",
	Seed:        "002 — 'There is also the option of end-to-end encryption, which if applied, means Cisco will not decrypt any media streams'",
	Why:         "E2EE takes Cisco out of the media path but is not compatible with cloud recording, captions/transcripts, phone/SIP join or the web client (third-party summary of Cisco help 5h5d8ab; verify) - a trade-off to decide, not to default.",
	Controls:    []hipaa.Citation{"164.312(a)(2)(iv)", "164.312(e)(2)(ii)", "164.316(b)(1)(ii)"},
	NIST:        []string{"SC-13", "SC-8", "PL-2"},
	Resource:    "organisation; meeting series",
	Logic: check.Logic{
		Pass:          "decision record valid; if require_e2ee, all PHI-scope meetings use an E2EE session type.",
		Fail:          "require_e2ee and a PHI-scope meeting does not.",
		Warn:          "no decision record.",
		NotApplicable: "none.",
		Unknown:       "session types unreadable while require_e2ee.",
	},
	Traps: []string{
		"Recognition by name is a heuristic; ids differ per site.",
		"Contradiction to flag: require_e2ee together with recordings or transcripts in the same scope.",
		"Webex Messaging content encryption (KMS) is always on and is something else.",
	},
	Remedy: "Enable the zero-trust E2EE session type for the site and assign it to the clinical group; record the decision.",
	Params: []check.Param{
		{Name: "require_e2ee", Default: false},
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     e2EEClinical,
}

func e2EEClinical(in *check.Input) []finding.Finding {
	panic("to be written")
}
