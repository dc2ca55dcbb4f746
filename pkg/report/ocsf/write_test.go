package ocsf_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

func written(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, ocsf.Write(&b, r))
	return b.Bytes()
}

func TestWriteIsTheEvents(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []byte
			for e := range ocsf.Events(r) {
				line, err := ocsf.Encode(e)
				require.NoError(t, err)
				wellFormed(t, line)
				want = append(append(want, line...), '\n')
			}
			require.Equal(t, string(want), string(written(t, r)))
		})
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*report.Report{"clinic": reporttest.Clinic(), "second-night": secondNight()} {
		goldentest.Equal(t, name+".golden.ndjson", formattest.Bytes(t, ocsf.Write, r))
	}
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, ocsf.Write)
}

func TestHeartbeat(t *testing.T) {
	t.Parallel()
	all := events(secondNight())
	e := all[len(all)-1]
	require.Equal(t, []any{99, "Heartbeat", "Informational", "HEARTBEAT"},
		[]any{e.Compliance.StatusID, e.Compliance.Status, e.Severity, e.StatusCode})
	require.Contains(t, e.Metadata.Labels, "partial:true")
	require.Contains(t, e.Metadata.Labels, "edited:true")

	var doc struct {
		Unmapped map[string]any `json:"unmapped"`
	}
	line, err := ocsf.Encode(e)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(line, &doc))
	require.Equal(t, map[string]any{
		"result": "heartbeat", "events_before": float64(len(all) - 1), "mode": "replay", "partial": true, "edited_files": 2.0,
		"requests": 1234.0, "checks_catalogue": 10.0, "checks_selected": 10.0, "checks_decided": 5.0, "checks_undecided": 4.0,
		"checks_disabled": 1.0, "checks_fail": 4.0, "checks_unknown": 4.0, "checks_warn": 1.0, "checks_pass": 0.0,
		"checks_not_applicable": 1.0, "checks_waived": 1.0, "failed_critical": 1.0, "failed_high": 1.0, "failed_medium": 1.0,
		"failed_low": 1.0, "failed_info": 0.0, "findings": 33.0, "findings_fail": 23.0, "findings_warn": 2.0, "findings_unknown": 7.0,
		"findings_new": 1.0, "findings_closed": 2.0, "previous_run": "before", "fail_on": "low", "findings_at_fail_on": 23.0,
		"findings_at_fail_on_waived": 1.0, "any_unknown": true, "gaps": 2.0, "sign_in_days_left": 12.0, "sign_in_warnings": 1.0,
	}, doc.Unmapped)

	empty := events(reporttest.Empty())
	require.Len(t, empty, 1, "a run without checks has its heartbeat")
	require.True(t, empty[0].Unmapped.AnyUnknown, "and decides nothing")
	require.Nil(t, empty[0].Unmapped.FindingsNew)
	require.Nil(t, empty[0].Unmapped.SignInDaysLeft)
}

// Not parallel: the memory of other tests would count.
func TestMemoryDoesNotGrowWithTheFindings(t *testing.T) {
	formattest.FlatMemory(t, ocsf.Write)
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, ocsf.Write) }
