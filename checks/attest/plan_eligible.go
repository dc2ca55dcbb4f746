package attest

import (
	"fmt"
	"slices"

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
		"Webex gives some licences to every account (Basic Messaging, Basic Space Meetings, Free screen share, Call on Webex): no confirmation names them, and whoever holds nothing else is told of.",
	},
	Remedy: "Ask Cisco for a confirmation by subscription; move users off free plans.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
	},
	Needs:      []snapshot.Name{snapshot.LicensesName},
	Consults:   []snapshot.Name{snapshot.PeopleName, snapshot.ScimUsersName},
	TimeBased:  true,
	Statements: []check.Statement{eligibleStatement},
	Fields:     []string{"licenses.name", "licenses.subscription_id"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        planEligible,
}

func planEligible(in *check.Input) []finding.Finding {
	fs := freeMeetings(in)
	for _, s := range subscriptions(in) {
		fs = append(fs, s.eligible(in))
	}
	fs = append(fs, freeAccounts(in)...)
	return append(fs, unlisted(in)...)
}

// eligible asks for Cisco's confirmation of one subscription. One that the
// register does not name is unknown, not a warning: else striking out the entry
// that fails would better the answer.
func (s subscription) eligible(in *check.Input) finding.Finding {
	r, ev := s.resource(), s.evidence(in)
	if s.id == "" {
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s in use name no subscription, so that no confirmation can name it; free licences look so", check.Count(s.used, "licence")), ev)
	}
	f := in.Attest(r, eligibleStatement, s.id, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		if a.Answer != "eligible" {
			return check.Fail(r, fmt.Sprintf("subscription %s is on a plan that Cisco's agreement does not cover", s.id), ev)
		}
		listed := a.List("licences")
		if len(listed) > 0 && slices.Contains(s.names, "") {
			return check.Absent(r, in.Licenses.Source, "name")
		}
		if added := s.missing(listed); len(added) > 0 {
			return check.Warn(r, fmt.Sprintf("Cisco's confirmation for subscription %s names other licences than those in use: %s", s.id, check.List(added)), ev)
		}
		return check.Pass(r, fmt.Sprintf("Cisco has confirmed that subscription %s is eligible: %s", s.id, s.inUse()), ev)
	})
	if s.doubtful && f.Status != finding.Pass {
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("whether licences of subscription %s are in use was not learnt, and no confirmation is without doubt", s.id), ev)
	}
	return f
}
