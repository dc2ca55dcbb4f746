package hostiletest_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report/hostiletest"
	jsonreport "wxaudit/pkg/report/json"
)

// A field that is added to a report is planted in, and the report has one to
// plant in.
func TestNoFieldIsForgotten(t *testing.T) {
	t.Parallel()
	require.Equal(t, hostiletest.Fields(), hostiletest.Plant(hostiletest.Whole(), hostiletest.Alone, hostiletest.Always("x")))
}

func TestTheCorpus(t *testing.T) {
	t.Parallel()
	names, texts := map[string]bool{}, map[string]bool{}
	for _, text := range hostiletest.Texts() {
		require.False(t, names[text.Name], "%q is there twice", text.Name)
		require.False(t, texts[text.Text], "%q is there twice", text.Name)
		names[text.Name], texts[text.Text] = true, true
	}
}

// A planted report is one that could have been saved: the reader takes it.
func TestAPlantedReportIsOne(t *testing.T) {
	t.Parallel()
	all := hostiletest.Texts()
	for n := 0; n < len(all); n += 20 {
		for _, place := range hostiletest.Places {
			r := hostiletest.Planted(place, hostiletest.InTurn(all, n))
			var b bytes.Buffer
			require.NoError(t, jsonreport.Write(&b, r))
			again, err := jsonreport.Read(&b)
			require.NoError(t, err, "%d, %s", n, place)
			require.Len(t, again.Findings, len(r.Findings))
		}
	}
}
