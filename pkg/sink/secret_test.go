package sink_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

// Wherever a secret lies, also in the unexported field of something that is
// printed whole, only Reveal gives it away.
func TestNothingPrintsASecret(t *testing.T) {
	t.Parallel()
	s := sink.NewSecret(canary)
	type inner struct{ hidden sink.Secret }
	type outer struct {
		Open   sink.Secret
		List   []sink.Secret
		inside *inner
		byName map[string]inner
	}
	o := outer{s, []sink.Secret{s}, &inner{s}, map[string]inner{"a": {s}}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, value := range []any{s, &s, o, &o, o.byName, []any{s}, *o.inside} {
			require.NotContains(t, fmt.Sprintf(verb, value), canary)
			require.NotContains(t, fmt.Sprintf(verb, value), fmt.Sprintf("%x", canary))
		}
	}
	text, err := json.Marshal(o)
	require.NoError(t, err)
	require.NotContains(t, string(text), canary)
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("a", "secret", s, "outer", o)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("a", "secret", s, "outer", o)
	require.NotContains(t, b.String(), canary)
	require.Contains(t, b.String(), "[secret]")

	require.Equal(t, canary, s.Reveal())
	require.False(t, s.Empty())
	require.True(t, sink.Secret{}.Empty())
	require.True(t, sink.NewSecret("").Empty())
	require.Empty(t, sink.Secret{}.Reveal())
}
