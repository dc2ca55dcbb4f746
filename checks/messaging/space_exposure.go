package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SpaceExposure is the check messaging.space-exposure.
var SpaceExposure = check.Check{
	ID:          "messaging.space-exposure",
	Title:       "Clinical spaces have no public listing and no outside members",
	Severity:    check.High,
	SeverityWhy: "Members see the whole history, including what was posted before they joined.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Limit … access to … messaging history across channels … to authorized staff'",
	Why:         "A public space can be joined by every employee; an outside member reads patient discussions.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"AC-3", "AC-6", "AU-6"},
	Resource:    "space",
	Logic: check.Logic{
		Pass:          "no clinical space is public and none has a member whose personOrgId differs from the organisation.",
		Fail:          "clinical space is public, or has an outside member not in partner_domains.",
		Warn:          "unclassified space with outside members; public space with no classification.",
		NotApplicable: "no messaging.",
		Unknown:       "token sees only its own spaces → result UNKNOWN with 'n spaces visible', never PASS, unless the memberships sweep covered all people.",
	},
	Traps: []string{
		"GET /rooms lists only spaces the caller belongs to, even for a full administrator: 0 findings from an admin token means nothing.",
		"Bots show as members with their own org: count them in apps.bots.",
		"Sweep = one call per person; budget the rate limit.",
		"Do not read messages. Space titles may be PHI: print ids.",
	},
	Remedy: "Space ▸ People ▸ remove; make private; lock with moderators. API: DELETE /memberships/{membershipId}, PUT /rooms/{roomId} (write).",
	Params: []check.Param{
		{Name: "clinical_classifications", Default: []string{}},
		{Name: "partner_domains", Default: []string{}},
		{Name: "title_patterns", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     spaceExposure,
}

func spaceExposure(in *check.Input) []finding.Finding {
	panic("to be written")
}
