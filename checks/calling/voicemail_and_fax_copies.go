package calling

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// VoicemailAndFaxCopies is the check calling.voicemail-and-fax-copies.
var VoicemailAndFaxCopies = check.Check{
	ID:          "calling.voicemail-and-fax-copies",
	Title:       "Voicemail and fax are not copied to e-mail or external mailboxes",
	Severity:    check.High,
	SeverityWhy: "Patient messages leave the BAA-covered service as plain e-mail attachments.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "rule-addressable (transmission security) + beyond seeds",
	Seed:        "beyond seeds (supports 003 table: patient communications are PHI)",
	Why:         "Patients leave names, birth dates and symptoms on voicemail.",
	Controls:    []hipaa.Citation{"164.312(e)(1)", "164.312(e)(2)(ii)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"SC-8", "AC-4", "SC-7(10)"},
	Resource:    "person / voicemail group / virtual line / workspace with Calling",
	Logic: check.Logic{
		Pass:          "no copy, or copy to an internal domain where allow_internal_copy and e-mail is attested as covered.",
		Fail:          "emailCopyOfMessage or messageStorage EXTERNAL to an address outside internal_domains.",
		Warn:          "internal copy without e-mail BAA attestation; faxMessage.enabled (fax pages travel the same way); SMS notification to a personal number.",
		NotApplicable: "voicemail disabled; no Calling.",
		Unknown:       "setting unreadable.",
	},
	Traps: []string{
		"emailId may be empty meaning 'own address': resolve to the person's e-mail before judging.",
		"Notifications carry no audio but do carry caller number and time: WARN only when external.",
		"passcode is returned for voicemail groups: drop.",
	},
	Remedy: "Control Hub ▸ Users ▸ (user) ▸ Calling ▸ Voicemail ▸ 'send a copy' off; storage internal.",
	Params: []check.Param{
		{Name: "internal_domains", Default: []string{}},
		{Name: "allow_internal_copy", Default: true},
		{Name: "fax_policy", Default: "warn"},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     voicemailAndFaxCopies,
}

func voicemailAndFaxCopies(in *check.Input) []finding.Finding {
	panic("to be written")
}
