package messaging

import (
	"fmt"

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
	Consults:   []snapshot.Name{snapshot.OrgSettingsName, snapshot.SpacesName, snapshot.ClassificationsName},
	Statements: []check.Statement{fileControls, managedDevices, ownStorage},
	Fields: []string{
		"organization_settings.desktop_files",
		"organization_settings.mobile_files",
		"organization_settings.web_files",
		"organization_settings.bot_files",
		"organization_settings.whiteboard_files",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     fileSharing,
}

func fileSharing(in *check.Input) []finding.Finding {
	if a, ok := in.Attested(ownStorage, ""); ok && in.Relied(ownStorage, "", "yes", 0) {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(),
			"files of spaces are stored only in the organisation's own service, and that is enforced", check.AttestationEvidence(a))}
	}
	wanted, fs := wantedLevels(in.Params.Strings("require_block"))
	for _, c := range clients {
		fs = append(fs, c.judge(in, wanted[c.name]))
	}
	return fs
}

// judge answers for one kind of client; wanted is the level that it must have at
// least.
func (c client) judge(in *check.Input, wanted level) finding.Finding {
	res, word := clientResource(c.name), c.setting(in)
	ev := check.Evidence(in.OrgSettings.SourceOf(c.field), c.name+"FileShareControl", check.Word(word))
	have, known := c.levels()[word]
	byWhom, relied := managed(in, c)
	switch {
	case word != "" && !known:
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("the file control of %s holds a word without a documented meaning", c.words), ev)
	case !known && relied:
		return check.Pass(res, fmt.Sprintf("the devices behind %s are attested to be managed; %s", c.words, absent(in, c.field, c.name+"FileShareControl")), byWhom)
	case !known:
		return c.attested(in, wanted, res)
	case c.name == "bot" && have == none:
		return unblockedBots(in, res, ev)
	case have >= wanted && !(c.open && have == none):
		return check.Pass(res, fmt.Sprintf("the file control of %s is %s", c.words, word), ev)
	case relied:
		return check.Pass(res, fmt.Sprintf("the file control of %s is %s, and the devices behind them are attested to be managed", c.words, word), ev, byWhom)
	default:
		return check.Warn(res, fmt.Sprintf("the file control of %s is %s%s", c.words, word, instead(wanted)), ev)
	}
}
