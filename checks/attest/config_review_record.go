package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// ConfigReviewRecord is the check attest.config-review-record.
var ConfigReviewRecord = check.Check{
	ID:          "attest.config-review-record",
	Title:       "Configuration reviews are documented and kept six years",
	Severity:    check.Medium,
	SeverityWhy: "Required documentation; easy to lose.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "rule-required (documentation) + seed",
	Seed:        "003 — 'Document the BAA execution and configuration review in your compliance records'; 'Verify coverage at the time of your evaluation'",
	Why:         "Periodic technical evaluation (164.308(a)(8)) must leave a record (164.316(b)).",
	Controls:    []hipaa.Citation{"164.308(a)(8)", "164.316(b)(1)(ii)", "164.316(b)(2)(i)", "164.316(b)(2)(iii)"},
	NIST:        []string{"CA-2", "CA-7", "SI-12"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "a signed-off run within max_gap_days before this one, hash chain intact.",
		Fail:          "hash chain broken, or gap > 365 days.",
		Warn:          "run present but not signed off; gap between 92 and 365 days.",
		NotApplicable: "first run (INFO).",
		Unknown:       "evidence store not configured.",
	},
	Traps: []string{
		"Today's own run must not satisfy its own check.",
		"Clock moved back: reject records from the future.",
		"This version keeps no store of its own runs: the hash chain is not checked, and the answer rests on the signature alone.",
	},
	Remedy: "Schedule quarterly runs and sign-off; store with object lock.",
	Params: []check.Param{
		{Name: "max_gap_days", Default: 92},
		{Name: "keep_years", Default: 6},
	},
	TimeBased:  true,
	Statements: []check.Statement{reviewStatement},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        configReviewRecord,
}

// The tool keeps no store of its own runs, and so no chain of hashes to prove
// that none is missing: a person's sign-off of an earlier run is all there is.
func configReviewRecord(in *check.Input) []finding.Finding {
	org := check.OrganizationResource()
	past := earlierRuns(in)
	_, any := in.Attested(reviewStatement, "")
	if _, said := past.Attested(reviewStatement, ""); !said && any {
		return []finding.Finding{check.NotAttested(org, "no earlier run is signed off: the register names only runs of today or later, or none at all, and those do not count")}
	}
	return []finding.Finding{past.Attest(org, reviewStatement, "", 0, func(a check.Attestation) finding.Finding {
		return judgeReview(in, org, a)
	})}
}

// earlierRuns is the input with only those entries that count: today's own run
// must not satisfy its own check, nobody signs a run off before it was, and what
// lies in the future is no record.
func earlierRuns(in *check.Input) *check.Input {
	past := *in
	past.Attestations = slices.DeleteFunc(slices.Clone(in.Attestations), func(a check.Attestation) bool {
		on := reviewed(a)
		return a.Statement == reviewStatement.ID && (on.IsZero() || !on.Before(in.Today) || a.SignedOn.Before(on))
	})
	return &past
}

// reviewed is the day from which the gap counts: that of the run, or where
// there was none yet, that of the entry that says so.
func reviewed(a check.Attestation) finding.Day {
	if a.Answer == "first-run" {
		return a.SignedOn
	}
	return a.Day("run_on")
}

// reviewedBefore says whether the register has an entry that is older than this.
func reviewedBefore(in *check.Input, a check.Attestation) bool {
	return slices.ContainsFunc(in.Attestations, func(old check.Attestation) bool {
		return old.Statement == reviewStatement.ID && old.SignedOn.Before(a.SignedOn)
	})
}

// longestGap is the gap, in days, that is no review at all.
const longestGap = 365

func judgeReview(in *check.Input, org finding.Resource, a check.Attestation) finding.Finding {
	most, years := in.Params.Int("max_gap_days"), in.Params.Int("keep_years")
	on, kept := reviewed(a), a.Day("kept_until")
	gap := in.Today.Since(on)
	var faults check.Faults
	faults.Fail(gap > longestGap, fmt.Sprintf("is of %s, %d days ago: configuration was not reviewed for more than a year", on, gap))
	faults.Warn(gap > most && gap <= longestGap, fmt.Sprintf("is of %s, %d days ago, more than the %d of max_gap_days", on, gap, most))
	faults.Warn(a.Answer == "first-run" && reviewedBefore(in, a), fmt.Sprintf("of %s is called the first, and the register has an earlier one", on))
	faults.Warn(a.Answer == "not-signed-off", fmt.Sprintf("of %s is not signed off", on))
	if a.Answer != "first-run" {
		faults.Warn(a.Owner == "", "is signed by nobody named")
		faults.Warn(!kept.IsZero() && kept.Time().Before(yearsAfter(on, years)), fmt.Sprintf("is kept until %s, less than %s", kept, check.Count(years, "year")))
	}
	switch {
	case faults.Any():
		return faults.Finding(org, "the last configuration review")
	case a.Answer == "first-run":
		return check.NotApplicable(org, fmt.Sprintf("the first run is attested for %s: there is no earlier one to sign off", on))
	default:
		return check.Pass(org, fmt.Sprintf("the run of %s is signed off, %d days before this one; the tool keeps no chain of hashes of its runs, so that this rests on the signature alone", on, gap))
	}
}
