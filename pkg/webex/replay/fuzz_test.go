package replay

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func FuzzDecodeExchange(f *testing.F) {
	const good = `{"request":{"method":"GET","host":"api","path":"/v1/people","template":"/v1/people","query":{"max":["2"]}},` +
		`"status":200,"headers":{"Link":"<https://webexapis.com/v1/people?x>; rel=\"next\""},"read_at":"2026-03-01T12:00:00Z","body":{"items":[]}}`
	const failed = `{"request":{"method":"GET","host":"api","path":"/v1/people","template":"/v1/people","query":{}},` +
		`"status":0,"error":"timeout","headers":{},"body":null}`
	for _, seed := range []string{good, failed, good + "x", good[:40], `{}`, `[]`, `null`, "", `{"request":null,"body":"text"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := decodeExchange(data)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		// What is taken can be answered with, named and written, and is the same
		// when it is read again.
		require.NotNil(t, x.response())
		require.LessOrEqual(t, len(fileName(x.request(), longDigest)), maxName)
		once, err := encode(x)
		require.NoError(t, err)
		y, err := decodeExchange(once)
		require.NoError(t, err)
		twice, err := encode(y)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
		require.Equal(t, requestKey(x.request()), requestKey(y.request()))
	})
}

func FuzzDecodeManifest(f *testing.F) {
	for _, seed := range []string{
		`{"format_version":"1.0.0","tool_version":"1","recorded_at":"2026-03-01T12:00:00Z","organization":{"id":"a","name":"b"},"files":{"a.json":"00"}}`,
		`{"format_version":"2.0.0"}`, `{}`, `[]`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := decodeManifest(data)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.Equal(t, formatVersion, m.FormatVersion)
		require.False(t, m.RecordedAt.IsZero())
	})
}
