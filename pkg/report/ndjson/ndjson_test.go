package ndjson_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ndjson"
	"wxaudit/pkg/report/schematest"
)

func write(t *testing.T, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, ndjson.Write(&b, r))
	return b.Bytes()
}

// Whatever is in a report, every line is one object that fits the schema, and
// they come in the promised order.
func TestLines(t *testing.T) {
	t.Parallel()
	for name, r := range reporttest.All(300) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := write(t, r)
			require.True(t, utf8.Valid(out))
			for _, r := range string(out) {
				require.True(t, unicode.IsPrint(r) || r == '\n', "%#x", r)
			}
			require.True(t, bytes.HasSuffix(out, []byte("\n")))
			lines := bytes.Split(bytes.TrimSuffix(out, []byte("\n")), []byte("\n"))

			want := []string{"run"}
			for range r.Checks {
				want = append(want, "check")
			}
			for range r.Findings {
				want = append(want, "finding")
			}
			want = append(want, "summary")

			schema := schematest.Schema(t, "#/$defs/line")
			var got []string
			for _, line := range lines {
				require.NoError(t, schematest.Fits(t, schema, line), "%s", line)
				var head struct {
					Type          string              `json:"type"`
					SchemaVersion string              `json:"schema_version"`
					Tool          report.Tool         `json:"tool"`
					Run           report.Run          `json:"run"`
					Organization  report.Organization `json:"organization"`
				}
				require.NoError(t, json.Unmarshal(line, &head))
				got = append(got, head.Type)
				require.Equal(t, report.SchemaVersion, head.SchemaVersion)
				require.Equal(t, r.Tool, head.Tool)
				require.Equal(t, r.Run, head.Run)
				require.Equal(t, r.Organization.ID, head.Organization.ID)
			}
			require.Equal(t, want, got)
			require.Equal(t, out, write(t, r), "the same report gives the same bytes")
		})
	}
}

func TestASummaryCountsTheFindings(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	lines := bytes.Split(bytes.TrimSpace(write(t, r)), []byte("\n"))
	var last struct {
		Findings int            `json:"findings"`
		Summary  report.Summary `json:"summary"`
	}
	require.NoError(t, json.Unmarshal(lines[len(lines)-1], &last))
	require.Equal(t, len(r.Findings), last.Findings)
	require.Equal(t, r.Summary, last.Summary)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.ndjson", formattest.Bytes(t, ndjson.Write, reporttest.Clinic()))
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, ndjson.Write)
}

// Not parallel: the memory of other tests would count.
func TestMemoryDoesNotGrowWithTheFindings(t *testing.T) {
	formattest.FlatMemory(t, ndjson.Write)
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, ndjson.Write) }
