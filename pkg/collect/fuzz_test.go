package collect

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzRedact: whatever a service answers, the redacted answer is JSON and can
// be decoded exactly when the answer could, so that a replay has the gaps of
// the live run.
func FuzzRedact(f *testing.F) {
	endpoints := Endpoints()
	for i := range endpoints {
		f.Add(i, []byte(`{"items":[{"id":"1","emails":["a@b"],"roles":["r"],"data":{"actorId":"x"}}],"sites":[{"siteUrl":"x"}]}`))
		f.Add(i, []byte(`{"items":{"id":[1]},"Resources":[null,{"id":7}],"orgSettings":["{\"sparkDataRetentionDays\":1}"]}`))
		f.Add(i, []byte(`[{"id":"a","ssoEnabled":"true"},null,"x",1e400]`))
	}
	r := testRedactor()
	f.Fuzz(func(t *testing.T, i int, body []byte) {
		e := endpoints[((i%len(endpoints))+len(endpoints))%len(endpoints)]
		if !json.Valid(body) {
			return // the recorder asks for JSON only
		}
		out, err := r.Body(e.Path, nil, body)
		require.NoError(t, err)
		require.True(t, json.Valid(out))
		before := json.Unmarshal(body, reflect.New(reflect.TypeOf(e.Wire)).Interface())
		after := json.Unmarshal(out, reflect.New(reflect.TypeOf(e.Wire)).Interface())
		require.Equal(t, before == nil, after == nil, "%s\n%s\n%v\n%v", body, out, before, after)
	})
}

// FuzzWireTypes: the decoders of single values never panic, and never make
// something of a value that says nothing.
func FuzzWireTypes(f *testing.F) {
	for _, seed := range []string{`"2160"`, `"2160.0"`, `true`, `"true"`, `null`, `"2026-01-02T03:04:05Z"`, `["a,b",1]`, `{}`, `"a@b"`, `-1`, `"\ud800"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			return
		}
		var w struct {
			B looseBool
			I looseInt
			T stamp
			W words
			P presence
			U uuidText
			H phrase
		}
		for _, v := range []any{&w.B, &w.I, &w.T, &w.W, &w.P, &w.U, &w.H} {
			require.NoError(t, json.Unmarshal(data, v))
		}
		require.False(t, w.I.malformed && w.I.Opt().Known())
		require.True(t, w.T.IsZero() || w.T.Location() == time.UTC && w.T.Year() > 1970)
		if string(data) == "null" {
			require.Zero(t, w)
		}
	})
}
