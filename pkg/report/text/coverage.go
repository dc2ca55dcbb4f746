package text

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// coverage says how much was decided, on what evidence, what that says of the
// rows of the regulation, what the policy changed, and what would decide the
// rest.
func (p *page) coverage(r *report.Report) {
	p.title("Coverage")
	c := r.Coverage
	text := fmt.Sprintf("%d of %s decided", c.Decided, plural(c.Checks, "check"))
	if by := counts(c.ByRank.API, "on documented APIs", c.ByRank.ControlHub, "on what Control Hub itself reads", c.ByRank.Capture, "on captures",
		c.ByRank.AuditLog, "on the audit log", c.ByRank.Attestation, "on attestations"); by != "" {
		text += ": " + by
	}
	p.line(2, words(text)...)
	p.rows(r)
	p.adjusted(r)
	p.steps(r)
}

// rows counts the rows of the regulation by what is known about them.
func (p *page) rows(r *report.Report) {
	if len(r.Controls) == 0 {
		return
	}
	states := map[hipaa.State]int{}
	for _, row := range r.Controls {
		states[row.Status]++
	}
	var pairs []any
	for _, s := range hipaa.States {
		says := report.StateInWords(s)
		if s == hipaa.StateFail {
			says = "with evidence against them" // of several rows
		}
		pairs = append(pairs, states[s], says)
	}
	p.line(2, words(fmt.Sprintf("45 CFR 164, %s: %s (wxaudit controls lists what each rests on)", plural(len(r.Controls), "row"), counts(pairs...)))...)
}

// adjusted shows every threshold that is not the catalogue's, and every check
// that the policy leaves out.
func (p *page) adjusted(r *report.Report) {
	for _, c := range r.Checks {
		if c.Disabled {
			p.line(4, words(fmt.Sprintf("policy: %s is %s", report.Harmless(c.ID, maxName), report.Harmless(c.Message, maxMessage)))...)
		}
		for _, a := range c.Adjusted {
			p.line(4, words(fmt.Sprintf("policy: %s %s is %s instead of %s", report.Harmless(c.ID, maxName), report.Harmless(a.Name, maxName),
				report.Harmless(check.InWords(a.Value), maxMessage), report.Harmless(check.InWords(a.Default), maxMessage)))...)
		}
	}
}

// steps lists what would decide the checks that are unknown.
func (p *page) steps(r *report.Report) {
	if len(r.Coverage.Steps) == 0 {
		return
	}
	p.title("What would decide the rest")
	for _, s := range r.Coverage.Steps { // all of them: it is a list to work through
		line := append([]word{{columns: 1}, {text: "[ ]"}, {text: report.Harmless(s.Kind, maxName) + ":", style: yellow}}, words(report.Harmless(s.Text, maxMessage))...)
		p.line(6, append(line, waiting(slices.Clone(s.Checks), len(s.Checks))...)...)
	}
}
