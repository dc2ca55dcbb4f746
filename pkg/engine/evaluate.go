// Package engine runs checks over a snapshot and adds up what they say. It is
// given the checks; it knows none by name.
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

// Evaluate runs one check. It answers unknown, without running it, when a
// section that the check needs is not whole; it adds an unknown finding for
// every section that the check scans and that is not whole; and it turns a
// panic into unknown, because a broken check proves nothing.
func Evaluate(c check.Check, in *check.Input) check.Outcome {
	findings := gapFindings(in.Snapshot, c.Needs)
	if len(findings) == 0 {
		findings = append(run(c, in), gapFindings(in.Snapshot, c.Scans)...)
	}
	return sum(c, findings)
}

func run(c check.Check, in *check.Input) (fs []finding.Finding) {
	defer func() {
		if p := recover(); p != nil {
			fs = []finding.Finding{check.Unknown(check.OrganizationResource(), snapshot.Error,
				fmt.Sprintf("the check broke: %v; please report this", p))}
		}
	}()
	return c.Run(in)
}

func gapFindings(s *snapshot.Snapshot, names []snapshot.Name) []finding.Finding {
	var fs []finding.Finding
	for _, name := range names {
		part := s.Part(name)
		if part == nil {
			panic(fmt.Sprintf("engine: there is no section %q", name))
		}
		if g := part.Missing(); g != nil {
			res := finding.Resource{Type: "section", ID: string(name), Name: strings.ReplaceAll(string(name), "_", " ")}
			fs = append(fs, check.Unread(res, part.Origin(), g))
		}
	}
	return fs
}

// sum merges the findings of one resource, names and sorts them, and adds them
// up by the precedence of rule R14, with unknown above warn (see
// finding.Statuses).
func sum(c check.Check, findings []finding.Finding) check.Outcome {
	o := check.Outcome{Check: c, Scope: "all hosts, meetings and sites (default)", Findings: merge(c, findings)}
	statuses := make([]finding.Status, 0, len(o.Findings))
	for _, f := range o.Findings {
		statuses = append(statuses, f.Status)
		switch f.Status {
		case finding.Pass:
			o.Passed++
		case finding.Warn:
			o.Warned++
		case finding.Fail:
			o.Failed++
		case finding.Unknown:
			o.Unknown++
		case finding.NotApplicable:
			o.NotApplicable++
		}
	}
	o.Evaluated = o.Passed + o.Warned + o.Failed
	o.Status = finding.Worst(statuses...)
	if o.Status == finding.Unknown {
		for _, f := range o.Findings {
			if f.Status == finding.Unknown {
				o.Reason = f.Reason
				break
			}
		}
	}
	o.Message = message(o)
	return o
}

// merge folds several findings of one resource into the worst of them, which
// keeps the evidence of all, and puts the worst resources first.
func merge(c check.Check, findings []finding.Finding) []finding.Finding {
	byID := map[string]int{}
	var out []finding.Finding
	for _, f := range findings {
		f.CheckID = c.ID
		if f.Severity == "" {
			f.Severity = c.Severity
		}
		f.ID = finding.Fingerprint(c.ID, f.Resource)
		i, seen := byID[f.ID]
		if !seen {
			byID[f.ID] = len(out)
			out = append(out, f)
			continue
		}
		worst, other := out[i], f
		if finding.Worst(worst.Status, other.Status) != worst.Status {
			worst, other = other, worst
		}
		worst.Evidence = append(slices.Clone(worst.Evidence), other.Evidence...)
		out[i] = worst
	}
	slices.SortStableFunc(out, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(finding.Statuses, a.Status), slices.Index(finding.Statuses, b.Status)),
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
			cmp.Compare(a.Resource.Type, b.Resource.Type),
			cmp.Compare(a.Resource.Name, b.Resource.Name),
			cmp.Compare(a.Resource.ID, b.Resource.ID),
		)
	})
	return out
}

// message says what a check came to in one sentence, naming the worst finding
// and the counts behind it.
func message(o check.Outcome) string {
	if len(o.Findings) == 0 {
		return "nothing to judge: no resource of this kind exists"
	}
	worst := o.Findings[0]
	if len(o.Findings) == 1 {
		return worst.Message
	}
	var parts []string
	for _, n := range []struct {
		count int
		word  string
	}{{o.Failed, "failed"}, {o.Unknown, "unknown"}, {o.Warned, "to look at"}, {o.Passed, "passed"}, {o.NotApplicable, "not applicable"}} {
		if n.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.count, n.word))
		}
	}
	return fmt.Sprintf("%d looked at: %s; first: %s", len(o.Findings), strings.Join(parts, ", "), worst.Message)
}
