// Package engine runs checks over a snapshot and adds up what they say. It is
// given the checks; it knows none by name.
package engine

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Evaluate runs one check. It answers unknown, without running it, when a
// section that the check needs is not whole; it adds an unknown finding for
// every section that the check scans and that is not whole, and a warning when
// the clocks disagree; and it turns a panic into unknown, because a broken
// check proves nothing.
func Evaluate(c check.Check, in *check.Input) check.Outcome {
	merged, partial := merge(organization(in.Snapshot), c, findings(c, in))
	out := sum(c, merged, partial)
	out.Scope = check.Scope{}.String()
	out.Findings = append(out.Findings, contradictions(c, in.Snapshot)...)
	return out
}

// findings is what a check finds, and what speaks against trusting it.
func findings(c check.Check, in *check.Input) []finding.Finding {
	fs := gapFindings(in.Snapshot, c.Needs)
	if len(fs) == 0 {
		fs = slices.Concat(run(c, in), gapFindings(in.Snapshot, c.Scans), clockFindings(c, in))
	}
	if len(fs) == 0 {
		fs = []finding.Finding{nothing(c, in.Snapshot)}
	}
	return fs
}

// nothing is the answer of a check that found no resource of its kind; the
// lists that it looked through were whole, and are its evidence.
func nothing(c check.Check, s *snapshot.Snapshot) finding.Finding {
	var ev []finding.Evidence
	for _, name := range c.Reads() {
		if part := s.Part(name); part != nil && part.Missing() == nil {
			ev = append(ev, check.Evidence(part.Origin(), "items", part.Len()))
		}
	}
	return check.NotApplicable(check.OrganizationResource(), "nothing to judge: no resource of this kind exists", ev...)
}

// organization keeps the findings of two organisations apart.
func organization(s *snapshot.Snapshot) string {
	if s.Organization.Value == nil {
		return ""
	}
	return s.Organization.Value.UUID
}

func run(c check.Check, in *check.Input) (fs []finding.Finding) {
	defer func() {
		if p := recover(); p != nil {
			fs = []finding.Finding{broken(fmt.Sprintf("the check broke: %v; please report this", p))}
		}
	}()
	return c.Run(in)
}

// broken is the answer of a check that cannot be trusted.
func broken(msg string) finding.Finding {
	return check.Unknown(check.OrganizationResource(), snapshot.Error, msg)
}

func gapFindings(s *snapshot.Snapshot, names []snapshot.Name) []finding.Finding {
	var fs []finding.Finding
	for _, name := range names {
		part := s.Part(name)
		if part == nil {
			fs = append(fs, broken(fmt.Sprintf("the check broke: it reads a section %q that does not exist; please report this", name)))
			continue
		}
		if g := part.Missing(); g != nil {
			res := finding.Resource{Type: "section", ID: string(name), Name: strings.ReplaceAll(string(name), "_", " ")}
			fs = append(fs, check.Unread(res, part.Origin(), g))
		}
	}
	return fs
}

// sum adds merged findings up by the precedence of rule R14, with unknown above
// warn (see finding.Statuses).
func sum(c check.Check, merged []finding.Finding, partial int) check.Outcome {
	o := check.Outcome{Check: c, Findings: merged, Partial: partial}
	waived := 0
	for _, f := range o.Findings {
		switch f.Status {
		case finding.Pass:
			o.Passed++
		case finding.Warn:
			o.Warned++
		case finding.Fail:
			o.Failed++
			if f.Waiver != nil {
				waived++
			}
		case finding.Unknown:
			o.Unknown++
		case finding.NotApplicable:
			o.NotApplicable++
		}
	}
	o.Evaluated = o.Passed + o.Warned + o.Failed
	o.Waived = o.Failed > 0 && waived == o.Failed
	o.Status = o.Findings[0].Status // they are sorted, worst first
	if o.Status == finding.Unknown {
		o.Reason = o.Findings[0].Reason
	}
	o.Message = message(o)
	return o
}

// message says what a check came to in one sentence, naming the worst finding
// and the counts behind it.
func message(o check.Outcome) string {
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
