package collect

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestCenterFeatures(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body   string
		reason snapshot.Reason
		want   snapshot.Tri // of realtimeTranscripts
		queues string
	}{
		"on":                {`{"data":[{"id":"a","realtimeTranscripts":{"enable":true,"queuesInclusionType":"SPECIFIC"}}]}`, "", snapshot.Yes, "SPECIFIC"},
		"on in words":       {`{"data":[{"id":"a","realtimeTranscripts":{"enable":"true"}}]}`, "", snapshot.Yes, "ALL"},
		"missing is off":    {`{"data":[{"id":"a","realtimeTranscripts":{}}]}`, "", snapshot.No, "ALL"},
		"no object is off":  {`{"data":[{"id":"a","autoCSAT":{"enable":true}}]}`, "", snapshot.No, "ALL"},
		"null is unknown":   {`{"data":[{"id":"a","realtimeTranscripts":{"enable":null}}]}`, "", snapshot.Unknown, "ALL"},
		"a word is unknown": {`{"data":[{"id":"a","realtimeTranscripts":{"enable":"maybe"}}]}`, "", snapshot.Unknown, "ALL"},
		"no object":         {`{"data":[]}`, snapshot.Schema, 0, ""},
		"two objects":       {`{"data":[{"id":"a","autoCSAT":{}},{"id":"b","autoCSAT":{}}]}`, snapshot.Schema, 0, ""},
		"no data":           {`{}`, snapshot.Schema, 0, ""},
		"no body":           {``, snapshot.Schema, 0, ""},
		"no features":       {`{"data":[{"id":"a"}]}`, snapshot.Schema, 0, ""},
		"no id":             {`{"data":[{"autoCSAT":{"enable":false}}]}`, snapshot.Schema, 0, ""},
		"another shape":     {`{"data":[{"id":"a","realtimeTranscripts":true}]}`, snapshot.Schema, 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := center(map[string]answer{"/v2/ai-feature": {body: tt.body}}).center(t, snapshot.CCFeaturesName)
			if tt.reason != "" {
				require.Equal(t, tt.reason, snap.CCFeatures.Gap.Reason)
				require.Empty(t, snap.CCFeatures.Items)
				return
			}
			require.Nil(t, snap.CCFeatures.Missing())
			i := slices.IndexFunc(snap.CCFeatures.Items, func(f snapshot.CCFeature) bool { return f.Name == "realtimeTranscripts.enable" })
			require.Equal(t, tt.want, snap.CCFeatures.Items[i].On)
			require.Equal(t, tt.queues, snap.CCFeatures.Items[i].Queues)
		})
	}
}
