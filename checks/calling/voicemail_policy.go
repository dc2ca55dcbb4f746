package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// VoicemailPolicy is the check calling.voicemail-policy.
var VoicemailPolicy = check.Check{
	ID:          "calling.voicemail-policy",
	Title:       "Organisation voicemail policy fits PHI (forwarding, expiry, transcription, PIN)",
	Severity:    check.Medium,
	SeverityWhy: "Organisation-wide switches with PHI effect.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "003 — retention and AI transcription sentences (extension)",
	Why:         "Forwarding lets users mail audio out; transcription stores text; weak PIN opens mailboxes; expiry deletes early.",
	Controls:    []hipaa.Citation{"164.312(d)", "164.312(a)(1)", "164.316(b)(2)(i)"},
	NIST:        []string{"IA-2", "AC-3", "SI-12"},
	Resource:    "organisation; location",
	Logic: check.Logic{
		Pass:          "voiceMessageForwardingEnabled=false, PIN length ≥ min_pin with repeat/sequence blocks, no default PIN, transcription as allowed.",
		Fail:          "default voicemail PIN enabled together with min length < 6.",
		Warn:          "forwarding on; transcription on while ai.vendor-coverage is not PASS; expiry enabled under six years without 'voicemail is transient' policy attested.",
		NotApplicable: "no Calling.",
		Unknown:       "scope missing.",
	},
	Traps: []string{
		"Voicemail is usually not the record: expiry of weeks is normal and often wanted. WARN with policy question, never FAIL.",
		"rules: the default PIN rules are informational and cannot be modified.",
	},
	Remedy: "Control Hub ▸ Calling ▸ Service settings ▸ Voicemail.",
	Params: []check.Param{
		{Name: "min_pin", Default: 6},
		{Name: "allow_transcription", Default: false},
	},
	Needs:      []snapshot.Name{snapshot.LicensesName},
	Consults:   []snapshot.Name{snapshot.CallingName, snapshot.CallingLocationsName},
	Follows:    []string{vendorCoverage},
	Statements: []check.Statement{transientVoicemail},
	Fields: []string{
		"calling.voicemail.forwarding", "calling.voicemail.expiry_on",
		"calling.pin_rules.default_pin", "calling.pin_rules.min_length", "calling.pin_rules.block_repeated",
		"calling.pin_rules.block_contiguous", "calling.pin_rules.block_patterns",
		"calling_locations.transcription", "calling_locations.pin_rules.min_length", "calling_locations.pin_rules.block_repeated",
		"calling_locations.pin_rules.block_contiguous", "calling_locations.pin_rules.block_patterns",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     voicemailPolicy,
}

// transientVoicemail is the policy that makes an early end of voicemail right.
var transientVoicemail = check.Statement{
	ID:      "calling.voicemail-policy/transient",
	Asks:    "Does a written policy say that voicemail is transient, and that what belongs to the record is written down elsewhere?",
	Where:   "the organisation's policy on records",
	Answers: []string{"yes", "no"},
}

func voicemailPolicy(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	fs := append(unread(in, snapshot.CallingLocationsName), voicemailForwarding(in), voicemailExpiry(in), organizationPins(in))
	for _, l := range in.CallingLocations.Items {
		fs = append(fs, voicemailTranscription(in, l), locationPins(in, l))
	}
	return fs
}
