package check

import (
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Faults gathers everything that is wrong with one resource, so that one
// message tells all of it; the worst decides. Each fault is a clause that
// follows on the name of the resource: "never locks itself".
type Faults struct{ failures, warnings []string }

// Fail adds a fault that fails the resource, where it is one.
func (f *Faults) Fail(is bool, clause string) {
	if is {
		f.failures = append(f.failures, clause)
	}
}

// Warn adds a fault that is worth a warning, where it is one.
func (f *Faults) Warn(is bool, clause string) {
	if is {
		f.warnings = append(f.warnings, clause)
	}
}

// Failed says whether a fault fails the resource: then nothing that is unknown
// about it could make it better.
func (f *Faults) Failed() bool { return len(f.failures) > 0 }

// Any says whether there is a fault at all.
func (f *Faults) Any() bool { return len(f.failures)+len(f.warnings) > 0 }

// Finding fails or warns about the resource, failures first. Ask Any before.
func (f *Faults) Finding(r finding.Resource, subject string, ev ...finding.Evidence) finding.Finding {
	msg := subject + " " + List(append(f.failures[:len(f.failures):len(f.failures)], f.warnings...))
	if f.Failed() {
		return Fail(r, msg, ev...)
	}
	return Warn(r, msg, ev...)
}

// Judge answers about a resource of which the evidence is all that decides. What
// fails it does so whatever is not known; a value that Webex did not return outranks
// a warning; and without either it passes, of which the last clause tells.
func (f *Faults) Judge(r finding.Resource, src snapshot.Source, subject, passes string, ev ...finding.Evidence) finding.Finding {
	field, lacking := FirstAbsent(ev)
	switch {
	case f.Failed(), f.Any() && !lacking:
		return f.Finding(r, subject, ev...)
	case lacking:
		return Absent(r, src, field)
	default:
		return Pass(r, subject+" "+passes, ev...)
	}
}

// List joins clauses as English does: "a", "a and b", "a, b and c".
func List(clauses []string) string {
	if len(clauses) < 2 {
		return strings.Join(clauses, "")
	}
	last := len(clauses) - 1
	return strings.Join(clauses[:last], ", ") + " and " + clauses[last]
}
