package jsonreport_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
	"wxaudit/pkg/report/schematest"
)

func write(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, jsonreport.Write(&b, r))
	return b.Bytes()
}

func TestEveryReportFitsTheSchema(t *testing.T) {
	t.Parallel()
	reports := reporttest.All(300)
	reports["pseudonymous"] = reporttest.Clinic()
	report.Pseudonymise(reports["pseudonymous"], []byte("key"))
	for name, r := range reports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := write(t, r)
			require.NoError(t, schematest.Fits(t, schematest.Schema(t, ""), b))
			require.True(t, utf8.Valid(b))
			require.True(t, bytes.HasSuffix(b, []byte("}\n")))
			require.Equal(t, b, write(t, r), "the same report gives the same bytes")
		})
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.json", formattest.Bytes(t, jsonreport.Write, reporttest.Clinic()))
}

func TestAReportReadBackIsTheSame(t *testing.T) {
	t.Parallel()
	b := write(t, reporttest.Clinic())
	var r report.Report
	require.NoError(t, json.Unmarshal(b, &r))
	require.Equal(t, string(b), string(write(t, &r)))
}

func TestTextIsNotEscapedForHTML(t *testing.T) {
	t.Parallel()
	require.Contains(t, string(write(t, reporttest.Hostile())), "</script><b>&amp;")
}

func TestTheSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := schematest.Schema(t, "")
	for name, spoil := range map[string]func(doc map[string]any){
		"a new field":                func(d map[string]any) { d["extra"] = 1 },
		"a new field below":          func(d map[string]any) { first(d, "findings")["password"] = "x" },
		"a missing field":            func(d map[string]any) { delete(d, "gaps") },
		"null for a list":            func(d map[string]any) { d["gaps"] = nil },
		"a status":                   func(d map[string]any) { first(d, "checks")["status"] = "compliant" },
		"a passing finding":          func(d map[string]any) { first(d, "findings")["status"] = "pass" },
		"a state":                    func(d map[string]any) { first(d, "controls")["status"] = "pass" },
		"a severity":                 func(d map[string]any) { first(d, "findings")["severity"] = "CRITICAL" },
		"a local time":               func(d map[string]any) { d["run"].(map[string]any)["as_of"] = "2026-03-01T02:00:00+01:00" },
		"no time":                    func(d map[string]any) { d["run"].(map[string]any)["as_of"] = "yesterdayZ" },
		"a reason without unknown":   func(d map[string]any) { first(d, "checks")["reason"] = "error" },
		"a structured value":         func(d map[string]any) { evidence(d)["value"] = map[string]any{} },
		"an evidence without source": func(d map[string]any) { delete(evidence(d), "source") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var doc map[string]any
			require.NoError(t, json.Unmarshal(write(t, reporttest.Clinic()), &doc))
			spoil(doc)
			b, err := json.Marshal(doc)
			require.NoError(t, err)
			require.Error(t, schematest.Fits(t, s, b))
		})
	}
}

func TestTheSchemaWantsAReasonForUnknown(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	for i := range r.Findings {
		if r.Findings[i].Status == finding.Unknown {
			r.Findings[i].Reason = ""
			break
		}
	}
	require.ErrorContains(t, schematest.Fits(t, schematest.Schema(t, ""), write(t, r)), "reason")
}

func TestSchemaNamesItsVersion(t *testing.T) {
	t.Parallel()
	require.Contains(t, string(jsonreport.Schema()), "urn:wxaudit:report:"+report.SchemaVersion)
	require.NotContains(t, strings.ToLower(string(jsonreport.Schema())), "compliant")
}

func first(doc map[string]any, list string) map[string]any {
	return doc[list].([]any)[0].(map[string]any)
}

func evidence(doc map[string]any) map[string]any {
	return first(first(doc, "findings"), "evidence")
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, jsonreport.Write) }
