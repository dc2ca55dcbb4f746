package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/report/schematest"
)

// What the shipped recordings come to, in every format: a change of any verdict
// or word shows here.
func TestGoldenReports(t *testing.T) {
	for _, name := range shipped {
		for _, format := range []string{"text", "json", "ndjson"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				t.Parallel()
				sys, stdout, stderr := testSystem(time.Time{}, nil, "run", "--fixtures", filepath.Join("..", "..", "fixtures", name), "--format", format)
				code := run(context.Background(), sys)
				require.Equal(t, map[string]int{"clean": 4, "clinic": 1}[name], code, stderr.String())
				require.Empty(t, stderr.String())
				requireValid(t, format, stdout.Bytes())
				golden(t, filepath.Join("testdata", "golden", name+"."+format), unnamed(t, stdout.Bytes()))
			})
		}
	}
}

// What the clinic's policy and register make of it.
func TestGoldenJudged(t *testing.T) {
	t.Parallel()
	args := append([]string{"run", "--fixtures", fixture("clinic")}, judgedBy...)
	for _, format := range []string{"text", "json", "ndjson"} {
		sys, stdout, stderr := testSystem(time.Time{}, nil, append(args, "--format", format)...)
		require.Equal(t, 1, run(t.Context(), sys), stderr.String())
		require.Empty(t, stderr.String())
		requireValid(t, format, stdout.Bytes())
		if format == "text" { // the others would repeat it at length
			golden(t, filepath.Join("testdata", "golden", "clinic-judged.text"), unnamed(t, stdout.Bytes()))
		}
	}
}

// unnamed has the same id for every replay: the real one changes with each word of
// the report, and with it every line of the events would.
func unnamed(t *testing.T, report []byte) []byte {
	t.Helper()
	id := runID.FindSubmatch(report)
	require.NotNil(t, id)
	return bytes.ReplaceAll(report, id[1], []byte("0123456789abcdef"))
}

var runID = regexp.MustCompile(`(?s)(?:^.{0,500}"run": ?\{\s*"id": ?"| · run )([0-9a-f]{16})\b`)

// requireValid holds a report to the schema that ships with it.
func requireValid(t *testing.T, format string, report []byte) {
	t.Helper()
	switch format {
	case "json":
		require.NoError(t, schematest.Fits(t, schematest.Schema(t, ""), report))
	case "ndjson":
		schema := schematest.Schema(t, "#/$defs/line")
		for line := range bytes.Lines(report) {
			require.NoError(t, schematest.Fits(t, schema, line), string(line[:min(len(line), 300)]))
		}
	}
}

// docs/checks.md is generated: make docs.
func TestCheckReferenceIsCurrent(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, writeReference(&b, checks.All()))
	golden(t, filepath.Join("..", "..", "docs", "checks.md"), b.Bytes())
}

// The schemas for editors are shipped as files, too: make golden.
func TestSchemasAreCurrent(t *testing.T) {
	for what, name := range map[string]string{"policy": "wxaudit.schema.json", "attestations": "wxaudit-attestations.schema.json", "preflight": "wxaudit-preflight.schema.json"} {
		text, err := schemaOf([]string{what})
		require.NoError(t, err)
		golden(t, filepath.Join("..", "..", "docs", name), text)
	}
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "make golden writes it")
	require.Equal(t, string(want), string(got), "make golden writes %s anew; read the difference first", path)
}
