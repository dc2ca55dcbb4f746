package apps

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Bots is the check apps.bots.
var Bots = check.Check{
	ID:          "apps.bots",
	Title:       "Bots in clinical spaces are known and limited",
	Severity:    check.Medium,
	SeverityWhy: "A bot reads what it is mentioned in (and, by compliance scope, more); its operator may need a BAA.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "beyond seeds",
	Why:         "A reminder or summary bot can carry PHI to its maker.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"SA-9", "AC-3", "CM-11"},
	Resource:    "bot (spaces it is in)",
	Logic: check.Logic{
		Pass:          "every bot found in clinical spaces is approved.",
		Fail:          "none by default.",
		Warn:          "unapproved bot in a clinical space.",
		NotApplicable: "no messaging.",
		Unknown:       "spaces not visible.",
	},
	Traps: []string{
		"Bots belong to their creator's organisation; they rarely appear in /people of yours.",
	},
	Remedy: "Control Hub ▸ Apps ▸ Bots ▸ allow list; remove from the space.",
	Params: []check.Param{
		{Name: "approved_bots", Default: []string{}},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     bots,
}

func bots(in *check.Input) []finding.Finding {
	panic("to be written")
}
