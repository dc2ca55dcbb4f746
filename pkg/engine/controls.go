package engine

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

// controls says for every row what the checks found out about it.
func controls(rows []hipaa.Row, outcomes []check.Outcome) []hipaa.RowState {
	statuses := make(map[string]finding.Status, len(outcomes))
	for _, o := range outcomes {
		statuses[o.Check.ID] = o.Status
	}
	states := make([]hipaa.RowState, 0, len(rows))
	for _, row := range rows {
		states = append(states, hipaa.RowState{Row: row, State: state(row, statuses)})
	}
	return states
}

// state adds up the checks of one row. A failure speaks first, and then what
// was asked and not learnt, so that a lost permission improves no row, not even
// one that is Cisco's to show.
func state(row hipaa.Row, statuses map[string]finding.Status) hipaa.State {
	var missing, judged bool
	worst := finding.NotApplicable
	for _, id := range row.Checks {
		s, ran := statuses[id]
		if !ran {
			missing = true // not written yet, or left out of this run
			continue
		}
		worst = finding.Worst(worst, s)
		judged = judged || s != finding.NotApplicable
	}
	switch {
	case worst == finding.Fail:
		return hipaa.StateFail
	case worst == finding.Unknown:
		return hipaa.StateUnknown
	case row.Leads(hipaa.NotApplicable):
		return hipaa.StateNotApplicable
	case row.Leads(hipaa.Vendor) && worst == finding.Warn:
		return hipaa.StateWarn
	case row.Leads(hipaa.Vendor) && missing && sharedWithCustomer(row):
		return hipaa.StateUnknown // the customer's part was not looked at
	case row.Leads(hipaa.Vendor):
		return hipaa.StateVendor
	case len(row.Checks) == 0:
		return hipaa.StateNotAssessed
	case missing:
		return hipaa.StateUnknown
	case row.Leads(hipaa.CustomerProcess):
		return hipaa.StateUnknown // only people can say the rest
	case worst == finding.Warn:
		return hipaa.StateWarn
	case !judged:
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
