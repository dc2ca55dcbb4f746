// Package schematest holds reports to the schema that ships with them, in tests.
package schematest

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	jsonreport "wxaudit/pkg/report/json"
)

// Schema compiles the schema that ships with the reports: of a whole JSON
// report for "", of one NDJSON line for "#/$defs/line".
func Schema(t testing.TB, at string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(jsonreport.Schema()))
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
