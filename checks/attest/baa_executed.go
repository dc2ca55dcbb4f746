package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
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
	TimeBased:  true,
	Statements: []check.Statement{baaStatement},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        baaExecuted,
}

func baaExecuted(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	if _, said := in.Attested(baaStatement, ""); !said {
		return []finding.Finding{check.Beside(in.Attest(org, baaStatement, "", 0, nil), "an agreement with Cisco is not evidenced: contracts cannot be read")}
	}
	return []finding.Finding{in.Attest(org, baaStatement, "", 0, func(a check.Attestation) finding.Finding {
		switch a.Answer {
		case "not-a-covered-entity":
			return check.NotApplicable(org, "the organisation is attested to be neither a covered entity nor a business associate")
		case "no":
			return check.Fail(org, "no Business Associate Agreement with Cisco is in force, so no PHI may be put into Webex")
		default:
			return judgeBAA(in, org, a)
		}
	})}
}

func judgeBAA(in *check.Input, org finding.Resource, a check.Attestation) finding.Finding {
	var faults check.Faults
	faults.Fail(a.Effective.After(in.Today), fmt.Sprintf("takes effect on %s only", a.Effective))
	faults.Warn(a.Effective.IsZero(), "has no effective date in the register")
	faults.Warn(!proved(a), "is not evidenced by a document with its SHA-256")
	open := unticked(a, baaClauses)
	faults.Warn(len(open) > 0, "is not said to hold every clause of 164.504(e)(2): "+check.List(open)+" not ticked")
	reviewed, most := lastReview(in, a), in.Params.Int("review_days")
	faults.Warn(in.Today.Since(reviewed) > most, fmt.Sprintf("was last reviewed on %s, more than %s ago", reviewed, check.Count(most, "day")))
	if faults.Any() {
		return faults.Finding(org, "the Business Associate Agreement with Cisco")
	}
	return check.Pass(org, fmt.Sprintf("a Business Associate Agreement with Cisco is attested, in force since %s, with every clause ticked, and reviewed on %s", a.Effective, reviewed))
}
