package jsonreport

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func written(t testing.TB, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, r))
	return b.Bytes()
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	t.Parallel()
	for name, r := range reporttest.All(300) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := written(t, r)
			back, err := Read(bytes.NewReader(data))
			require.NoError(t, err)
			require.Equal(t, string(data), string(written(t, back)))
		})
	}
}

func TestReadTakesTheShippedReports(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../../cmd/wxaudit/testdata/golden/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		back, err := Read(bytes.NewReader(data))
		require.NoError(t, err, f)
		require.Equal(t, string(data), string(written(t, back)))
	}
}

// A report that was cut or edited must not pass for one of fewer findings.
func TestReadRefuses(t *testing.T) {
	t.Parallel()
	whole := string(written(t, reporttest.Clinic()))
	swap := func(old, new string) string {
		require.Contains(t, whole, old)
		return strings.Replace(whole, old, new, 1)
	}
	for name, tc := range map[string]struct{ in, want string }{
		"nothing":        {" \n", "it is empty"},
		"no JSON":        {"verdict: fine", "line 1: it is not JSON"},
		"another file":   {`{"a": 1}`, `"schema_version" is missing`},
		"a list":         {`[]`, "which is a JSON object"},
		"lines":          {`{"type":"run","schema_version":"1.0.0"}` + "\n{}", "only the one document"},
		"the future":     {swap(`"schema_version": "1.0.0"`, `"schema_version": "2.0.0"`), `its schema_version is "2.0.0"`},
		"a second one":   {whole + "\n{}", "something follows the report"},
		"unknown field":  {swap(`"tool": {`, `"verdict": "fine", "tool": {`), `line 3: the report has a field "verdict", which this version does not know (the report says that wxaudit 1.2.3 wrote it)`},
		"unknown deeper": {swap(`"mode": "replay",`, `"mode": "replay", "mood": 1,`), `run has a field "mood"`},
		"other case":     {swap(`"findings":`, `"Findings":`), `has a field "Findings"`},
		"twice":          {swap(`"mode": "replay",`, `"mode": "replay", "mode": "live",`), "run.mode is there twice"},
		"a word":         {swap(`"status": "fail"`, `"status": "fine"`), `is not a status`},
		"a grade":        {swap(`"severity": "critical"`, `"severity": "nil"`), `is not a severity`},
		"a type":         {swap(`"requests": 1234`, `"requests": "many"`), "run.requests is not a whole number"},
		"a fraction":     {swap(`"requests": 1234`, `"requests": 0.5`), "run.requests is not a whole number"},
		"null":           {swap(`"controls": [`, `"controls": null, "x": [`), "controls is not a list"},
		"a turned check": {swap(`"status": "fail"`, `"status": "pass"`), "does not fit the checks"},
		"a time":         {swap(`"as_of": "2026-03-01T02:00:00Z"`, `"as_of": "yesterday"`), "as_of"},
		"an object":      {swap(`"value": true`, `"value": {}`), "value is an object"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(strings.NewReader(tc.in))
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func TestReadRefusesEveryCut(t *testing.T) {
	t.Parallel()
	whole := bytes.TrimSpace(written(t, reporttest.Clean()))
	for n := 0; n < len(whole); n += 61 {
		_, err := Read(bytes.NewReader(whole[:n]))
		require.Error(t, err, "the first %d bytes", n)
	}
}

// Every field that Write always writes is needed, and so is every finding.
func TestReadMissesWhatIsMissing(t *testing.T) {
	t.Parallel()
	whole := written(t, reporttest.Clinic())
	var doc map[string]any
	require.NoError(t, json.Unmarshal(whole, &doc))
	for name := range doc {
		var less map[string]any
		require.NoError(t, json.Unmarshal(whole, &less))
		delete(less, name)
		text, err := json.Marshal(less)
		require.NoError(t, err)
		_, err = Read(bytes.NewReader(text))
		require.ErrorContains(t, err, name)
	}
	for i := range doc["findings"].([]any) {
		var less map[string]any
		require.NoError(t, json.Unmarshal(whole, &less))
		all := less["findings"].([]any)
		less["findings"] = append(all[:i:i], all[i+1:]...)
		text, err := json.Marshal(less)
		require.NoError(t, err)
		_, err = Read(bytes.NewReader(text))
		require.ErrorContains(t, err, "somebody changed the report", all[i])
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, reporttest.Clean()))
	f.Add(written(f, reporttest.Hostile())[:20000])
	f.Add([]byte(`{"schema_version":"1.0.0"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		once := written(t, r)
		again, err := Read(bytes.NewReader(once))
		require.NoError(t, err)
		require.Equal(t, string(once), string(written(t, again)))
	})
}
