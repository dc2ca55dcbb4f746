package report

import (
	"cmp"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// Input is what a report is made of.
type Input struct {
	Version string // of the program

	RunID      string
	Mode       string // live or replay
	StartedAt  time.Time
	FinishedAt time.Time
	AsOf       time.Time
	Day        finding.Day // of AsOf, where the organisation is
	Requests   int
	Selection  Selection
	// EditedFiles is how many files of a recording were changed since.
	EditedFiles int

	Organization Organization

	Outcomes []check.Outcome
	Controls []hipaa.RowState
	Coverage check.Coverage
	Gaps     []check.Gap
	Steps    []check.Step
	Inputs   Inputs
	SignIns  []SignIn

	Waivers      []Waiver // Covers is counted here
	Attestations []Attestation
}

// Build makes the report. It shares no memory with its input that anybody
// could change through the report.
func Build(in Input) *Report {
	r := &Report{
		SchemaVersion: SchemaVersion,
		Tool:          Tool{Name: "wxaudit", Version: in.Version},
		Run: Run{
			ID: in.RunID, Mode: in.Mode, Requests: in.Requests, Selection: in.Selection, EditedFiles: in.EditedFiles, Inputs: in.Inputs,
			SignIns:   slices.Clone(in.SignIns),
			StartedAt: in.StartedAt.UTC(), FinishedAt: in.FinishedAt.UTC(), AsOf: in.AsOf.UTC(), Day: in.Day,
		},
		Organization: in.Organization,
		Coverage:     coverage(in.Coverage, in.Steps),
		Checks:       make([]Check, 0, len(in.Outcomes)),
		Findings:     []finding.Finding{},
		Controls:     make([]Control, 0, len(in.Controls)),
		Gaps:         make([]Gap, 0, len(in.Gaps)),
	}
	r.Organization.InternalDomains = list(in.Organization.InternalDomains)
	for _, o := range in.Outcomes {
		r.Checks = append(r.Checks, newCheck(o))
		r.Summary.add(o)
		for _, f := range o.Findings {
			if shown(f) {
				r.Findings = append(r.Findings, copyOf(f))
			}
		}
	}
	sortFindings(r)
	for _, c := range in.Controls {
		r.Controls = append(r.Controls, newControl(c, in.AsOf))
	}
	for _, g := range in.Gaps {
		r.Gaps = append(r.Gaps, Gap{Section: g.Section, Reason: g.Reason, Detail: g.Detail, Checks: list(g.Checks)})
	}
	r.Waivers = covered(in.Waivers, r.Findings)
	r.Attestations = list(in.Attestations)
	for i := range r.Attestations {
		r.Attestations[i].Checks = list(r.Attestations[i].Checks)
	}
	r.VendorAssertions = vendorAssertions(in.AsOf)
	Settle(r)
	return r
}

func coverage(c check.Coverage, steps []check.Step) Coverage {
	all := make([]Step, 0, len(steps))
	for _, s := range steps {
		all = append(all, Step{Kind: string(s.Kind), What: s.What, Text: s.Text, Checks: list(s.Checks)})
	}
	return Coverage{
		Steps:  all,
		Checks: c.Checks, Decided: c.Decided, Unknown: c.Unknown, NotApplicable: c.NotApplicable, Disabled: c.Disabled,
		ByRank: ByRank{
			API: c.ByRank["api"], ControlHub: c.ByRank["control_hub"], Capture: c.ByRank["capture"],
			AuditLog: c.ByRank["audit_log"], Attestation: c.ByRank["attestation"],
		},
	}
}

func newCheck(o check.Outcome) Check {
	basis := make([]string, 0, len(o.Check.Basis))
	for _, b := range o.Check.Basis {
		basis = append(basis, string(b))
	}
	return Check{
		ID: o.Check.ID, Title: o.Check.Title, Area: o.Check.Area(), Severity: o.Check.Severity, Basis: basis,
		Status: o.Status, Reason: o.Reason, Message: o.Message, Scope: o.Scope,
		Waived: o.Waived, Disabled: o.Disabled, Adjusted: adjustments(o.Adjusted),
		Evaluated: o.Evaluated, Failed: o.Failed, Warned: o.Warned, Unknown: o.Unknown, Partial: o.Partial,
		Controls: list(o.Check.Controls), Evidence: distribution(o.Findings), Remediation: Remediation{Text: o.Check.Remedy},
	}
}

func adjustments(all []check.Adjustment) []Adjustment {
	var out []Adjustment
	for _, a := range all {
		out = append(out, Adjustment{Name: a.Name, Default: a.Default, Value: a.Value})
	}
	return out
}

// shown says whether a finding is listed one by one: what failed, warns or is
// not known, and the notes about resources outside the PHI scope (rule R5).
func shown(f finding.Finding) bool {
	switch f.Status {
	case finding.Fail, finding.Warn, finding.Unknown:
		return true
	default:
		return f.Status == finding.NotApplicable && f.Severity == finding.Info
	}
}

func copyOf(f finding.Finding) finding.Finding {
	evidence := make([]finding.Evidence, 0, len(f.Evidence))
	for _, e := range f.Evidence {
		e.Value, e.ReadAt = scalar(e.Value), e.ReadAt.UTC()
		evidence = append(evidence, e)
	}
	f.Evidence = evidence
	if f.Waiver != nil {
		w := *f.Waiver
		w.Approvers = list(w.Approvers)
		f.Waiver = &w
	}
	return f
}

// list copies a slice and is never nil, so that JSON has [] and not null.
func list[T any](s []T) []T { return append([]T{}, s...) }

func (s *Summary) add(o check.Outcome) {
	if o.Waived {
		s.Waived++
	}
	switch o.Status {
	case finding.Fail:
		s.ByStatus.Fail++
		s.FailedBySeverity.add(worstFailure(o))
	case finding.Unknown:
		s.ByStatus.Unknown++
	case finding.Warn:
		s.ByStatus.Warn++
	case finding.Pass:
		s.ByStatus.Pass++
	case finding.NotApplicable:
		s.ByStatus.NotApplicable++
	}
}

func worstFailure(o check.Outcome) finding.Severity {
	worst := o.Check.Severity
	first := true
	for _, f := range o.Findings {
		if f.Status == finding.Fail && (first || f.Severity.Rank() < worst.Rank()) {
			worst, first = f.Severity, false
		}
	}
	return worst
}

func (b *BySeverity) add(s finding.Severity) {
	switch s {
	case finding.Critical:
		b.Critical++
	case finding.High:
		b.High++
	case finding.Medium:
		b.Medium++
	case finding.Low:
		b.Low++
	case finding.Info:
		b.Info++
	}
}

// sortFindings puts the findings into the order that Report promises.
func sortFindings(r *Report) {
	order := make(map[string]int, len(r.Checks))
	for i, c := range r.Checks {
		order[c.ID] = i
	}
	slices.SortStableFunc(r.Findings, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(a.Severity.Rank(), b.Severity.Rank()),
			cmp.Compare(slices.Index(finding.Statuses, a.Status), slices.Index(finding.Statuses, b.Status)),
			cmp.Compare(order[a.CheckID], order[b.CheckID]),
			cmp.Compare(a.Resource.Type, b.Resource.Type),
			cmp.Compare(a.Resource.Name, b.Resource.Name),
			cmp.Compare(a.Resource.ID, b.Resource.ID),
		)
	})
}
