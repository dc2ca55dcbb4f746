package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// unknowns lists what was not learnt, and what an administrator can do about it.
func (p *page) unknowns(r *report.Report) {
	type answer struct {
		first *finding.Finding
		count int
	}
	var order []*answer
	find := map[string]*answer{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if slices.Contains(finding.Statuses, f.Status) && f.Status != finding.Unknown {
			continue // a word that we do not know is an unknown one
		}
		a := find[f.CheckID]
		if a == nil {
			a = &answer{first: f}
			find[f.CheckID] = a
			order = append(order, a)
		}
		a.count++
	}
	if len(order) > 0 {
		p.title("Not known")
		var items []string
		for _, a := range order {
			f := a.first
			item := fmt.Sprintf("- %s (%s): %s", code(f.CheckID, maxName), prose(strings.ReplaceAll(cmp.Or(f.Reason, "unknown"), "_", " "), maxName),
				prose(f.Message, maxMessage))
			if n := a.count - 1; n > 0 {
				item += fmt.Sprintf(" (and %d more)", n)
			}
			items = append(items, item)
		}
		p.list(items, roomForUnknown, "unknown check")
	}
	if len(r.Coverage.Steps) > 0 {
		p.title("What would decide it")
		var items []string
		for _, s := range r.Coverage.Steps {
			items = append(items, fmt.Sprintf("- %s: %s (%s)", prose(s.Kind, maxName), prose(s.Text, maxMessage), check.Count(len(s.Checks), "check")))
		}
		p.list(items, roomForSteps, "step")
	}
}

// waivers lists the accepted deviations once each, with how much they cover.
func (p *page) waivers(r *report.Report) {
	type covered struct {
		waiver *finding.Waiver
		check  string
		count  int
	}
	var order []*covered
	find := map[[2]string]*covered{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Waiver == nil {
			continue
		}
		key := [2]string{f.Waiver.ID, f.CheckID}
		if find[key] == nil {
			find[key] = &covered{waiver: f.Waiver, check: f.CheckID}
			order = append(order, find[key])
		}
		find[key].count++
	}
	if len(order) == 0 {
		return
	}
	p.title("Waivers")
	var items []string
	for _, c := range order {
		w := c.waiver
		item := fmt.Sprintf("- %s until %s: %s of %s. %s", code(w.ID, maxName), w.Expires, check.Count(c.count, "failure"), code(c.check, maxName),
			prose(w.Reason, maxMessage))
		if w.Measure != "" {
			item += "; instead: " + prose(w.Measure, maxMessage)
		}
		if w.Owner != "" {
			item += "; owner: " + code(w.Owner, maxName)
		}
		items = append(items, item)
	}
	p.list(items, roomForWaivers, "waiver")
}

// policy shows every threshold that is not the catalogue's, and every check that
// the policy leaves out.
func (p *page) policy(r *report.Report) {
	var items []string
	for _, c := range r.Checks {
		if c.Disabled {
			items = append(items, fmt.Sprintf("- %s: %s", code(c.ID, maxName), prose(c.Message, maxMessage)))
		}
		for _, a := range c.Adjusted {
			items = append(items, fmt.Sprintf("- %s: %s is %s instead of %s", code(c.ID, maxName), code(a.Name, maxName),
				code(report.Word(a.Value), maxMessage), code(report.Word(a.Default), maxMessage)))
		}
	}
	if len(items) == 0 {
		return
	}
	p.title("Changed by the policy")
	p.list(items, roomForPolicy, "change")
}

// rows counts the rows of the regulation by what is known about them.
func (p *page) rows(r *report.Report) {
	if len(r.Controls) == 0 {
		return
	}
	states := map[hipaa.State]int{}
	other := 0
	for _, row := range r.Controls {
		if slices.Contains(hipaa.States, row.Status) {
			states[row.Status]++
		} else {
			other++
		}
	}
	p.title("45 CFR 164.308 to 164.316")
	p.line("| what the checks say | rows |\n| --- | ---: |")
	for _, s := range hipaa.States {
		if states[s] > 0 {
			p.line(fmt.Sprintf("| %s | %d |", report.StateInWords(s), states[s]))
		}
	}
	if other > 0 {
		p.line(fmt.Sprintf("| something that this version does not know | %d |", other))
	}
}
