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
	Needs:      []snapshot.Name{snapshot.LicensesName},
	Consults:   []snapshot.Name{snapshot.VoicemailName, snapshot.WorkspacesName},
	Statements: []check.Statement{emailBAA},
	Fields: []string{
		"voicemail_boxes.enabled", "voicemail_boxes.copy", "voicemail_boxes.storage", "voicemail_boxes.notify", "voicemail_boxes.fax",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     voicemailAndFaxCopies,
}

// emailBAA is what only the contract with the e-mail provider shows.
var emailBAA = check.Statement{
	ID:      "calling.voicemail-and-fax-copies/email-baa",
	Asks:    "Is the organisation's e-mail covered by a business associate agreement, so that copies of voicemail and fax may lie in it?",
	Where:   "the contract with the e-mail provider",
	Answers: []string{"yes", "no"},
}

func voicemailAndFaxCopies(in *check.Input) []finding.Finding {
	if fs := unused(in); fs != nil {
		return fs
	}
	fs := unread(in, snapshot.VoicemailName)
	mailed := false
	for _, b := range in.Voicemail.Items {
		fs = append(fs, mailboxCopies(in, b))
		mailed = mailed || mayMail(b)
	}
	// A word that has run out, or that says no, is a finding of its own.
	if _, said := in.Attested(emailBAA, ""); said && mailed && in.Params.Bool("allow_internal_copy") {
		fs = append(fs, in.Attest(check.SettingResource("e-mail"), emailBAA, "", 0, func(a check.Attestation) finding.Finding {
			if a.Answer == "yes" {
				return finding.Finding{Status: finding.Pass, Message: "the organisation's e-mail is attested as covered"}
			}
			return finding.Finding{Status: finding.Warn, Message: "the organisation's e-mail is attested as not covered, and voicemail is copied to it"}
		}))
	}
	return fs
}
