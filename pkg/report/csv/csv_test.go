package csvreport_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	csvreport "wxaudit/pkg/report/csv"
)

// rows reads the table as a reader of RFC 4180 does.
func rows(t *testing.T, out []byte) []map[string]string {
	t.Helper()
	text, marked := strings.CutPrefix(string(out), "\ufeff")
	require.True(t, marked)
	in := csv.NewReader(strings.NewReader(text))
	all, err := in.ReadAll() // also refuses rows of another length
	require.NoError(t, err)
	require.Equal(t, csvreport.Columns, all[0])
	require.Equal(t, strings.Count(text, "\n"), len(all), "a row is a line")
	var got []map[string]string
	for _, row := range all[1:] {
		cells := map[string]string{}
		for i, c := range row {
			cells[all[0][i]] = c
		}
		got = append(got, cells)
	}
	return got
}

func TestEveryEntryIsARow(t *testing.T) {
	t.Parallel()
	formattest.Each(t, csvreport.Write, func(t *testing.T, r *report.Report, out []byte) {
		formattest.Printable(t, bytes.TrimPrefix(out, []byte("\ufeff")))
		got := rows(t, out)
		require.Len(t, got, len(slices.Collect(report.Entries(r))))
		for _, cells := range got {
			for column, c := range cells {
				for part := range strings.SplitSeq(c, ";") {
					if !strings.HasPrefix(part, "'") {
						require.NotRegexp(t, `^[ "]*[=+\-@＝＋－＠]`, part, column)
					}
				}
			}
		}
	})
}

func TestARowTellsAll(t *testing.T) {
	t.Parallel()
	got := rows(t, formattest.Bytes(t, csvreport.Write, formattest.Later()))
	waived := slices.IndexFunc(got, func(c map[string]string) bool { return c["waiver"] == "W-7" })
	require.GreaterOrEqual(t, waived, 0)
	require.Equal(t, map[string]string{
		"organization": "Example Clinic", "organization_id": "b3Jn", "run": "0123456789abcdef", "as_of": "2026-03-01T02:00:00Z",
		"check": "messaging.retention-six-years", "title": "Messages are kept for six years", "area": "messaging",
		"severity": "medium", "status": "fail", "waived": "true", "waiver": "W-7", "waiver_ends": "2026-03-31", "reason": "",
		"resource_type": "setting", "resource_id": got[waived]["resource_id"], "resource_name": "message retention",
		"message":   "messages are kept 2160 days, 32 days short of six years",
		"evidence":  "GET /admin/api/v1/organizations/{orgId}/settings/sparkDataRetentionDays sparkDataRetentionDays = 2160 (control_hub 2026-03-01T02:00:00Z)",
		"citations": "164.312(a)(1)", "basis": "seed | rule-addressable", "remediation": got[waived]["remediation"],
		"first_seen": "2026-02-28T02:00:00Z", "finding": got[waived]["finding"],
	}, got[waived])
	require.Len(t, got[waived]["finding"], 32)

	passed := slices.IndexFunc(got, func(c map[string]string) bool { return c["status"] == string(finding.Pass) })
	require.GreaterOrEqual(t, passed, 0, "what passed is there as well")
	require.Empty(t, got[passed]["finding"])
}

func TestFormulas(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-2+3": "'-2+3", "@SUM(1)": "'@SUM(1)", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠a": "'＠a",
		" =1": "' =1", `"=1`: `'"=1`, "'=1": "'=1", "a;=1": "a;'=1", "\t=1": `\t=1`, "\r=1": `\r=1`, "1-2": "1-2", "": "", "a=b": "a=b",
	} {
		r := reporttest.Clean()
		r.Organization.Name = in
		require.Equal(t, want, rows(t, formattest.Bytes(t, csvreport.Write, r))[0]["organization"], "%q", in)
	}
}

func TestACellFitsIntoASpreadsheet(t *testing.T) {
	t.Parallel()
	r := reporttest.Big(1)
	r.Findings[0].Evidence = slices.Repeat(r.Findings[0].Evidence, 5000)
	cell := rows(t, formattest.Bytes(t, csvreport.Write, r))[0]["evidence"]
	require.True(t, strings.HasSuffix(cell, "…"))
	require.Less(t, len(cell), 32_767)
}

func TestMemoryDoesNotGrow(t *testing.T) {
	formattest.FlatMemory(t, csvreport.Write)
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, csvreport.Write)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.csv", formattest.Bytes(t, csvreport.Write, reporttest.Clinic()))
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, csvreport.Write) }
