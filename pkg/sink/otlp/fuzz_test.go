package otlp

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// No answer makes the count of what was refused impossible.
func FuzzResponse(f *testing.F) {
	for _, b := range []string{"", "\x0a\x00", "\x0a\x02\x08\x04", "\x0a\x06\x12\x04warn", "\n<!DOCTYPE html>", "{}", `{"partialSuccess":{"rejectedLogRecords":"1"}}`, "\xff\xff"} {
		f.Add([]byte(b), "application/x-protobuf")
		f.Add([]byte(b), "application/json")
	}
	f.Fuzz(func(t *testing.T, b []byte, kind string) {
		n, err := refused(&post.Answer{Status: 200, Header: http.Header{"Content-Type": {kind}}, Body: b, Whole: true}, 3)
		require.True(t, n >= 0 && n <= 3)
		if err != nil {
			require.Zero(t, n)
		}
	})
}

// Every body gives a record that can be sent, within its bounds.
func FuzzRecord(f *testing.F) {
	for _, b := range []string{`{}`, `{"a":{"b":[1,{"c":null}]}}`, `[]`, `{"a":1e999,"b":-0,"c":"\ud800"}`, `{"a.b":1,"a":{"b":2}}`, `{"":{"":1}}`, "\xff"} {
		f.Add([]byte(b), "message")
	}
	f.Fuzz(func(t *testing.T, b []byte, message string) {
		r := record(sink.Event{ID: "1", Body: b, Message: message, Severity: message})
		keys := map[string]bool{}
		for _, a := range r.Attributes {
			require.NotEmpty(t, a.Key)
			require.False(t, keys[a.Key])
			keys[a.Key] = true
		}
		require.LessOrEqual(t, len(r.Attributes), maxAttributes)
		text, err := proto.Marshal(logs("1", []*logspb.LogRecord{r}))
		require.NoError(t, err)
		var again logspb.LogsData
		require.NoError(t, proto.Unmarshal(text, &again))
	})
}
