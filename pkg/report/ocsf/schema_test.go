package ocsf_test

import (
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/report/schematest"
)

func TestEveryEventFitsTheSchemas(t *testing.T) {
	t.Parallel()
	all := map[string]*jsonschema.Schema{} // of the version that the events name, and of the newest one
	for _, version := range []string{"1.6.0", "1.8.0"} {
		all[version] = schematest.Published(t, "ocsf-"+version+"-compliance_finding.schema.json")
	}
	for name, r := range reports() {
		for e := range ocsf.Events(r) {
			line, err := ocsf.Encode(e)
			require.NoError(t, err)
			for version, schema := range all {
				require.NoError(t, schematest.Fits(t, schema, line), "%s, schema %s: %s", name, version, line)
			}
		}
	}
}
