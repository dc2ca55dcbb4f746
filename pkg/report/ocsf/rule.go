package ocsf

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// rule is what all events about one check have.
type rule struct {
	title       string
	analytic    *Analytic
	compliance  Compliance
	remediation *Remediation
	facts       FindingFacts
	cut         bool
}

func newRule(c *report.Check) *rule {
	var b bounder
	id := identifier(c.ID, maxID)
	title := b.text(c.Title, maxTitle)
	sev, v := severity(c.Severity), verdict(c.Status, c.Reason)
	if c.Disabled {
		v = verdictDisabled
	}
	r := &rule{
		title:    title,
		analytic: &Analytic{TypeID: 1, Type: "Rule", UID: id, Name: title},
		compliance: Compliance{
			Control: title, Category: b.text(c.Area, maxWord), Standards: standards(c.Basis),
			Checks: []Check{{UID: id, Name: title, SeverityID: sev.id, Severity: sev.caption, StatusID: v.id, Status: v.caption}},
		},
		facts: FindingFacts{
			CheckID: id, Area: b.text(c.Area, maxWord), RuleSeverity: b.text(string(c.Severity), maxWord),
			PolicyAdjusted: len(c.Adjusted) > 0,
			CheckEvaluated: c.Evaluated, CheckFailed: c.Failed, CheckUnknown: c.Unknown, CheckPartial: c.Partial,
		},
	}
	for _, word := range first(&b, c.Basis, maxParameters) {
		r.facts.Basis = append(r.facts.Basis, b.text(word, maxWord))
	}
	for _, citation := range first(&b, c.Controls, maxRequirements) {
		r.compliance.Requirements = append(r.compliance.Requirements, "45 CFR "+b.text(string(citation), maxWord))
	}
	for _, a := range first(&b, c.Adjusted, maxParameters) {
		name := b.text(a.Name, maxField)
		r.compliance.ControlParameters = append(r.compliance.ControlParameters,
			KeyValue{name, b.text(word(a.Value), maxField)}, KeyValue{name + ".default", b.text(word(a.Default), maxField)})
	}
	if c.Remediation.Text != "" {
		r.remediation = &Remediation{Desc: b.text(c.Remediation.Text, maxRemediation)}
	}
	r.cut = b.cut
	return r
}

// standards says what a check stands on: only the law is the HIPAA Security Rule.
func standards(basis []string) []string {
	var all []string
	for _, b := range basis {
		s := "Good practice"
		switch {
		case strings.HasPrefix(b, "rule-"):
			s = "HIPAA Security Rule, 45 CFR Part 164 Subpart C"
		case b == "seed":
			s = "Cisco's advice on Webex and HIPAA"
		}
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// word is a value of a report, which JSON may have written and read, as text.
func word(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case bool, int, int64:
		return fmt.Sprint(v)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "(a value that JSON cannot hold)"
	}
	return string(text)
}

// about begins an event about a check.
func (m *maker) about(checkID string) (Event, *rule, *bounder) {
	e, c := m.base, m.checks[checkID]
	if c == nil { // a finding whose check the report does not list
		c = newRule(&report.Check{ID: checkID, Title: checkID, Status: finding.Unknown})
	}
	e.FindingInfo = FindingInfo{Analytic: c.analytic, LastSeenTime: e.Time}
	if c.facts.Area != "" {
		e.FindingInfo.Types = []string{c.facts.Area}
	}
	e.Compliance = c.compliance
	return e, c, &bounder{cut: m.cut || c.cut}
}
