package main

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
)

// waiversOf lists the waivers of the policy as they stand on that day.
func waiversOf(p *policy.Policy, today finding.Day) []report.Waiver {
	var all []report.Waiver
	if p == nil {
		return all
	}
	for _, w := range p.Waivers {
		state := report.WaiverInForce
		switch {
		case w.Lapsed(today):
			state = report.WaiverEnded
		case !w.InForce(today):
			state = report.WaiverNotBegun
		}
		all = append(all, report.Waiver{
			ID: w.ID, Check: w.Check, Resources: w.Resources, Reason: w.Reason, Measure: w.Measure, Owner: w.Owner,
			Approvers: w.Approvers, Ticket: w.Ticket, Starts: w.Starts, Expires: w.Expires, State: state,
		})
	}
	return all
}

// attestationsOf lists what the selected checks ask people for, and how things
// stand with it on that day.
func attestationsOf(selected []check.Check, entries []check.Attestation, today finding.Day) []report.Attestation {
	var all []report.Attestation
	for _, due := range policy.Standing(selected, entries, today) {
		a := report.Attestation{
			Statement: due.Statement.ID, Asks: due.Statement.Asks, Scope: due.Scope, Checks: due.CheckIDs, State: due.State,
		}
		if e := due.Entry; e != nil {
			a.Answer, a.Owner, a.Role, a.Evidence = e.Answer, e.Owner, e.Role, string(e.Proof)
			a.SignedOn, a.ValidUntil, a.Effective = e.SignedOn, e.ValidUntil, e.Effective
		}
		all = append(all, a)
	}
	return all
}
