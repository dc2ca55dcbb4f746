package oscal_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/oscal"
	"wxaudit/pkg/report/schematest"
)

func TestTheSchema(t *testing.T) {
	t.Parallel()
	schema := schematest.Published(t, "oscal-1.1.3.schema.json")
	for name, r := range formattest.Reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, schematest.Fits(t, schema, formattest.Bytes(t, oscal.Write, r)))
		})
	}
	good := string(formattest.Bytes(t, oscal.Write, reporttest.Clinic()))
	for _, change := range [][2]string{
		{`"type":"objective-id"`, `"type":"objective"`}, {`"collected":"2026-`, `"collected":"26-`}, {`"oscal-version"`, `"oscal"`},
	} {
		spoilt := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, spoilt)
		require.Error(t, schematest.Fits(t, schema, []byte(spoilt)), change[1])
	}
}
