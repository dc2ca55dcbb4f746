package oscal_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/oscal"
)

type document struct {
	Results struct {
		ImportAP struct {
			Href string `json:"href"`
		} `json:"import-ap"`
		LocalDefinitions struct {
			Objectives []struct {
				ControlID string `json:"control-id"`
				Parts     []struct {
					ID string `json:"id"`
				} `json:"parts"`
			} `json:"objectives-and-methods"`
		} `json:"local-definitions"`
		Results []struct {
			Observations []struct {
				UUID        string     `json:"uuid"`
				Description string     `json:"description"`
				Props       []property `json:"props"`
				Methods     []string   `json:"methods"`
				Subjects    []struct {
					UUID string `json:"subject-uuid"`
				} `json:"subjects"`
			} `json:"observations"`
			Risks []struct {
				UUID   string     `json:"uuid"`
				Status string     `json:"status"`
				Props  []property `json:"props"`
			} `json:"risks"`
			Findings []oscalFinding `json:"findings"`
		} `json:"results"`
	} `json:"assessment-results"`
}

type oscalFinding struct {
	Props  []property `json:"props"`
	Target struct {
		ID     string `json:"target-id"`
		Status struct {
			State   string `json:"state"`
			Reason  string `json:"reason"`
			Remarks string `json:"remarks"`
		} `json:"status"`
	} `json:"target"`
	Observations []struct {
		UUID string `json:"observation-uuid"`
	} `json:"related-observations"`
	Risks []struct {
		UUID string `json:"risk-uuid"`
	} `json:"related-risks"`
}

type property struct{ Name, Value string }

func get(props []property, name string) string {
	for _, p := range props {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

func read(t *testing.T, out []byte) document {
	t.Helper()
	var d document
	require.NoError(t, json.Unmarshal(out, &d))
	require.Len(t, d.Results.Results, 1)
	return d
}

// identified collects every UUID of the document that something has, and every
// one that something points to.
func identified(v any, have map[string]int, wanted map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, member := range v {
			if s, ok := member.(string); ok {
				switch {
				case k == "uuid":
					have[s]++
				case strings.HasSuffix(k, "-uuid"):
					wanted[s] = true
				case k == "href":
					wanted[strings.TrimPrefix(s, "#")] = true
				}
			}
			identified(member, have, wanted)
		}
	case []any:
		for _, member := range v {
			identified(member, have, wanted)
		}
	}
}

// Whatever is in a report, each entry is an observation, nothing but a pass is
// satisfied, and all that is pointed to is there once.
func TestEveryEntryIsAnObservation(t *testing.T) {
	t.Parallel()
	formattest.Each(t, oscal.Write, func(t *testing.T, r *report.Report, out []byte) {
		formattest.Printable(t, out)
		require.NotContains(t, string(out), "compliant")
		d := read(t, out)
		result := d.Results.Results[0]
		entries := slices.Collect(report.Entries(r))
		require.Len(t, result.Observations, len(entries))
		for i, e := range entries {
			status := e.Check.Status
			if e.Finding != nil {
				status = e.Finding.Status
			}
			require.Equal(t, string(status), get(result.Observations[i].Props, "status"))
		}
		objectives := map[string]bool{}
		for _, o := range d.Results.LocalDefinitions.Objectives {
			for _, p := range o.Parts {
				require.False(t, objectives[p.ID], "%s twice", p.ID)
				objectives[p.ID] = true
			}
		}
		require.Len(t, result.Findings, len(objectives))
		for _, f := range result.Findings {
			require.True(t, objectives[f.Target.ID])
			if f.Target.Status.State == "satisfied" {
				require.Equal(t, "pass", f.Target.Status.Reason)
				require.Equal(t, "pass", get(f.Props, "status"))
			} else {
				require.NotEqual(t, "pass", get(f.Props, "status"))
			}
		}
		var all any
		require.NoError(t, json.Unmarshal(out, &all))
		have, wanted := map[string]int{}, map[string]bool{}
		identified(all, have, wanted)
		for id, n := range have {
			require.Equal(t, 1, n, id)
		}
		for id := range wanted {
			require.Equal(t, 1, have[id], "nothing is %s", id)
		}
	})
}

func TestStates(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		check         report.Check
		state, reason string
	}{
		{report.Check{Status: finding.Pass}, "satisfied", "pass"},
		{report.Check{Status: finding.Pass, Disabled: true}, "not-satisfied", "other"},
		{report.Check{Status: finding.Fail}, "not-satisfied", "fail"},
		{report.Check{Status: finding.Fail, Waived: true}, "not-satisfied", "fail"},
		{report.Check{Status: finding.Warn}, "not-satisfied", "other"},
		{report.Check{Status: finding.Unknown}, "not-satisfied", "other"},
		{report.Check{Status: finding.NotApplicable}, "not-satisfied", "other"},
		{report.Check{Status: "undreamt-of"}, "not-satisfied", "other"},
	} {
		tc.check.ID = "a.b"
		got := read(t, formattest.Bytes(t, oscal.Write, &report.Report{Checks: []report.Check{tc.check}})).Results.Results[0].Findings[0].Target.Status
		require.Equal(t, []string{tc.state, tc.reason}, []string{got.State, got.Reason}, "%+v", tc.check)
		require.Equal(t, tc.reason == "other" || tc.check.Waived, got.Remarks != "")
	}
}

func TestAWaiverIsARiskOfItsOwn(t *testing.T) {
	t.Parallel()
	r := reporttest.Big(3)
	waiver := reporttest.Clinic()
	for _, f := range waiver.Findings {
		if f.Waiver != nil {
			r.Findings[1].Waiver = f.Waiver
		}
	}
	require.NotNil(t, r.Findings[1].Waiver)
	result := read(t, formattest.Bytes(t, oscal.Write, r)).Results.Results[0]
	require.Len(t, result.Risks, 2)
	require.Equal(t, "open", result.Risks[0].Status)
	require.Equal(t, "deviation-approved", result.Risks[1].Status)
	require.Equal(t, "2026-03-31", get(result.Risks[1].Props, "waiver-expires"))
	require.Len(t, result.Findings[0].Risks, 2)
}

func TestAParagraphHasItsIDs(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	r.Checks = r.Checks[:1]
	r.Checks[0].Controls = append(r.Checks[0].Controls, "164.312(a)(2)(iii)", "164.312(a)(1)", "no such paragraph")
	d := read(t, formattest.Bytes(t, oscal.Write, r)).Results
	var controls, targets []string
	for _, o := range d.LocalDefinitions.Objectives {
		controls = append(controls, o.ControlID)
	}
	for _, f := range d.Results[0].Findings {
		targets = append(targets, f.Target.ID)
	}
	require.Len(t, controls, 3, "each once")
	require.Equal(t, []string{"cfr-164.312_a_1", "cfr-164.312_a_2_iii"}, controls[:2])
	require.Regexp(t, `^cfr-no_such_paragraph-[0-9a-f]{8}$`, controls[2])
	require.Equal(t, "cfr-164.312_a_1_obj.meetings.join-before-host-site", targets[0])
	require.Equal(t, "45 CFR 164.312(a)(1)", get(d.Results[0].Findings[0].Props, "citation"))
	require.Equal(t, "AC-1", get(d.Results[0].Findings[0].Props, "nist-sp-800-53r5"))
}

func TestAttestedEvidenceIsExamined(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	r.Findings[0].Evidence[0].Rank = "attestation"
	o := read(t, formattest.Bytes(t, oscal.Write, r)).Results.Results[0].Observations
	require.Equal(t, []string{"EXAMINE"}, o[0].Methods)
	require.Equal(t, []string{"TEST"}, o[1].Methods)
}

func TestMarkdownFromOutsideIsLiteral(t *testing.T) {
	t.Parallel()
	r := reporttest.Big(1)
	r.Findings[0].Message = "# [a](javascript:x) <b> `c` {{ insert: param, x }} \\[d](e)"
	o := read(t, formattest.Bytes(t, oscal.Write, r)).Results.Results[0].Observations
	require.Equal(t, "\\# \\[a](javascript:x) \\<b> \\`c\\` {\\{ insert: param, x }} \\\\\\[d](e)", o[0].Description)
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, oscal.Write)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.json", formattest.Bytes(t, oscal.Write, reporttest.Clinic()))
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, oscal.Write) }
