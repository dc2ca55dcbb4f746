package splunk

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// canary is the token of every test, and stands for what a receiver may write.
const canary = "canary-6b1d2f"

var noon = time.Date(2026, 3, 1, 12, 0, 0, 123_000_000, time.UTC)

func events(n int) []sink.Event { return receivertest.Events(n, event) }

func event(i int, name string) sink.Event {
	body, err := json.Marshal(map[string]any{"class_uid": 2003, "name": name})
	if err != nil {
		panic(err)
	}
	return sink.Event{
		ID: receivertest.ID(i), Kind: sink.Finding, Time: noon, Severity: "high",
		Finding: fmt.Sprintf("wxa1-%032d", i), Run: "0123456789abcdef", Organization: "b3Jn", Message: "m", Body: body,
	}
}

func options(o Options) Options {
	o.Token = sink.NewSecret(canary)
	o.Random = rand.Reader
	o.Now = func() time.Time { return noon }
	o.Version = "1.2.3"
	return o
}

func open(t testing.TB, o Options) *Sink {
	t.Helper()
	s, err := New(options(o))
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// started gives a sink and the fake that it delivers to.
func started(t *testing.T, fake receivertest.SplunkOptions, o Options) (*Sink, *receivertest.Splunk) {
	t.Helper()
	fake.Token = canary
	r := receivertest.NewSplunk(t, fake)
	t.Cleanup(func() { require.Empty(t, r.Complaints()) })
	o.URL, o.TLS = r.URL(), r.TLS()
	return open(t, o), r
}

// saying gives a sink whose collector always answers the same.
func saying(t testing.TB, o Options, a post.Answer) *Sink {
	t.Helper()
	o.URL = "https://splunk.example:8088"
	s := open(t, o)
	a.Whole = true
	s.do = func(context.Context, post.Request) (*post.Answer, error) { return &a, nil }
	return s
}

// direct reaches a fake without a network, so that its time can stand still.
func direct(h http.Handler) func(context.Context, post.Request) (*post.Answer, error) {
	return func(ctx context.Context, r post.Request) (*post.Answer, error) {
		path := r.Path
		if path == "" {
			path = "/services/collector/event"
		}
		req := httptest.NewRequestWithContext(ctx, http.MethodPost, path+"?"+r.Query.Encode(), bytes.NewReader(r.Body))
		req.Header = r.Header.Clone()
		req.Header.Set("Content-Type", r.ContentType)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return &post.Answer{Status: w.Code, Header: w.Header(), Body: w.Body.Bytes(), Whole: true}, nil
	}
}

func fails(t testing.TB, err error, kind sink.ErrorKind, want string) {
	t.Helper()
	receivertest.Fails(t, err, kind, want, canary)
}
