package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// OrphanedOwner is the check recordings.orphaned-owner.
var OrphanedOwner = check.Check{
	ID:          "recordings.orphaned-owner",
	Title:       "Recordings of departed hosts have a responsible owner",
	Severity:    check.Medium,
	SeverityWhy: "Nobody answers for sharing or disposal of these files.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "good practice + rule-addressable",
	Seed:        "003 — 'Restrict access to recordings to authorized staff' (extension)",
	Why:         "Access removal of a leaver does not remove their shares.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(C)", "164.310(d)(2)(iii)"},
	NIST:        []string{"PS-4", "CM-8"},
	Resource:    "recording grouped by host",
	Logic: check.Logic{
		Pass:          "every hostEmail maps to an enabled person.",
		Fail:          "none.",
		Warn:          "hostEmail unknown or disabled.",
		NotApplicable: "no recordings.",
		Unknown:       "people list incomplete (pagination error) → UNKNOWN, because a missing person would be a false orphan.",
	},
	Traps: []string{
		"Alias/e-mail changes: match all e-mails of a person, case-insensitive.",
		"Large directories: a partial people list produces false orphans.",
	},
	Remedy:  "Reassign in Control Hub (Recording management) or API: POST /convergedRecordings/reassign for call recordings.",
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     orphanedOwner,
}

func orphanedOwner(in *check.Input) []finding.Finding {
	panic("to be written")
}
