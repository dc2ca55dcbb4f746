package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PlanEligible is the check attest.plan-eligible.
var PlanEligible = check.Check{
	ID:          "attest.plan-eligible",
	Title:       "The subscription is on a BAA-eligible Webex plan",
	Severity:    check.Critical,
	SeverityWhy: "BAA may not apply to an ineligible plan.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Confirm your Webex account is on a BAA-eligible plan (not all Webex plans include BAA eligibility)'; 'If your plan is not BAA-eligible, move to one that is'",
	Why:         "Eligibility is a Cisco commercial fact that the API cannot tell; the licence list shows whether anything changed since it was confirmed.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)"},
	NIST:        []string{"SA-9", "SA-4"},
	Resource:    "subscription",
	Logic: check.Logic{
		Pass:          "every subscriptionId with consumedUnits > 0 is named in a valid confirmation.",
		Fail:          "entry says not eligible; or a free/trial licence is the only Meetings licence.",
		Warn:          "subscription not in the list, or licence names changed since.",
		NotApplicable: "none.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Never hard-code which plans are eligible: the seed warns they evolve.",
		"Free licences may carry no subscriptionId; people can be on them unnoticed.",
	},
	Remedy: "Ask Cisco for a confirmation by subscription; move users off free plans.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     planEligible,
}

func planEligible(in *check.Input) []finding.Finding {
	panic("to be written")
}
