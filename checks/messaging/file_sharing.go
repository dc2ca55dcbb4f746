package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// FileSharing is the check messaging.file-sharing.
var FileSharing = check.Check{
	ID:          "messaging.file-sharing",
	Title:       "File sharing and download are restricted on unmanaged clients, browsers and bots",
	Severity:    check.Medium,
	SeverityWhy: "Files copied to personal devices leave control; depends on device management.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "002 — 'strict access controls' (extension)",
	Why:         "Lab results and images are shared as files; blocking download on mobile/web keeps them in the service.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.310(d)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"AC-3", "SC-7(10)", "MP-4"},
	Resource:    "client type (desktop, mobile, web, bot, whiteboard)",
	Logic: check.Logic{
		Pass:          "each client type at or above the required level, or MDM attestation valid for mobile/desktop.",
		Fail:          "botFileShareControl = NONE while bots exist in clinical spaces.",
		Warn:          "web or mobile = NONE without MDM attestation.",
		NotApplicable: "ECM-only file storage attested and enforced.",
		Unknown:       "settings unreadable and no attestation; key missing (the old UI treats missing as NONE - we do not).",
	},
	Traps: []string{
		"Blocking upload can push staff to e-mail: recommend, do not fail, on desktop.",
		"NONE means 'no block'.",
	},
	Remedy: "Control Hub ▸ Services ▸ Messaging ▸ Settings ▸ Collaboration restrictions / file sharing controls (Pro Pack).",
	Params: []check.Param{
		{Name: "require_block", Default: []string{"web:BLOCK_UPLOAD", "bot:BLOCK_BOTH"}},
		{Name: "accept_if_mdm_attested", Default: true},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     fileSharing,
}

func fileSharing(in *check.Input) []finding.Finding {
	panic("to be written")
}
