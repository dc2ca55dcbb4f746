package htmlreport

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// checkRow is one check, whatever its status.
type checkRow struct {
	Anchor   string
	ID       string
	Title    string
	Area     string
	AreaKey  string
	Status   mark
	Severity mark
	Waived   bool
	Message  string
	Reason   string
	Basis    string
	Scope    string
	Judged   string
	Findings *link
	Controls []link
	Asked    []link // statements of people
	Changes  []change
	Evidence []checkEvidence
	Remedy   string
}

// change is something about a check that the policy changed.
type change struct{ Name, From, To string }

// checkEvidence is one field with the values that it had.
type checkEvidence struct {
	evidence
	Values []count
	Others int
}

// count is a value and how many resources had it.
type count struct {
	Value string
	N     int
}

// place gives every check and every row of the regulation its place, so that
// what comes before them can lead there.
func (p *page) place(r *report.Report) {
	p.checkIDs = make([]string, len(r.Checks))
	for i, c := range r.Checks {
		p.checkIDs[i] = p.ids.next("check", c.ID)
		if _, twice := p.places.checks[c.ID]; !twice {
			p.places.checks[c.ID], p.places.marks[c.ID] = p.checkIDs[i], checkMark(c)
		}
	}
	p.controlIDs = make([]string, len(r.Controls))
	for i, c := range r.Controls {
		p.controlIDs[i] = p.ids.next("control", string(c.Citation))
		p.places.controls[string(c.Citation)] = p.controlIDs[i]
	}
}

func checkMark(c report.Check) mark {
	if c.Disabled {
		return mark{"off", "Disabled by the policy", "○"}
	}
	return statusMark(c.Status)
}

func (p *page) checks(r *report.Report) {
	for i, c := range r.Checks {
		row := checkRow{
			Anchor: p.checkIDs[i], ID: report.Harmless(c.ID, maxName), Title: full(c.Title),
			Area: areaWords(c.Area), AreaKey: slug(c.Area),
			Status: checkMark(c), Severity: severityMark(c.Severity), Waived: c.Waived,
			Message: full(c.Message), Basis: basisWords(c.Basis), Scope: full(c.Scope), Judged: judged(c),
			Remedy: full(c.Remediation.Text), Asked: p.asked[c.ID],
		}
		if c.Reason != "" && c.Status == finding.Unknown {
			row.Reason = spaced(c.Reason) + ": " + report.ReasonMeans(c.Reason)
		}
		if to, ok := p.places.groups[c.ID]; ok {
			row.Findings = &link{Text: p.counted(c.ID), To: "#" + to}
		}
		for _, cite := range c.Controls {
			row.Controls = append(row.Controls, p.places.control(string(cite)))
		}
		for _, a := range c.Adjusted {
			row.Changes = append(row.Changes, change{full(a.Name), value(a.Default), value(a.Value)})
		}
		for _, e := range c.Evidence {
			row.Evidence = append(row.Evidence, newCheckEvidence(e))
		}
		p.Checks = append(p.Checks, row)
		if c.Disabled || len(c.Adjusted) > 0 {
			p.Changed = append(p.Changed, row)
		}
	}
}

// counted says how many findings of a check are listed.
func (p *page) counted(id string) string {
	for _, g := range p.Groups {
		if "#"+g.Anchor == "#"+p.places.groups[id] {
			return check.Count(g.Total, "finding")
		}
	}
	return "findings"
}

// judged counts the resources that the check looked at.
func judged(c report.Check) string {
	if c.Disabled {
		return ""
	}
	words := []string{check.Count(c.Evaluated, "resource") + " judged"}
	if rest := counts(c.Failed, "failed", c.Unknown, "not known", c.Partial, "known only in part"); rest != "" {
		words = append(words, rest)
	}
	return strings.Join(words, ": ")
}

func newCheckEvidence(e report.Evidence) checkEvidence {
	out := checkEvidence{
		evidence: evidence{Source: full(e.Source), Field: full(e.Field), Rank: rankWords(e.Rank), Read: at(e.ReadAt)},
		Others:   e.OtherValues,
	}
	for _, v := range e.Values {
		out.Values = append(out.Values, count{value(v.Value), v.Count})
	}
	return out
}

// Text is the value with its number where there is more than one.
func (c count) Text() string {
	if c.N == 1 {
		return c.Value
	}
	return fmt.Sprintf("%s ×%d", c.Value, c.N)
}
