// Package schematest holds documents to JSON Schemas, of ours and of others. It
// is for tests only.
package schematest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	jsonreport "wxaudit/pkg/report/json"
)

// Schema compiles the schema that ships with the reports: of a whole JSON
// report for "", of one NDJSON line for "#/$defs/line".
func Schema(t testing.TB, at string) *jsonschema.Schema {
	t.Helper()
	return Compile(t, jsonreport.Schema(), at)
}

// Published compiles a schema that somebody else has published, from a file in
// shared/schemas beside the module. Where that is missing, the test is skipped.
func Published(t testing.TB, file string) *jsonschema.Schema {
	t.Helper()
	const beside = "../../../../shared/schemas" // of a package three directories deep
	text, err := os.ReadFile(filepath.Join(beside, file))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the schema is not here: ", err)
	}
	require.NoError(t, err)
	return Compile(t, text, "")
}

// Compile compiles a schema, or the part of it that at points to, and holds texts
// to their formats.
func Compile(t testing.TB, text []byte, at string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json" + at)
	require.NoError(t, err)
	return s
}

// Fits says whether a document fits the schema.
func Fits(t testing.TB, s *jsonschema.Schema, doc []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	require.NoError(t, err)
	return s.Validate(v)
}
