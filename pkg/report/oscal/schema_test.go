package oscal_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/oscal"
)

const schemaFile = "../../../../shared/schemas/oscal-1.1.3.schema.json"

func TestTheSchema(t *testing.T) {
	t.Parallel()
	file, err := os.Open(schemaFile)
	if err != nil {
		t.Skip("the schema is not here: ", err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("oscal.json", doc))
	schema, err := compiler.Compile("oscal.json")
	require.NoError(t, err)
	fits := func(t *testing.T, out []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		require.NoError(t, err)
		return schema.Validate(v)
	}
	for name, r := range formattest.Reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, fits(t, formattest.Bytes(t, oscal.Write, r)))
		})
	}
	good := string(formattest.Bytes(t, oscal.Write, reporttest.Clinic()))
	for _, change := range [][2]string{
		{`"type":"objective-id"`, `"type":"objective"`}, {`"collected":"2026-`, `"collected":"26-`}, {`"oscal-version"`, `"oscal"`},
	} {
		spoilt := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, spoilt)
		require.Error(t, fits(t, []byte(spoilt)), change[1])
	}
}
