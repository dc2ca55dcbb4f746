package engine

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
)

func TestState(t *testing.T) {
	t.Parallel()
	const (
		pass, fail, warn = finding.Pass, finding.Fail, finding.Warn
		unknown, na      = finding.Unknown, finding.NotApplicable
	)
	config, process := hipaa.CustomerConfiguration, hipaa.CustomerProcess
	vendor, none := hipaa.Vendor, hipaa.NotApplicable
	for name, tc := range map[string]struct {
		leads    hipaa.Responsibility
		statuses []finding.Status // of the checks that ran
		missing  bool             // a check of the row did not run
		want     hipaa.State
	}{
		"a failure":                            {config, []finding.Status{pass, fail, unknown}, false, hipaa.StateFail},
		"a failure beside a missing check":     {config, []finding.Status{fail}, true, hipaa.StateFail},
		"a failure of the vendor's row":        {vendor, []finding.Status{fail}, false, hipaa.StateFail},
		"a failure of a row that is not ours":  {none, []finding.Status{fail}, false, hipaa.StateFail},
		"a failure of a process":               {process, []finding.Status{fail}, false, hipaa.StateFail},
		"not about Webex":                      {none, nil, false, hipaa.StateNotApplicable},
		"not about Webex, checks pass":         {none, []finding.Status{pass}, true, hipaa.StateNotApplicable},
		"the vendor's":                         {vendor, nil, false, hipaa.StateVendor},
		"the vendor's, checks pass":            {vendor, []finding.Status{pass}, false, hipaa.StateVendor},
		"the vendor's, checks did not run":     {vendor, []finding.Status{na}, true, hipaa.StateVendor},
		"the vendor's, a check warns":          {vendor, []finding.Status{pass, warn}, true, hipaa.StateWarn},
		"the vendor's, a check could not tell": {vendor, []finding.Status{pass, unknown}, false, hipaa.StateUnknown},
		"unknown":                              {config, []finding.Status{pass, unknown, warn}, false, hipaa.StateUnknown},
		"a check that did not run":             {config, []finding.Status{pass}, true, hipaa.StateUnknown},
		"no check ran":                         {config, nil, true, hipaa.StateUnknown},
		"a missing check beside a warning":     {config, []finding.Status{warn}, true, hipaa.StateUnknown},
		"a process whose checks pass":          {process, []finding.Status{pass}, false, hipaa.StateUnknown},
		"a process whose checks warn":          {process, []finding.Status{warn}, false, hipaa.StateUnknown},
		"a warning":                            {config, []finding.Status{pass, warn}, false, hipaa.StateWarn},
		"all pass":                             {config, []finding.Status{pass, pass}, false, hipaa.StateSupported},
		"some pass, some had nothing to judge": {config, []finding.Status{na, pass}, false, hipaa.StateSupported},
		"nothing to judge anywhere":            {config, []finding.Status{na, na}, false, hipaa.StateNotAssessed},
		"no check":                             {config, nil, false, hipaa.StateNotAssessed},
		"a process without a check":            {process, nil, false, hipaa.StateNotAssessed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row := hipaa.Row{Responsibility: []hipaa.Responsibility{tc.leads}}
			statuses := map[string]finding.Status{}
			for i, s := range tc.statuses {
				id := string(rune('a' + i))
				row.Checks = append(row.Checks, id)
				statuses[id] = s
			}
			if tc.missing {
				row.Checks = append(row.Checks, "z")
			}
			require.Equal(t, tc.want, evidence{statuses: statuses}.row(row).State)
		})
	}
}

// Whatever a row's checks answer, turning one answer into unknown never makes
// the row look better.
func TestLosingAnAnswerNeverImprovesARow(t *testing.T) {
	t.Parallel()
	for n, row := range append(hipaa.Matrix(), hipaa.Matrix()...) {
		if len(row.Checks) == 0 {
			continue
		}
		satisfies := map[string]bool{} // once nobody vouches for the row, and once all do
		for _, id := range row.Checks {
			satisfies[id] = n >= len(hipaa.Matrix())
		}
		for _, other := range finding.Statuses {
			for _, was := range finding.Statuses {
				statuses := map[string]finding.Status{}
				for _, id := range row.Checks {
					statuses[id] = other
				}
				statuses[row.Checks[0]] = was
				before := evidence{statuses: statuses, satisfies: satisfies}.row(row).State
				statuses[row.Checks[0]] = finding.Unknown
				after := evidence{statuses: statuses, satisfies: satisfies}.row(row).State
				if before == hipaa.StateFail {
					require.Contains(t, []hipaa.State{hipaa.StateFail, hipaa.StateUnknown}, after)
					continue
				}
				require.LessOrEqual(t, slices.Index(hipaa.States, after), slices.Index(hipaa.States, before),
					"%s: %s became %s", row.Citation, before, after)
			}
		}
	}
}

// A row that people must make true is not supported by settings, however many
// pass.
func TestOnlyPeopleVouchForAProcess(t *testing.T) {
	t.Parallel()
	row, ok := hipaa.Lookup("164.308(a)(1)(ii)(A)") // risk analysis
	require.True(t, ok)
	statuses, satisfies := map[string]finding.Status{}, map[string]bool{}
	for _, id := range row.Checks {
		statuses[id] = finding.Pass
	}
	state := evidence{statuses, satisfies}.row(row)
	require.Equal(t, hipaa.StateUnknown, state.State)
	require.Equal(t, row.Checks, state.Supports)
	require.Empty(t, state.Satisfies)

	satisfies["attest.risk-analysis"] = true
	state = evidence{statuses, satisfies}.row(row)
	require.Equal(t, hipaa.StateSupported, state.State)
	require.Equal(t, []string{"attest.risk-analysis"}, state.Satisfies)

	statuses["attest.risk-analysis"] = finding.Unknown
	require.Equal(t, hipaa.StateUnknown, evidence{statuses, satisfies}.row(row).State)
}
