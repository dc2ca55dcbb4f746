package htmlreport

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// A standard must not look better than its specifications.
func TestBelow(t *testing.T) {
	t.Parallel()
	const standard, first, second, other = "164.308(a)(1)(i)", "164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)", "164.308(a)(3)(i)"
	for name, tc := range map[string]struct {
		own, first, second hipaa.State
		want               string
	}{
		"all well":        {hipaa.StateSupported, hipaa.StateSupported, hipaa.StateWarn, ""},
		"one fails":       {hipaa.StateSupported, hipaa.StateFail, hipaa.StateUnknown, "below it: evidence against 1 row"},
		"both fail":       {hipaa.StateUnknown, hipaa.StateFail, hipaa.StateFail, "below it: evidence against 2 rows"},
		"not known":       {hipaa.StateWarn, hipaa.StateUnknown, hipaa.StateSupported, "below it: not known of 1 row"},
		"it fails itself": {hipaa.StateFail, hipaa.StateFail, hipaa.StateFail, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &report.Report{Controls: []report.Control{
				{Citation: standard, Status: tc.own, Required: hipaa.Standard}, {Citation: first, Status: tc.first}, {Citation: second, Status: tc.second},
				{Citation: other, Status: hipaa.StateFail},
			}}
			require.Equal(t, tc.want, below(r, r.Controls[0]))
		})
	}
}
