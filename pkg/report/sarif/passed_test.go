package sarif_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/sarif"
)

// GitHub makes an open alert of every result, whatever its kind. So what passed,
// does not apply or is disabled has none, and its rule says what became of it.
func TestWhatPassedIsNoAlert(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	r.Checks = append(r.Checks,
		report.Check{ID: "meetings.left-out", Title: "Left out", Severity: finding.High, Status: finding.NotApplicable, Disabled: true},
		report.Check{ID: "meetings.fine", Title: "Fine", Severity: finding.High, Status: finding.Pass, Evaluated: 7},
		report.Check{ID: "meetings.none", Title: "None", Severity: finding.High, Status: finding.NotApplicable},
		report.Check{ID: "meetings.dark", Title: "Dark", Severity: finding.High, Status: finding.Unknown, Reason: "forbidden"},
		report.Check{ID: "meetings.odd", Title: "Odd", Severity: finding.High, Status: "splendid"},
	)
	var doc struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID                   string `json:"id"`
						DefaultConfiguration struct {
							Enabled bool `json:"enabled"`
						} `json:"defaultConfiguration"`
						Properties struct {
							Status    string `json:"status"`
							Evaluated int    `json:"evaluated"`
						} `json:"properties"`
					} `json:"rules"`
				} `json:"driver"`
			} `json:"tool"`
			Results []result `json:"results"`
		} `json:"runs"`
	}
	require.NoError(t, json.Unmarshal(formattest.Bytes(t, sarif.Write, r), &doc))
	alerts := map[string]string{}
	for _, res := range doc.Runs[0].Results {
		alerts[res.RuleID] = res.Kind
	}
	rules := doc.Runs[0].Tool.Driver.Rules
	require.Len(t, rules, len(r.Checks), "every check has a rule")
	for i, c := range r.Checks {
		rule := rules[i]
		require.Equal(t, c.ID, rule.ID)
		require.Equal(t, string(c.Status), rule.Properties.Status)
		require.Equal(t, c.Evaluated, rule.Properties.Evaluated)
		require.Equal(t, !c.Disabled, rule.DefaultConfiguration.Enabled)
		switch c.Status {
		case finding.Pass, finding.NotApplicable:
			require.NotContains(t, alerts, c.ID)
		default:
			require.Contains(t, alerts, c.ID)
		}
	}
	require.Equal(t, "open", alerts["meetings.dark"])
	require.Equal(t, "open", alerts["meetings.odd"], "a word that nobody knows is looked at")
}
