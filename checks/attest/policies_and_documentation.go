package attest

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PoliciesAndDocumentation is the check attest.policies-and-documentation.
var PoliciesAndDocumentation = check.Check{
	ID:          "attest.policies-and-documentation",
	Title:       "Security policies for Webex use exist, are current, available and kept six years",
	Severity:    check.High,
	SeverityWhy: "Required; also the home of every 'addressable' decision.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Create and Deploy Policies and Procedures', 'Retain Documentation for at Least Six Years', 'Assure that Documentation is Available', 'Update Documentation as Required'",
	Why:         "Includes workstation use/security, device and media disposal, minimum necessary, and documented reasons for addressable specifications not implemented (164.306(d)(3)).",
	Controls:    []hipaa.Citation{"164.316(a)", "164.316(b)(1)(i)", "164.316(b)(1)(ii)", "164.316(b)(2)(i)", "164.316(b)(2)(ii)", "164.316(b)(2)(iii)", "164.310(b)", "164.310(c)", "164.310(d)(1)", "164.310(d)(2)(i)", "164.310(d)(2)(ii)", "164.308(a)(4)(i)"},
	NIST:        []string{"PL-1", "PL-2", "SI-12", "PL-4", "MP-6"},
	Resource:    "policy item",
	Logic: check.Logic{
		Pass:          "item in date, owner, location, audience.",
		Fail:          "'none', or retention stated under six years.",
		Warn:          "older than max_age_days; no review after the last material change (adminAudit).",
		NotApplicable: "item not applicable with reason.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Six years run from creation OR last effective date, whichever is later: superseded versions must be kept too.",
	},
	Remedy: "Adopt/refresh; publish to staff.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Consults:   []snapshot.Name{snapshot.AdminAuditName},
	TimeBased:  true,
	Statements: []check.Statement{policiesStatement},
	Fields:     []string{"admin_audit"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        policiesAndDocumentation,
}

func policiesAndDocumentation(in *check.Input) []finding.Finding {
	change := lastChange(in)
	var fs []finding.Finding
	for _, item := range policyItems {
		fs = append(fs, policyItem(in, item, change))
	}
	return fs
}

// keepYears is how long 164.316(b)(2)(i) keeps documentation.
const keepYears = 6

func policyItem(in *check.Input, item string, change change) finding.Finding {
	r := finding.Resource{Type: "policy", ID: item, Name: item}
	return in.Attest(r, policiesStatement, item, 0, func(a check.Attestation) finding.Finding {
		reason, _ := a.Bool("reason_recorded")
		switch {
		case a.Answer == "none":
			return check.Fail(r, fmt.Sprintf("there is no policy for %s", item))
		case a.Answer == "not-applicable" && reason:
			return check.NotApplicable(r, fmt.Sprintf("%s is attested not to apply, with its reason", item))
		case a.Answer == "not-applicable":
			return check.Warn(r, fmt.Sprintf("%s is attested not to apply, without a reason in writing", item))
		default:
			return judgePolicy(in, r, a, change)
		}
	})
}

func judgePolicy(in *check.Input, r finding.Resource, a check.Attestation, change change) finding.Finding {
	reviewed, most := lastReview(in, a), in.Params.Int("max_age_days")
	years, stated := a.Int("retention_years")
	published, _ := a.Bool("published")
	var faults check.Faults
	faults.Fail(stated && years < keepYears, fmt.Sprintf("is kept for %s, less than the six of 164.316(b)(2)(i)", check.Count(years, "year")))
	faults.Warn(r.ID == "documentation-retention" && !stated, "does not say for how many years documents are kept")
	faults.Warn(in.Today.Since(reviewed) > most, fmt.Sprintf("was last reviewed on %s, more than %s ago", reviewed, check.Count(most, "day")))
	faults.Warn(change.after(reviewed), fmt.Sprintf("was not reviewed since settings changed on %s", change.on))
	faults.Warn(a.Owner == "", "has no owner")
	faults.Warn(!proved(a), "has no place with a SHA-256 where it can be read")
	faults.Warn(!published, "is not published to those it is for")
	switch {
	case faults.Failed():
		return faults.Finding(r, r.Name)
	case change.gap != nil && !change.after(reviewed):
		return check.Unknown(r, change.gap.Reason, fmt.Sprintf("whether settings changed since %s was reviewed on %s was not learnt: %s", r.Name, reviewed, change.gap.Detail), change.ev)
	case faults.Any():
		return faults.Finding(r, r.Name, change.ev)
	default:
		return check.Pass(r, fmt.Sprintf("%s is in force, published and was reviewed on %s, %s", r.Name, reviewed, change.since()), change.ev)
	}
}
