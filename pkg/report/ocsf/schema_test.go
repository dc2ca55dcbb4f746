package ocsf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report/ocsf"
)

// schemas are those of the class, of the version that the events name and of the
// newest one.
func schemas(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	all := map[string]*jsonschema.Schema{}
	for _, version := range []string{"1.6.0", "1.8.0"} {
		path := filepath.Join("../../../../shared/schemas", "ocsf-"+version+"-compliance_finding.schema.json")
		text, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			t.Skip("the schemas of OCSF are not here")
		}
		require.NoError(t, err)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		require.NoError(t, c.AddResource(version, doc))
		all[version], err = c.Compile(version)
		require.NoError(t, err)
	}
	return all
}

func TestEveryEventFitsTheSchemas(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for name, r := range reports() {
		for e := range ocsf.Events(r) {
			line, err := ocsf.Encode(e)
			require.NoError(t, err)
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			require.NoError(t, err)
			for version, schema := range all {
				require.NoError(t, schema.Validate(doc), "%s, schema %s: %s", name, version, line)
			}
		}
	}
}
