package audit

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// ReviewDocumented is the check audit.review-documented.
var ReviewDocumented = check.Check{
	ID:          "audit.review-documented",
	Title:       "Audit logs and access reports are reviewed at least monthly, with a record",
	Severity:    check.High,
	SeverityWhy: "Required specification that no configuration can satisfy by itself.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Information System Activity Review (R)'",
	Why:         "The rule asks for regular review of audit logs, access reports and incident tracking; the seed document lists it as Required.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(D)", "164.316(b)(1)(ii)", "164.308(a)(5)(ii)(C)"},
	NIST:        []string{"AU-6", "CA-7", "IR-5"},
	Resource:    "organisation (per period)",
	Logic: check.Logic{
		Pass:          "signed record for the last full period.",
		Fail:          "newest record older than 3 × max_age_days, or 'no review'.",
		Warn:          "older than max_age_days.",
		NotApplicable: "none.",
		Unknown:       "no record.",
	},
	Traps: []string{
		"Running this tool is not itself the review: a person must look and sign.",
		"'Regularly' is not defined in the rule; monthly is a product default.",
	},
	Remedy: "Use the review worksheet produced by the tool; keep six years (164.316(b)(2)(i)).",
	Params: []check.Param{
		{Name: "max_age_days", Default: 31},
	},
	TimeBased:  true,
	Statements: []check.Statement{logReview},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        reviewDocumented,
}

var logReview = check.Statement{
	ID:      "audit.review-documented",
	Asks:    "Did a person review the audit logs and access reports, up to which day?",
	Where:   "the record of the last review, with who looked, at what, and what came of it",
	Answers: []string{"reviewed", "not-reviewed"},
	Details: []check.Detail{
		{Name: "through", Asks: "Which is the last day that was reviewed?", Kind: check.DayDetail},
		{Name: "sources", Asks: "What was looked at?", Kind: check.ListDetail, Words: logNames, Optional: true},
	},
}

// tooOld is how many times max_age_days a record may be old before it is none.
const tooOld = 3

func reviewDocumented(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	most := in.Params.Int("max_age_days")
	return []finding.Finding{in.Attest(org, logReview, "", 0, func(a check.Attestation) finding.Finding {
		through := reviewedThrough(a)
		age := in.Today.Since(through)
		left := unlooked(a.List("sources"))
		var faults check.Faults
		faults.Fail(a.Answer != "reviewed", "is attested not to have been made")
		faults.Fail(age > tooOld*most, fmt.Sprintf("goes to %s, %d days ago, which is more than %d times the %d of max_age_days", through, age, tooOld, most))
		faults.Warn(age > most && age <= tooOld*most, fmt.Sprintf("goes to %s, %d days ago, more than the %d of max_age_days", through, age, most))
		faults.Warn(len(left) > 0, "is not said to have looked at "+check.List(left))
		if faults.Any() {
			return faults.Finding(org, "the last review of the logs")
		}
		return check.Pass(org, fmt.Sprintf("a review of the logs through %s is signed, %d days old", through, age))
	})}
}

// reviewedThrough is the last day that a review covers: nobody reviews a day
// that is yet to come, and a record that names none covers nothing after the
// day before its signature.
func reviewedThrough(a check.Attestation) finding.Day {
	through := a.Day("through")
	if through.IsZero() {
		return a.SignedOn.Plus(-1)
	}
	if through.After(a.SignedOn) {
		return a.SignedOn
	}
	return through
}

// unlooked lists the logs that a review left out.
func unlooked(looked []string) (left []string) {
	for _, name := range logNames {
		if !slices.Contains(looked, name) {
			left = append(left, name)
		}
	}
	return left
}
