package elastic

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
)

// canary is in every secret, and in what a receiver may write.
const canary = "canary-90cc1e"

var (
	noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	key  = base64.StdEncoding.EncodeToString([]byte("id:" + canary))
)

func events(n int) []sink.Event { return receivertest.Events(n, event) }

func event(i int, name string) sink.Event {
	body, err := json.Marshal(map[string]any{"@timestamp": noon, "host": map[string]string{"name": name}})
	if err != nil {
		panic(err)
	}
	return sink.Event{ID: receivertest.ID(i), Kind: sink.Finding, Time: noon, Run: "r", Body: body}
}

func open(t testing.TB, o Options) *Sink {
	t.Helper()
	o.Now = func() time.Time { return noon }
	o.Version = "1.2.3"
	s, err := New(o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// started gives a sink and the fake that it delivers to.
func started(t *testing.T, fake receivertest.ElasticOptions, o Options) (*Sink, *receivertest.Elastic) {
	t.Helper()
	if fake.DataStream == "" {
		fake.DataStream = DataStream
	}
	if fake.Username == "" {
		fake.APIKey = key
	}
	r := receivertest.NewElastic(t, fake)
	t.Cleanup(func() { require.Empty(t, r.Complaints()) })
	o.URL, o.TLS = r.URL(), r.TLS()
	if o.Username == "" {
		o.APIKey = sink.NewSecret(key)
	}
	return open(t, o), r
}

// saying gives a sink whose cluster always answers the same.
func saying(t testing.TB, status int, header http.Header, body string) *Sink {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return open(t, Options{URL: s.URL, APIKey: sink.NewSecret(key)})
}

func fails(t testing.TB, err error, kind sink.ErrorKind, want string) {
	t.Helper()
	receivertest.Fails(t, err, kind, want, canary, key)
}
