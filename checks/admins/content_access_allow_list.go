package admins

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ContentAccessAllowList is the check admins.content-access-allow-list.
var ContentAccessAllowList = check.Check{
	ID:          "admins.content-access-allow-list",
	Title:       "Only approved people hold roles that reach recordings, transcripts or message history",
	Severity:    check.Critical,
	SeverityWhy: "Directly the seed's definition of administrative access to PHI.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Limit Webex administrative access (the ability to view meeting recordings, download transcripts, and access messaging history across channels) to authorized staff with legitimate operational need'",
	Why:         "Compliance officers can search and export all user content; full and site administrators manage all recordings.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.308(a)(3)(ii)(B)", "164.312(a)(1)"},
	NIST:        []string{"AC-2", "AC-3", "AC-6", "PS-3"},
	Resource:    "role holder",
	Logic: check.Logic{
		Pass:          "authorised list set and every holder on it, each entry with reason and review date.",
		Fail:          "holder of a content role not on the list.",
		Warn:          "listed person without a reason, or review older than 90 days; listed person who no longer holds the role.",
		NotApplicable: "none.",
		Unknown:       "authorised list empty → UNKNOWN with the full inventory (never PASS).",
	},
	Traps: []string{
		"Role names are localised/renamed over time: match by role id and by lower-cased name; report unmatched roles as 'unclassified' instead of dropping them.",
		"A person may hold several roles; list each.",
		"Service apps authorised with compliance scopes are not people (apps.authorizations, admins.non-human).",
	},
	Remedy: "Remove the role or add the person with reason. Control Hub ▸ Users ▸ filter by role.",
	Params: []check.Param{
		{Name: "authorised", Default: []string{}},
		{Name: "content_roles", Default: []string{"Compliance Officer", "Full Administrator", "Site Administrator", "Content Admin"}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     contentAccessAllowList,
}

func contentAccessAllowList(in *check.Input) []finding.Finding {
	panic("to be written")
}
