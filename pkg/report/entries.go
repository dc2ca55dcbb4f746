package report

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
)

// Entry is what a format that lists answers has a line for: a finding, or a
// check that has none of its own.
type Entry struct {
	// Check is never nil. Of a check that the report does not list, only the id,
	// the area and the status are known.
	Check *Check
	// Finding is nil where the check itself is the entry: it passed, did not
	// apply, or was disabled.
	Finding *finding.Finding
}

// Entries yields every finding in the order of the report, and behind them, in
// catalogue order, every check that no finding speaks for. So nothing that was
// asked is left out, and what passed is there as well. A note about something
// outside the PHI scope does not speak for its check.
func Entries(r *Report) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		checks := AllChecks(r)
		byID := make(map[string]*Check, len(checks))
		for i := range checks {
			if c := &checks[i]; byID[c.ID] == nil {
				byID[c.ID] = c
			}
		}
		spoken := make(map[string]bool, len(checks))
		for i := range r.Findings {
			f := &r.Findings[i]
			if f.Status != finding.NotApplicable {
				spoken[f.CheckID] = true
			}
			if !yield(Entry{byID[f.CheckID], f}) {
				return
			}
		}
		for i := range checks {
			if !spoken[checks[i].ID] && !yield(Entry{Check: &checks[i]}) {
				return
			}
		}
	}
}

// AllChecks returns the checks of the report and, behind them, one for each id
// that only findings name: a saved report may come from another version, and no
// finding may be lost for it.
func AllChecks(r *Report) []Check {
	known := make(map[string]int, len(r.Checks))
	for i, c := range r.Checks {
		known[c.ID] = i
	}
	all := r.Checks
	for _, f := range r.Findings {
		i, ok := known[f.CheckID]
		if !ok {
			i = len(all)
			known[f.CheckID] = i
			area, _, _ := strings.Cut(f.CheckID, ".")
			all = append(all[:i:i], Check{ID: f.CheckID, Area: area, Severity: f.Severity, Status: f.Status, Message: f.Message})
		}
		if c := &all[i]; i >= len(r.Checks) {
			if c.Status = finding.Worst(c.Status, f.Status); !slices.Contains(finding.Statuses, f.Status) {
				c.Status = finding.Worst(c.Status, finding.Unknown) // a word that we do not know
			}
		}
	}
	return all
}

// FailedInPart counts the checks that failed and of which something was not
// learnt: more may be wrong than is listed.
func FailedInPart(r *Report) int {
	n := 0
	for _, c := range r.Checks {
		if c.Status == finding.Fail && (c.Unknown > 0 || c.Partial > 0) {
			n++
		}
	}
	return n
}

// Word writes a value of evidence as people read it: a text as it is, what is
// absent as "absent", anything else as JSON has it. It gives the same for a
// report read back from JSON.
func Word(v any) string {
	switch v := v.(type) {
	case nil:
		return "absent"
	case string:
		return v
	case json.Number:
		return v.String()
	}
	b, err := json.Marshal(v)
	if err != nil {
		return "(a value that JSON cannot hold)"
	}
	return string(b)
}
