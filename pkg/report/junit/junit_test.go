package junit_test

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/junit"
)

const schema = "../../../../shared/schemas/junit.xsd"

type document struct {
	Suites []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Name    string  `xml:"name,attr"`
			Failure *result `xml:"failure"`
			Error   *result `xml:"error"`
			Skipped *result `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type result struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Body    string `xml:",chardata"`
}

func read(t *testing.T, out []byte) document {
	t.Helper()
	var d document
	require.NoError(t, xml.Unmarshal(out, &d))
	return d
}

// Whatever is in a report, each check becomes the one test case that its status
// asks for, the counts are right, and no character is one that XML refuses.
func TestEveryCheckIsATestCase(t *testing.T) {
	t.Parallel()
	formattest.Each(t, junit.Write, func(t *testing.T, r *report.Report, out []byte) {
		formattest.Printable(t, out)
		want := map[finding.Status]int{}
		for _, c := range report.AllChecks(r) {
			want[c.Status]++
		}
		cases, failures, unanswered, skipped := 0, 0, 0, 0
		for _, s := range read(t, out).Suites {
			require.NotEmpty(t, s.Name)
			require.Len(t, s.Cases, s.Tests)
			f, e, k := 0, 0, 0
			for _, c := range s.Cases {
				switch {
				case c.Failure != nil:
					f++
					require.Equal(t, "fail", c.Failure.Type)
					require.True(t, strings.HasPrefix(c.Failure.Message, "fail"))
				case c.Error != nil:
					e++
					require.NotEmpty(t, c.Error.Type)
				case c.Skipped != nil:
					k++
					require.NotEmpty(t, c.Skipped.Message)
				}
			}
			require.Equal(t, []int{f, e, k}, []int{s.Failures, s.Errors, s.Skipped})
			cases, failures, unanswered, skipped = cases+s.Tests, failures+f, unanswered+e, skipped+k
		}
		require.Equal(t, len(report.AllChecks(r)), cases)
		require.Equal(t, want[finding.Fail], failures)
		require.Equal(t, want[finding.Warn]+want[finding.NotApplicable], skipped)
		require.Equal(t, want[finding.Pass], cases-failures-unanswered-skipped, "nothing else counts as passed")
	})
}

func TestTheSchema(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(schema); err != nil {
		t.Skip("the schema is not here: ", err)
	}
	program := realpart.Program(t, "apt-get install libxml2-utils", "xmllint")
	lint := func(t *testing.T, doc []byte) (string, error) {
		file := filepath.Join(t.TempDir(), "report.xml")
		require.NoError(t, os.WriteFile(file, doc, 0o600))
		said, err := exec.Command(program, "--noout", "--nonet", "--schema", schema, file).CombinedOutput()
		return string(said), err
	}
	formattest.Each(t, junit.Write, func(t *testing.T, _ *report.Report, out []byte) {
		said, err := lint(t, out)
		require.NoError(t, err, said)
	})
	t.Run("spoilt", func(t *testing.T) {
		t.Parallel()
		good := formattest.Bytes(t, junit.Write, reporttest.Clinic())
		for _, spoilt := range [][]byte{
			formattest.Spoilt(t, good, ` hostname="localhost"`, ""), formattest.Spoilt(t, good, "looked", "\x00"), good[:len(good)/2],
			formattest.Spoilt(t, good, "<system-err></system-err>", ""),
		} {
			_, err := lint(t, spoilt)
			require.Error(t, err)
		}
	})
}

func TestAWarningDoesNotPass(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		check   report.Check
		failure string
		error   string
		skipped string
	}{
		{check: report.Check{Status: finding.Pass}},
		{check: report.Check{Status: finding.Warn, Severity: finding.Low, Message: "look"}, skipped: "warn, low: look"},
		{check: report.Check{Status: finding.Fail, Severity: finding.High, Message: "bad"}, failure: "fail, high: bad"},
		{check: report.Check{Status: finding.Fail, Severity: finding.High, Waived: true, Message: "bad"}, failure: "fail (waived), high: bad"},
		{check: report.Check{Status: finding.Unknown, Severity: finding.High, Message: "403"}, error: "unknown, high: 403"},
		{check: report.Check{Status: finding.NotApplicable, Severity: finding.High, Message: "none"}, skipped: "not applicable, high: none"},
		{check: report.Check{Status: finding.NotApplicable, Disabled: true, Severity: finding.High, Message: "off"}, skipped: "disabled, high: off"},
		{check: report.Check{Status: "undreamt-of", Severity: finding.High, Message: "?"}, error: "undreamt-of, high: ?"},
	} {
		got := read(t, formattest.Bytes(t, junit.Write, &report.Report{Checks: []report.Check{tc.check}})).Suites[0].Cases[0]
		text := func(r *result) string {
			if r == nil {
				return ""
			}
			return r.Message
		}
		require.Equal(t, tc.failure, text(got.Failure))
		require.Equal(t, tc.error, text(got.Error))
		require.Equal(t, tc.skipped, text(got.Skipped))
	}
}

func TestManyFindingsAreCutShort(t *testing.T) {
	t.Parallel()
	body := read(t, formattest.Bytes(t, junit.Write, reporttest.Big(1000))).Suites[0].Cases[0].Failure.Body
	require.Equal(t, 20, strings.Count(body, "critical fail "))
	require.Contains(t, body, "\n… and 980 more (see the JSON report)\n")
	require.Contains(t, body, "\nfix: Control Hub")
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, junit.Write)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	goldentest.Equal(t, "clinic.golden.xml", formattest.Bytes(t, junit.Write, reporttest.Clinic()))
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, junit.Write) }
