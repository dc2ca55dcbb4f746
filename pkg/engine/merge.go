package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// merge folds the findings of each resource into one, puts the worst resources
// first, and counts those that failed while a part of them was not learnt.
func merge(org string, c check.Check, findings []finding.Finding) (out []finding.Finding, partial int) {
	first := make(map[finding.Resource]int, len(findings))
	more := map[int][]finding.Finding{} // the further findings of out[i]; rare
	out = make([]finding.Finding, 0, len(findings))
	for _, f := range findings {
		key := finding.Resource{Type: f.Resource.Type, ID: f.Resource.ID}
		f = repair(c, f)
		if i, seen := first[key]; seen {
			more[i] = append(more[i], f)
			continue
		}
		first[key] = len(out)
		f.ID = finding.Fingerprint(org, c.ID, f.Resource)
		out = append(out, f)
	}
	for i, rest := range more {
		var unlearnt bool
		out[i], unlearnt = fold(out[i], rest)
		if unlearnt {
			partial++
		}
	}
	slices.SortFunc(out, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(finding.Statuses, a.Status), slices.Index(finding.Statuses, b.Status)),
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
			cmp.Compare(a.Resource.Type, b.Resource.Type),
			cmp.Compare(a.Resource.Name, b.Resource.Name),
			cmp.Compare(a.Resource.ID, b.Resource.ID), // with the type unique, so the order is total
		)
	})
	return out, partial
}

// repair makes a finding one that can be counted. A status that does not exist
// would be counted nowhere, and the check could pass beside it; a severity that
// does not exist would be below every threshold.
func repair(c check.Check, f finding.Finding) finding.Finding {
	f.CheckID = c.ID
	if !slices.Contains(finding.Statuses, f.Status) {
		f.Message = fmt.Sprintf("the check broke: it answered %q; please report this", f.Status)
		f.Status, f.Reason = finding.Unknown, string(snapshot.Error)
	}
	switch {
	case f.Status != finding.Unknown:
		f.Reason = ""
	case f.Reason == "":
		f.Reason = string(snapshot.Error)
	}
	if !slices.Contains(finding.Severities, f.Severity) {
		f.Severity = c.Severity
	}
	if !slices.Contains(finding.Severities, f.Severity) {
		f.Severity = finding.Critical
	}
	return f
}

// messagesPerResource bounds how many messages of one resource are joined.
const messagesPerResource = 3

// fold makes one finding of several about one resource: the worst status, the
// worst severity that goes with it (a note, when nothing is worse), what was said
// about it, and the evidence of all of them. It also says whether a failure hides something that was not
// learnt.
func fold(f finding.Finding, rest []finding.Finding) (one finding.Finding, unlearnt bool) {
	all := append([]finding.Finding{f}, rest...)
	slices.SortStableFunc(all, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(finding.Statuses, a.Status), slices.Index(finding.Statuses, b.Status)),
			-cmp.Compare(note(a), note(b)),
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
		)
	})
	one = all[0]
	one.ID = f.ID
	one.Evidence = nil
	var said []string
	for _, g := range all {
		one.Evidence = append(one.Evidence, g.Evidence...)
		if one.Resource.Name == "" {
			one.Resource.Name = g.Resource.Name
		}
		msg := g.Message
		switch {
		case g.Status == one.Status && note(g) == note(one):
		case one.Status == finding.Fail && g.Status == finding.Unknown && !unlearnt:
			unlearnt = true
			msg = "not learnt: " + msg
		default:
			continue // a lesser finding; its evidence is kept
		}
		if len(said) < messagesPerResource+1 && !slices.Contains(said, msg) {
			said = append(said, msg)
		}
	}
	if len(said) > messagesPerResource {
		said[messagesPerResource] = "and more"
	}
	one.Message = strings.Join(said, "; ")
	return one, unlearnt
}

// note is 1 for what would be a finding if it were not outside the PHI scope:
// reports list it.
func note(f finding.Finding) int {
	if f.Status == finding.NotApplicable && f.Severity == finding.Info {
		return 1
	}
	return 0
}
