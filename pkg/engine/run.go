package engine

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Options is what a run needs.
type Options struct {
	Checks   []check.Check
	Snapshot *snapshot.Snapshot
	// Now is the clock of the run, in UTC.
	Now time.Time
	// Params returns the parameters of a check; nil means the defaults. It is
	// called from several goroutines.
	Params func(check.Check) check.Params
	// Parallel is how many checks run at the same time; 0 means GOMAXPROCS. It
	// never changes the result.
	Parallel int
}

// Result is what the checks came to.
type Result struct {
	Outcomes []check.Outcome  // one for every check, in the order given
	Controls []hipaa.RowState // every row of the matrix, in its order
	Coverage check.Coverage
	Gaps     []check.Gap // of the sections that the checks read, in the order of the snapshot
}

// Run evaluates the checks side by side and adds up their answers.
func Run(o Options) Result {
	params := o.Params
	if params == nil {
		params = func(c check.Check) check.Params { return check.Defaults(c.Params) }
	}
	workers := o.Parallel
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	outcomes := make([]check.Outcome, len(o.Checks))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(o.Checks)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(o.Checks); i = int(next.Add(1)) - 1 {
				c := o.Checks[i]
				outcomes[i] = Evaluate(c, &check.Input{Snapshot: o.Snapshot, Now: o.Now, Params: params(c)})
			}
		})
	}
	wg.Wait()
	return Result{
		Outcomes: outcomes,
		Controls: controls(hipaa.Matrix(), outcomes),
		Coverage: coverage(outcomes, o.Snapshot),
		Gaps:     gaps(o.Checks, o.Snapshot),
	}
}

// The exit codes that a finished audit can have.
const (
	exitClean   = 0
	exitFailed  = 1
	exitUnknown = 4
)

// ExitCode turns a result into the exit code of the program: 1 when a finding
// at or above failOn failed; else 4 when anything is unknown, also within a
// check that failed below failOn, and when no check ran at all; else 0. It
// knows nothing of formats.
func ExitCode(r Result, failOn finding.Severity) int {
	code := exitClean
	if len(r.Outcomes) == 0 {
		code = exitUnknown
	}
	for _, o := range r.Outcomes {
		if o.Unknown > 0 || o.Partial > 0 || o.Status == finding.Unknown {
			code = exitUnknown
		}
		for _, f := range o.Findings {
			if f.Status == finding.Fail && f.Severity.Rank() <= failOn.Rank() {
				return exitFailed
			}
		}
	}
	return code
}
