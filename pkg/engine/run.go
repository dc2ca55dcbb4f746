package engine

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
)

// Options is what a run needs.
type Options struct {
	// Checks are judged and reported, in this order.
	Checks []check.Check
	// Catalogue is every check there is, for the rows whose checks did not run;
	// nil means Checks.
	Catalogue []check.Check
	// Behind are checks that others follow; they are judged and not reported.
	Behind   []check.Check
	Snapshot *snapshot.Snapshot
	// Now is the clock of the run, in UTC.
	Now time.Time
	// Policy is what the organisation says about itself; nil is none: the
	// catalogue's parameters, everything in scope, nothing waived or disabled.
	Policy *policy.Policy
	// Attestations are the entries of the register.
	Attestations []check.Attestation
	// Strict makes a missing attestation a failure (rule R11).
	Strict bool
	// Parallel is how many checks run at the same time; 0 means GOMAXPROCS. It
	// never changes the result.
	Parallel int
}

// Result is what the checks came to.
type Result struct {
	Outcomes []check.Outcome  // one for every check, in the order given
	Controls []hipaa.RowState // every row of the matrix, in its order
	Coverage check.Coverage
	Gaps     []check.Gap  // of the sections that the checks read, in the order of the snapshot
	Steps    []check.Step // what would decide the unknown checks, the most useful first
}

// Run evaluates the checks, those that do not follow one another side by side,
// and adds up their answers.
func Run(o Options) Result {
	workers := o.Parallel
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	all := slices.Concat(o.Checks, o.Behind)
	scope := judgedScope{newPHIScope(o.rules(), o.Snapshot), scopeInWords(o.rules(), o.Snapshot)}
	outcomes := make([]check.Outcome, len(all))
	others := map[string]check.Outcome{} // of the waves before; nobody writes while it is read
	for _, wave := range waves(all) {
		sideBySide(workers, len(wave), func(i int) {
			outcomes[wave[i]] = o.outcome(all[wave[i]], scope, others)
		})
		for _, i := range wave {
			others[all[i].ID] = outcomes[i]
		}
	}
	outcomes = outcomes[:len(o.Checks)]
	catalogue := o.Catalogue
	if catalogue == nil {
		catalogue = o.Checks
	}
	return Result{
		Outcomes: outcomes,
		Controls: controls(hipaa.Matrix(), catalogue, outcomes),
		Coverage: coverage(outcomes, o.Snapshot),
		Gaps:     gaps(o.Checks, o.Snapshot),
		Steps:    steps(outcomes, o.Snapshot, o.Attestations),
	}
}

// judgedScope is the PHI scope of a run, and how the report says it.
type judgedScope struct {
	*phiScope
	words string
}

// sideBySide calls f with every index below n, from several goroutines.
func sideBySide(workers, n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// outcome judges one check by the policy.
func (o *Options) outcome(c check.Check, scope judgedScope, others map[string]check.Outcome) check.Outcome {
	if why, disabled := o.Policy.DisabledWhy(c.ID); disabled {
		return disabledOutcome(c, why)
	}
	adjusted := o.Policy.Adjusted(c)
	c.Severity = o.Policy.Severity(c)
	in := &check.Input{
		Snapshot: o.Snapshot, Now: o.Now, Today: finding.DayOf(o.Now, o.Policy.Location()),
		Params: o.Policy.Params(c), Attestations: o.Attestations, Others: followed(c, others),
	}
	fs := findings(c, in)
	if o.Strict {
		fs = strict(fs)
	}
	fs = scope.narrow(fs)
	merged, partial := merge(organization(in.Snapshot), c, fs)
	out := sum(c, o.waived(c, in.Today, merged), partial)
	out.Findings = append(out.Findings, contradictions(c, o.Snapshot)...)
	out.Scope, out.Adjusted = scope.words, adjusted
	for _, a := range adjusted {
		why := ""
		if a.Name == policy.AdjustedSeverity {
			why = ": " + o.Policy.SeverityWhy(c.ID)
		}
		out.Message += fmt.Sprintf(" (policy: %s is %s instead of %s%s)", a.Name, brief(a.Value), brief(a.Default), why)
	}
	return out
}

// brief is a parameter in a sentence: of a long list only the length.
func brief(v any) string {
	words, ok := v.([]string)
	switch {
	case !ok:
		return fmt.Sprint(v)
	case len(words) == 0:
		return "empty"
	case len(words) > 2:
		return check.Count(len(words), "value")
	default:
		return strings.Join(words, ", ")
	}
}

// rules are those of the PHI scope.
func (o *Options) rules() check.Scope {
	if o.Policy == nil {
		return check.Scope{}
	}
	return o.Policy.Scope
}

// waived applies the waivers of a check to its merged findings.
func (o *Options) waived(c check.Check, today finding.Day, merged []finding.Finding) []finding.Finding {
	var waivers []policy.Waiver
	if o.Policy != nil {
		for _, w := range o.Policy.Waivers {
			if w.Check == c.ID {
				waivers = append(waivers, w)
			}
		}
	}
	if len(waivers) == 0 {
		return merged
	}
	merged, _ = merge(organization(o.Snapshot), c, waive(waivers, today, merged))
	return merged
}

// followed are the outcomes that a check asked for, and no others.
func followed(c check.Check, others map[string]check.Outcome) map[string]check.Outcome {
	some := make(map[string]check.Outcome, len(c.Follows))
	for _, id := range c.Follows {
		if out, ok := others[id]; ok {
			some[id] = out
		}
	}
	return some
}

// disabledOutcome shows that the policy leaves a check out. Nothing was judged,
// so that it neither passes nor counts as decided.
func disabledOutcome(c check.Check, why string) check.Outcome {
	return check.Outcome{
		Check: c, Status: finding.NotApplicable, Disabled: true,
		Message: "disabled by the policy: " + why,
	}
}

// strict makes failures of what nobody has attested.
func strict(fs []finding.Finding) []finding.Finding {
	for i, f := range fs {
		if f.Status == finding.Unknown && f.Reason == string(snapshot.NotAttested) {
			fs[i].Status, fs[i].Reason = finding.Fail, ""
			fs[i].Evidence = append(fs[i].Evidence, finding.Evidence{
				Source: "attestation register", Field: "answer", Rank: string(snapshot.RankAttestation),
			})
		}
	}
	return fs
}

// The exit codes that a finished audit can have.
const (
	exitClean   = 0
	exitFailed  = 1
	exitUnknown = 4
)

// Threshold says which failures make the exit code 1.
type Threshold struct {
	// FailOn is the lowest severity that does.
	FailOn finding.Severity
	// AcceptWaived leaves failures out that a waiver in force covers. They stay
	// failures in every report.
	AcceptWaived bool
}

// ExitCode turns a result into the exit code of the program: 1 when a finding
// at or above the threshold failed; else 4 when anything is unknown, also
// within a check that failed below it, and when no check ran at all; else 0.
// It knows nothing of formats.
func ExitCode(r Result, t Threshold) int {
	code := exitUnknown
	for _, o := range r.Outcomes {
		if !o.Disabled {
			code = exitClean
		}
	}
	for _, o := range r.Outcomes {
		if o.Unknown > 0 || o.Partial > 0 || o.Status == finding.Unknown {
			code = exitUnknown
		}
		for _, f := range o.Findings {
			accepted := t.AcceptWaived && f.Waiver != nil
			if f.Status == finding.Fail && f.Severity.Rank() <= t.FailOn.Rank() && !accepted {
				return exitFailed
			}
		}
	}
	return code
}
