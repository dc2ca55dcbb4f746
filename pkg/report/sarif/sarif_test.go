package sarif_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/sarif"
	"wxaudit/pkg/report/schematest"
)

type document struct {
	Version string `json:"version"`
	Runs    []struct {
		Tool struct {
			Driver struct {
				Rules []struct {
					ID         string `json:"id"`
					Properties struct {
						SecuritySeverity string `json:"security-severity"`
					} `json:"properties"`
				} `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		AutomationDetails struct {
			ID string `json:"id"`
		} `json:"automationDetails"`
		BaselineGUID string   `json:"baselineGuid"`
		Results      []result `json:"results"`
	} `json:"runs"`
}

type result struct {
	RuleID    string `json:"ruleId"`
	RuleIndex *int   `json:"ruleIndex"`
	Kind      string `json:"kind"`
	Level     string `json:"level"`
	Message   struct {
		Text string `json:"text"`
	} `json:"message"`
	Locations []struct {
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
		} `json:"physicalLocation"`
	} `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	BaselineState       string            `json:"baselineState"`
	Suppressions        *[]struct {
		Kind, Status, Justification string
	} `json:"suppressions"`
}

func read(t *testing.T, out []byte) document {
	t.Helper()
	var d document
	require.NoError(t, json.Unmarshal(out, &d))
	require.Equal(t, "2.1.0", d.Version)
	require.Len(t, d.Runs, 1)
	return d
}

// Whatever is in a report, each entry that somebody has to look at becomes a
// result of the kind that its status asks for, and nothing in it can act on what
// shows it.
func TestWhatIsToBeLookedAtIsAResult(t *testing.T) {
	t.Parallel()
	formattest.Each(t, sarif.Write, func(t *testing.T, r *report.Report, out []byte) {
		formattest.Printable(t, out)
		run := read(t, out).Runs[0]
		require.Equal(t, r.History != nil, run.BaselineGUID != "")
		var wanted []string
		for e := range report.Entries(r) {
			status := e.Check.Status
			if e.Finding != nil {
				status = e.Finding.Status
			} else if e.Check.Disabled {
				continue
			}
			switch status {
			case finding.Pass, finding.NotApplicable:
			case finding.Fail:
				wanted = append(wanted, "fail")
			case finding.Warn:
				wanted = append(wanted, "review")
			default:
				wanted = append(wanted, "open")
			}
		}
		require.Len(t, run.Results, len(wanted))
		for i, res := range run.Results {
			require.Equal(t, wanted[i], res.Kind)
			require.Equal(t, res.Kind == "fail", res.Level != "none")
			require.Equal(t, r.History != nil, res.BaselineState != "")
			require.Equal(t, run.Results[0].Suppressions == nil, res.Suppressions == nil, "all have them, or none")
			if res.RuleIndex != nil {
				require.Equal(t, run.Tool.Driver.Rules[*res.RuleIndex].ID, res.RuleID)
			}
			uri, err := url.Parse(res.Locations[0].PhysicalLocation.ArtifactLocation.URI)
			require.NoError(t, err)
			require.Empty(t, uri.Scheme)
			require.Len(t, strings.Split(uri.EscapedPath(), "/"), 3)
			require.NotContains(t, strings.Split(uri.EscapedPath(), "/"), "..")
			require.NotEmpty(t, res.PartialFingerprints["primaryLocationLineHash"])
			require.NotRegexp(t, `(^|[^\\])\[`, res.Message.Text, "no link of its own")
			require.NotRegexp(t, `(^|[^{])(\{\{)*\{[^{]`, res.Message.Text, "no placeholder")
		}
	})
}

func TestTheSchema(t *testing.T) {
	t.Parallel()
	schema := schematest.Published(t, "sarif-2.1.0.schema.json")
	formattest.Each(t, sarif.Write, func(t *testing.T, _ *report.Report, out []byte) {
		require.NoError(t, schematest.Fits(t, schema, out))
	})
	good := formattest.Bytes(t, sarif.Write, reporttest.Clinic())
	require.Error(t, schematest.Fits(t, schema, formattest.Spoilt(t, good, `"level":"error"`, `"level":"HIGH"`)))
}

func TestAWaiverIsASuppression(t *testing.T) {
	t.Parallel()
	n := 0
	for _, res := range read(t, formattest.Bytes(t, sarif.Write, reporttest.Clinic())).Runs[0].Results {
		for _, s := range *res.Suppressions {
			n++
			require.Equal(t, "fail", res.Kind, "a waived failure stays a failure")
			require.Equal(t, []string{"external", "accepted"}, []string{s.Kind, s.Status})
			require.Equal(t, "W-7 until 2026-03-31: the archive keeps what Webex deletes; instead: a nightly export to the archive; "+
				"owner: ann@clinic.example; approved by: bob@clinic.example; ticket: SEC-12", s.Justification)
		}
	}
	require.Equal(t, 1, n)
	r := reporttest.Clinic()
	for i := range r.Findings {
		r.Findings[i].Waiver = nil
	}
	require.Nil(t, read(t, formattest.Bytes(t, sarif.Write, r)).Runs[0].Results[0].Suppressions)
}

func TestABaseline(t *testing.T) {
	t.Parallel()
	r := formattest.Later()
	states := map[string]int{}
	for _, res := range read(t, formattest.Bytes(t, sarif.Write, r)).Runs[0].Results {
		states[res.BaselineState]++
		if res.BaselineState == "new" {
			require.Equal(t, r.Findings[0].ID, res.PartialFingerprints["wxauditFinding/v1"])
		}
		require.NotEqual(t, r.History.Closed[0].ID, res.PartialFingerprints["wxauditFinding/v1"], "an alert would stay open for what is gone")
	}
	require.Len(t, r.History.Closed, 1)
	require.Equal(t, 1, states["new"])
	require.Positive(t, states["unchanged"])
	first := read(t, formattest.Bytes(t, sarif.Write, reporttest.Clinic())).Runs[0]
	require.Empty(t, first.BaselineGUID)
	require.Empty(t, first.Results[0].BaselineState)
}

func TestMemoryDoesNotGrow(t *testing.T) {
	formattest.FlatMemory(t, sarif.Write)
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, sarif.Write)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.sarif", formattest.Bytes(t, sarif.Write, reporttest.Clinic()))
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, sarif.Write) }
