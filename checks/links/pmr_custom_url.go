package links

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PMRCustomURL is the check links.pmr-custom-url.
var PMRCustomURL = check.Check{
	ID:          "links.pmr-custom-url",
	Title:       "Hosts cannot choose their own Personal Room address",
	Severity:    check.Low,
	SeverityWhy: "Predictable names make enumeration easier; impact depends on the lobby.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "good practice + seed (persistent link)",
	Seed:        "003 — 'single persistent meeting room link' (extension)",
	Why:         "'/meet/dr.lopez' is guessable and gets printed on cards; a generated id is not.",
	Controls:    []hipaa.Citation{"164.312(a)(1)"},
	NIST:        []string{"AC-3", "CM-7"},
	Resource:    "site; host",
	Logic: check.Logic{
		Pass:          "allowCustomPersonalRoomURL = false.",
		Fail:          "never on its own (LOW).",
		Warn:          "true; or existing links contain the mailbox prefix.",
		NotApplicable: "Personal Rooms disabled (attested).",
		Unknown:       "field absent.",
	},
	Traps: []string{
		"The site's generation rule (mailbox prefix, initials, 'pr'+number, 12-character id) has no API; mailbox prefix may simply be the site rule.",
	},
	Remedy: "Control Hub ▸ Sites ▸ (site) ▸ Settings ▸ Common Settings ▸ Personal Meeting Room ▸ untick 'Allow hosts to change their Personal Room URLs'; choose the 'pr + 12-digit system-generated id' rule. API: PATCH commonSettings siteOptions.allowCustomPersonalRoomURL=false.",
	Params: []check.Param{
		{Name: "check_existing_links", Default: true},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     pmrCustomURL,
}

func pmrCustomURL(in *check.Input) []finding.Finding {
	panic("to be written")
}
