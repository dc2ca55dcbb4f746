package splunk

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/sink"
)

// An indexed field and a field of the event that share a name are one field with
// two values to a search.
func TestNoIndexedFieldIsAFieldOfTheEvent(t *testing.T) {
	t.Parallel()
	n := 0
	for e := range ocsf.Events(reporttest.Clinic()) {
		body, err := ocsf.Encode(e)
		require.NoError(t, err)
		line, reason := new(Sink).encode(nil, sink.Event{
			ID: e.Metadata.UID, Finding: e.FindingInfo.UID, Run: e.Metadata.CorrelationUID, Kind: sink.Finding,
			Severity: string(e.Grade()), Time: time.UnixMilli(e.Time), Body: body,
		})
		require.Empty(t, reason)
		var sent struct {
			Event  map[string]any    `json:"event"`
			Fields map[string]string `json:"fields"`
		}
		require.NoError(t, json.Unmarshal(line, &sent))
		require.Len(t, sent.Fields, 5)
		for name := range sent.Fields {
			require.NotContains(t, sent.Event, name)
		}
		n++
	}
	require.Positive(t, n)
}
