package siemtest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

func document(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/siem.md")
	require.NoError(t, err)
	return string(text)
}

// TestTheDocumentsSinks: what the document shows can be read as it stands.
func TestTheDocumentsSinks(t *testing.T) {
	t.Parallel()
	_, rest, found := strings.Cut(document(t), "\n    sinks:\n")
	require.True(t, found)
	var yaml strings.Builder
	for line := range strings.Lines(rest) {
		code, found := strings.CutPrefix(line, "    ")
		if !found {
			break
		}
		yaml.WriteString(code)
	}
	p, err := policy.Parse("siem.md", []byte("version: 1\nsinks:\n"+yaml.String()), nil)
	require.NoError(t, err)
	require.Len(t, p.Sinks, 4)

	example := regexp.MustCompile("--sink ([^`]+)`").FindStringSubmatch(document(t))
	require.NotNil(t, example)
	_, err = policy.ParseSink(strings.ReplaceAll(example[1], "…", "siem.clinic.example:8088"))
	require.NoError(t, err)
}

// TestTheDocumentsSettings holds its table to the schema of the policy: every
// setting of every type is there, and no other.
func TestTheDocumentsSettings(t *testing.T) {
	t.Parallel()
	text, err := policy.Schema(nil)
	require.NoError(t, err)
	var schema struct {
		Properties struct {
			Sinks struct {
				Items struct {
					AllOf []struct {
						If struct {
							Properties struct {
								Type struct{ Const string }
							}
						}
						Then struct {
							Properties map[string]any
							Required   []string
						}
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &schema))
	require.Len(t, schema.Properties.Sinks.Items.AllOf, 6)
	everywhere := []string{"type", "name", "required", "retry_for", "ca_file", "cert_file", "key_file", "server_name"}
	for _, name := range everywhere[1:] {
		require.Contains(t, document(t), "`"+name+"`")
	}
	word := regexp.MustCompile("`([a-z_]+)`")
	for _, one := range schema.Properties.Sinks.Items.AllOf {
		row := regexp.MustCompile(`(?m)^\| ` + one.If.Properties.Type.Const + ` \|(.*)\|(.*)\|$`).FindStringSubmatch(document(t))
		require.NotNil(t, row)
		var documented, must []string
		for i, cell := range row[1:] {
			for _, m := range word.FindAllStringSubmatch(cell, -1) {
				documented = append(documented, m[1])
				if i == 0 && !strings.HasPrefix(m[1], "token_") {
					must = append(must, m[1])
				}
			}
		}
		for name := range one.Then.Properties {
			if !slices.Contains(everywhere, name) {
				require.Contains(t, documented, name)
			}
		}
		for _, name := range documented {
			require.Contains(t, one.Then.Properties, name)
		}
		require.ElementsMatch(t, append(must, "type"), one.Then.Required)
	}
}

// TestTheDocumentsEvent: the event that it shows is one, as far as it is shown.
func TestTheDocumentsEvent(t *testing.T) {
	t.Parallel()
	_, rest, found := strings.Cut(document(t), "\n    {\"time\"")
	require.True(t, found)
	shown, _, _ := strings.Cut(rest, "\n\n")
	want := row{}
	flatten(want, "", decoded(t, []byte(`{"time"`+shown)))
	require.Greater(t, len(want), 15)
	for e := range ocsf.Events(reporttest.Clinic()) {
		if e.FindingInfo.UID != want["finding_info.uid"] {
			continue
		}
		line, err := ocsf.Encode(e)
		require.NoError(t, err)
		got := row{}
		flatten(got, "", decoded(t, line))
		for name, v := range want {
			require.Equal(t, v, got[name], name)
		}
		return
	}
	require.Fail(t, "no event has that id")
}

// TestTheDocumentsVerdicts holds its table of results to real events.
func TestTheDocumentsVerdicts(t *testing.T) {
	t.Parallel()
	rows := map[string][3]string{}
	_, rest, found := strings.Cut(document(t), "\n| result |")
	require.True(t, found)
	for _, line := range strings.Split(rest, "\n")[2:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		require.Len(t, cells, 4)
		rows[cells[0]] = [3]string{cells[1], cells[2], cells[3]}
	}
	require.Len(t, rows, 7)
	seen := map[string]bool{}
	for _, r := range someReports() {
		for e := range ocsf.Events(r) {
			if e.IsHeartbeat() || e.Unmapped.Result == "disabled" || e.Unmapped.Result == "not_applicable" {
				continue
			}
			name := e.Unmapped.Result
			switch {
			case name == "fail" && e.Unmapped.Waived:
				name = "fail, waived"
			case e.StatusCode == "ERR_NOT_ATTESTED":
				name = "unknown, because nobody attested it"
			case name == "closed":
				name = "gone since the audit before"
			}
			cells, found := rows[name]
			require.True(t, found, "the table has no %q", name)
			require.Contains(t, cells[0], fmt.Sprintf("%d %s", e.Compliance.StatusID, e.Compliance.Status), name)
			if !strings.HasPrefix(cells[1], "of the check") {
				require.Equal(t, cells[1], fmt.Sprint(e.SeverityID), name)
			}
			require.Contains(t, cells[2], e.Status, name)
			seen[name] = true
		}
	}
	require.Len(t, seen, len(rows))
	for _, severity := range []finding.Severity{finding.Critical, finding.High, finding.Medium, finding.Low} {
		require.Contains(t, rows["fail"][1], string(severity))
	}
}

// someReports have every result.
func someReports() []*report.Report {
	first, second, third := reporttest.Clinic(), reporttest.Clinic(), reporttest.Clean()
	before := report.Remember(first, nil)
	second.Run.AsOf = day(1)
	before = report.Remember(second, &before)
	third.Run.AsOf = day(2)
	report.Remember(third, &before)
	return []*report.Report{first, second, third}
}

// TestTheDocumentsFiles: what it names is there, and what is there it names.
func TestTheDocumentsFiles(t *testing.T) {
	t.Parallel()
	text := document(t)
	for _, file := range []string{"rsyslog/wxaudit.conf", "syslog-ng/wxaudit.conf"} {
		require.Contains(t, text, "`deploy/siem/"+file+"`")
		read(t, file)
	}
	for _, name := range []string{"ingest-pipeline.json", "component-template.json", "index-template.json", "rules.ndjson"} {
		require.Regexp(t, `[ @]`+name, text)
		read(t, "elastic/"+name)
	}
	require.Contains(t, text, "_component_template/wxaudit-findings@mappings ")
	require.Contains(t, text, "_ingest/pipeline/wxaudit-findings ")
	require.Contains(t, text, "`deploy/siem/sentinel`")
	require.Contains(t, text, "`deploy/siem/splunk/*.conf`")
	dirs, err := filepath.Glob(siem + "/*")
	require.NoError(t, err)
	require.Len(t, dirs, 5)
}
