package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// BAAExecuted is the check attest.baa-executed.
var BAAExecuted = check.Check{
	ID:          "attest.baa-executed",
	Title:       "A Business Associate Agreement with Cisco is signed and in force",
	Severity:    check.Critical,
	SeverityWhy: "Without it no PHI may be put into Webex, whatever the settings.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "003 — 'Execute the BAA with Cisco. The standard service agreement does not substitute.'; 002 — 'Cisco will also sign a business associate agreement'",
	Why:         "164.308(b) and 164.314(a) require a written contract before a business associate handles ePHI.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(1)", "164.314(a)(2)(i)(A)", "164.314(a)(2)(i)(B)", "164.314(a)(2)(i)(C)"},
	NIST:        []string{"SA-9", "SA-4", "CA-3", "PS-7"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "entry valid, document hash present, all clause boxes ticked, reviewed within review_days.",
		Fail:          "answer 'no', expired or terminated, or effective date in the future.",
		Warn:          "reviewed too long ago; clause unticked; hash missing.",
		NotApplicable: "organisation attested as neither covered entity nor business associate.",
		Unknown:       "no entry (the tool cannot see contracts - say 'not evidenced', never 'absent').",
	},
	Traps: []string{
		"Seed 001 lists 'authorise termination if materially breached' under 164.314(a): the 2013 Omnibus Rule moved it; it is now 164.504(e)(2)(iii).",
		"An ordinary Cisco order or DPA is not a BAA.",
		"The covered entity's own affiliates may need their own.",
	},
	Remedy: "Contact Cisco healthcare sales / Trust Portal; store the executed copy.",
	Params: []check.Param{
		{Name: "review_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     baaExecuted,
}

func baaExecuted(in *check.Input) []finding.Finding {
	panic("to be written")
}
