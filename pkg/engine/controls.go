package engine

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// controls says for every row what the checks found out about it. The catalogue
// is every check there is: those that did not run are missing.
func controls(rows []hipaa.Row, catalogue []check.Check, outcomes []check.Outcome) []hipaa.RowState {
	e := evidence{statuses: make(map[string]finding.Status, len(outcomes)), satisfies: map[string]bool{}}
	for _, o := range outcomes {
		if !o.Disabled {
			e.statuses[o.Check.ID] = o.Status
		}
	}
	for _, c := range catalogue {
		e.satisfies[c.ID] = c.Satisfies()
	}
	states := make([]hipaa.RowState, 0, len(rows))
	for _, row := range rows {
		states = append(states, e.row(row))
	}
	return states
}

// evidence is what the checks say, by id.
type evidence struct {
	statuses  map[string]finding.Status // of those that ran
	satisfies map[string]bool
}

func (e evidence) row(row hipaa.Row) hipaa.RowState {
	s := hipaa.RowState{Row: row, Satisfies: []string{}, Supports: []string{}}
	for _, id := range row.Checks {
		if e.satisfies[id] {
			s.Satisfies = append(s.Satisfies, id)
		} else {
			s.Supports = append(s.Supports, id)
		}
	}
	for _, party := range row.Responsibility {
		s.Parts = append(s.Parts, hipaa.PartState{Responsibility: party, State: e.part(s, party)})
	}
	s.State = e.state(s)
	return s
}

// part is the state of one party's part: the settings are what the checks
// support, the process is what people vouch for.
func (e evidence) part(s hipaa.RowState, party hipaa.Responsibility) hipaa.State {
	switch party {
	case hipaa.Vendor:
		return hipaa.StateVendor
	case hipaa.NotApplicable:
		return hipaa.StateNotApplicable
	case hipaa.CustomerProcess:
		return e.sum(s.Satisfies)
	default:
		return e.sum(s.Supports)
	}
}

// sum adds up some of the checks of a row. A check that did not run leaves it
// unknown, unless another one failed.
func (e evidence) sum(ids []string) hipaa.State {
	worst, missing := e.worst(ids)
	switch {
	case worst == finding.Fail:
		return hipaa.StateFail
	case missing || worst == finding.Unknown:
		return hipaa.StateUnknown
	case worst == finding.Warn:
		return hipaa.StateWarn
	case worst == finding.Pass:
		return hipaa.StateSupported
	default: // no check, or nothing to judge
		return hipaa.StateNotAssessed
	}
}

func (e evidence) worst(ids []string) (worst finding.Status, missing bool) {
	worst = finding.NotApplicable
	for _, id := range ids {
		status, ran := e.statuses[id]
		if !ran {
			missing = true
			continue
		}
		worst = finding.Worst(worst, status)
	}
	return worst, missing
}

// state adds up a whole row. A failure speaks first, and then what was asked
// and not learnt, so that a lost permission improves no row, not even one that
// is Cisco's to show. A row that people must make true is supported only when
// they vouch for it.
func (e evidence) state(s hipaa.RowState) hipaa.State {
	worst, missing := e.worst(s.Row.Checks)
	process := e.sum(s.Satisfies)
	switch {
	case worst == finding.Fail:
		return hipaa.StateFail
	case worst == finding.Unknown:
		return hipaa.StateUnknown
	case s.Row.Leads(hipaa.NotApplicable):
		return hipaa.StateNotApplicable
	case s.Row.Leads(hipaa.Vendor) && worst == finding.Warn:
		return hipaa.StateWarn
	case s.Row.Leads(hipaa.Vendor) && missing && sharedWithCustomer(s.Row):
		return hipaa.StateUnknown // the customer's part was not looked at
	case s.Row.Leads(hipaa.Vendor):
		return hipaa.StateVendor
	case len(s.Row.Checks) == 0:
		return hipaa.StateNotAssessed
	case missing:
		return hipaa.StateUnknown
	case s.Row.Leads(hipaa.CustomerProcess) && process == hipaa.StateNotAssessed:
		return hipaa.StateUnknown // nobody vouches for it, whatever the settings say
	case worst == finding.Warn:
		return hipaa.StateWarn
	case worst == finding.NotApplicable:
		return hipaa.StateNotAssessed // there was nothing to judge
	default:
		return hipaa.StateSupported
	}
}

// sharedWithCustomer says whether a row that Cisco leads has a part that is the
// customer's.
func sharedWithCustomer(row hipaa.Row) bool {
	return slices.Contains(row.Responsibility, hipaa.CustomerConfiguration) || slices.Contains(row.Responsibility, hipaa.CustomerProcess)
}

// Rows is every row of the matrix with what it rests on, before anything was
// judged.
func Rows(catalogue []check.Check) []hipaa.RowState {
	return controls(hipaa.Matrix(), catalogue, nil)
}
