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
	Consults:   []snapshot.Name{snapshot.MeetingsName, snapshot.SessionTypesName, snapshot.HostsName, snapshot.KeyManagementName},
	Statements: []check.Statement{e2eeDecision},
	Fields: []string{
		"meetings.meetings",
		"meetings.meetings.session_type_id",
		"session_types.end_to_end",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:     e2EEClinical,
}

var e2eeDecision = check.Statement{
	ID:      "crypto.e2ee-clinical",
	Asks:    "Is it written down whether clinical meetings use end-to-end encryption, and why?",
	Where:   "the risk analysis or the security plan",
	Answers: []string{"documented", "none"},
	Details: []check.Detail{
		{Name: "decision", Asks: "What was decided?", Kind: check.WordDetail, Words: []string{"e2ee", "not-e2ee"}, Optional: true},
	},
}

// The decision is a person's word. Whether meetings follow it is looked at when
// the policy asks for end-to-end encryption, or the decision is for it.
func e2EEClinical(in *check.Input) []finding.Finding {
	required := in.Params.Bool("require_e2ee")
	decided := ""
	if a, ok := in.Attested(e2eeDecision, ""); ok {
		decided = a.Word("decision")
	}
	fs := []finding.Finding{in.Attest(check.OrganizationResource(), e2eeDecision, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		r := check.OrganizationResource()
		switch {
		case a.Answer != "documented":
			return check.Warn(r, "whether clinical meetings use end-to-end encryption was not decided in writing")
		case required && decided == "not-e2ee":
			return check.Warn(r, "the decision is against end-to-end encryption, and the policy asks for it (require_e2ee)")
		default:
			return check.Pass(r, "the decision about end-to-end encryption of clinical meetings is documented", ownKeys(in)...)
		}
	})}
	if !required && decided != "e2ee" {
		return fs
	}
	return append(fs, meetingsEndToEnd(in, required)...)
}

// ownKeys shows who holds the keys of messages, where that is known. It is for
// information: messages are always encrypted, and meetings by other keys.
func ownKeys(in *check.Input) []finding.Evidence {
	k := in.KeyManagement
	if k.Value == nil || k.Value.Mode == "" {
		return nil
	}
	return []finding.Evidence{check.Evidence(k.Source, "orgMode", k.Value.Mode)}
}
