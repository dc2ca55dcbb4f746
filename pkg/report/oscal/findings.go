package oscal

import (
	"cmp"
	"fmt"
	"iter"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// findings yields one for each objective: a check, and a paragraph that it cites.
func (d *document) findings() iter.Seq[oscalFinding] {
	return func(yield func(oscalFinding) bool) {
		risks := d.risksByCheck()
		for c := range d.cited() {
			f := oscalFinding{
				UUID: d.id("finding", c.citation, c.check.ID), Title: prose(cmp.Or(c.check.Title, c.check.ID)),
				Description: prose(cmp.Or(c.check.Message, string(c.check.Status))),
				Props:       append(answer(c.check.ID, c.check.Status, c.check.Severity, c.check.Reason), paragraph(c.citation)...),
				Target: target{Type: "objective-id", ID: objectiveOf(c.citation, c.check.ID), Status: status(c.check),
					Implementation: implementation(c.check)},
				Observations: d.related(d.seen[c.check.ID]),
			}
			for _, k := range risks[c.check.ID] {
				f.Risks = append(f.Risks, relatedRisk{d.riskID(k)})
			}
			if !yield(f) {
				return
			}
		}
	}
}

func (d *document) related(entries []int) []relatedObservation {
	all := make([]relatedObservation, 0, len(entries))
	for _, i := range entries {
		all = append(all, relatedObservation{d.observationID(i)})
	}
	return all
}

// status is satisfied for a pass and nothing else.
func status(c *report.Check) objectiveStatus {
	switch {
	case c.Disabled:
		return objectiveStatus{"not-satisfied", "other", "Not judged: the policy disables the check."}
	case c.Status == finding.Pass:
		return objectiveStatus{State: "satisfied", Reason: "pass"}
	case c.Status == finding.Fail && c.Waived:
		return objectiveStatus{"not-satisfied", "fail", "A waiver accepts the failure for a time; it stays a failure."}
	case c.Status == finding.Fail:
		return objectiveStatus{State: "not-satisfied", Reason: "fail"}
	case c.Status == finding.Warn:
		return objectiveStatus{"not-satisfied", "other", "Something is to look at."}
	case c.Status == finding.NotApplicable:
		return objectiveStatus{"not-satisfied", "other", "Not judged: there was nothing to judge."}
	default: // unknown, and any word that we do not know
		return objectiveStatus{"not-satisfied", "other", "Not known: what could not be decided has not passed."}
	}
}

func implementation(c *report.Check) *state {
	if c.Status == finding.NotApplicable && !c.Disabled {
		return &state{State: "not-applicable"}
	}
	return nil
}

// accepted is a check with the waiver that covers some of its failures, or with
// none for the others.
type accepted struct{ check, waiver string }

// failures are the entries of a check that failed under one waiver.
type failures struct {
	key     accepted
	waiver  *finding.Waiver // nil for none
	worst   finding.Severity
	entries []int
}

func (d *document) failures() []*failures {
	var all []*failures
	find := map[accepted]*failures{}
	for i := range d.report.Findings { // the entries begin with the findings
		f := &d.report.Findings[i]
		if f.Status != finding.Fail {
			continue
		}
		k := accepted{check: f.CheckID}
		if f.Waiver != nil {
			k.waiver = "waiver " + f.Waiver.ID
		}
		if find[k] == nil {
			find[k] = &failures{key: k, waiver: f.Waiver, worst: f.Severity}
			all = append(all, find[k])
		}
		find[k].entries = append(find[k].entries, i)
	}
	return all
}

func (d *document) risksByCheck() map[string][]accepted {
	all := map[string][]accepted{}
	for _, f := range d.failures() {
		all[f.key.check] = append(all[f.key.check], f.key)
	}
	return all
}

func (d *document) riskID(k accepted) string { return d.id("risk", k.check, k.waiver) }

// risks yields one for each check with failures: open, or with its deviation
// approved where a waiver is in force.
func (d *document) risks() iter.Seq[risk] {
	about := map[string]*report.Check{}
	for i := range d.checks {
		about[d.checks[i].ID] = &d.checks[i]
	}
	return func(yield func(risk) bool) {
		for _, f := range d.failures() {
			if !yield(d.risk(f, about[f.key.check])) {
				return
			}
		}
	}
}

func (d *document) risk(f *failures, c *report.Check) risk {
	id := d.riskID(f.key)
	n := risk{
		UUID: id, Title: prose("Not so: " + cmp.Or(c.Title, c.ID)), Description: prose(cmp.Or(c.Message, string(c.Status))),
		Statement: fmt.Sprintf("%d resources fail the check.", len(f.entries)), Status: "open",
		Props:        []property{prop("check-id", c.ID), prop("severity", string(f.worst))},
		Observations: d.related(f.entries),
	}
	if len(f.entries) == 1 {
		n.Statement = "1 resource fails the check."
	}
	if c.Remediation.Text != "" {
		n.Remediations = []remediation{{made(id, "remediation"), "recommendation", "How to make the check pass", prose(c.Remediation.Text)}}
	}
	if w := f.waiver; w != nil {
		n.Status = "deviation-approved"
		n.Statement += " The organisation accepts that: " + prose(w.Reason)
		n.Props = append(n.Props, prop("waiver", w.ID), prop("waiver-expires", w.Expires.String()), prop("waiver-owner", w.Owner),
			prop("waiver-approvers", strings.Join(w.Approvers, ", ")), prop("waiver-ticket", w.Ticket))
		if w.Measure != "" {
			n.Mitigating = []mitigatingFactor{{made(id, "measure"), prose(w.Measure)}}
		}
	}
	return n
}
