package oscal_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/oscal"
	"wxaudit/pkg/report/schematest"
)

func TestTheSchema(t *testing.T) {
	t.Parallel()
	schema := schematest.Published(t, "oscal-1.1.3.schema.json")
	formattest.Each(t, oscal.Write, func(t *testing.T, _ *report.Report, out []byte) {
		require.NoError(t, schematest.Fits(t, schema, out))
	})
	good := formattest.Bytes(t, oscal.Write, reporttest.Clinic())
	for _, change := range [][2]string{
		{`"type":"objective-id"`, `"type":"objective"`}, {`"collected":"2026-`, `"collected":"26-`}, {`"oscal-version"`, `"oscal"`},
	} {
		require.Error(t, schematest.Fits(t, schema, formattest.Spoilt(t, good, change[0], change[1])), change[1])
	}
}
