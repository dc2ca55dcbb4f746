package webhook_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/webhook"
)

const headerCanary = "canary-header-7Q4Z"

var (
	oldKey = "whsec_" + base64.StdEncoding.EncodeToString([]byte("canary of the old signing key..."))
	newKey = "whsec_" + base64.StdEncoding.EncodeToString([]byte("canary of the new signing key..."))
)

// secrets are what nobody may be shown.
func secrets() []string {
	return []string{headerCanary, "canary of the", strings.TrimPrefix(newKey, "whsec_"), strings.TrimPrefix(oldKey, "whsec_")}
}

// clock moves when a test says so.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// events are n findings and a heartbeat.
func events(n int) (out []sink.Event) {
	for i := range n + 1 {
		e := sink.Event{
			ID: receivertest.ID(i), Kind: sink.Finding, Time: reporttest.Now, Severity: "high",
			Run: "run-1", Message: "the host lets attendees in",
		}
		if i == n {
			e.Kind = sink.Heartbeat
		}
		e.Body = json.RawMessage(fmt.Sprintf(`{"class_uid":2003,"metadata":{"uid":%q},"message":"a \u202e <b>"}`, e.ID))
		out = append(out, e)
	}
	return out
}

func open(t *testing.T, o webhook.Options) *webhook.Sink {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return reporttest.Now }
	}
	o.Version = "1.2.3"
	s, err := webhook.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	secretHeaders := map[string]sink.Secret{"X-Api-Key": sink.NewSecret(headerCanary)}
	for name, tc := range map[string]struct {
		receiver receivertest.WebhookOptions
		sender   webhook.Options
	}{
		"signed":          {receivertest.WebhookOptions{Secret: newKey}, webhook.Options{Secret: sink.NewSecret(newKey)}},
		"the old key":     {receivertest.WebhookOptions{Secret: oldKey}, webhook.Options{Secret: sink.NewSecret(newKey + "\n" + oldKey)}},
		"the new key":     {receivertest.WebhookOptions{Secret: newKey}, webhook.Options{Secret: sink.NewSecret(newKey + " " + oldKey)}},
		"signed lines":    {receivertest.WebhookOptions{Secret: newKey, NDJSON: true}, webhook.Options{Secret: sink.NewSecret(newKey), NDJSON: true}},
		"a secret header": {receivertest.WebhookOptions{NDJSON: true, Header: http.Header{"X-Api-Key": {headerCanary}}}, webhook.Options{SecretHeaders: secretHeaders, NDJSON: true}},
		"two headers": {receivertest.WebhookOptions{Secret: newKey, Header: http.Header{"X-Api-Key": {headerCanary}, "X-Team": {"a b"}}},
			webhook.Options{Secret: sink.NewSecret(newKey), SecretHeaders: secretHeaders, Headers: map[string]string{"x-team": "a b"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.receiver.Now = func() time.Time { return reporttest.Now }
			r := receivertest.NewWebhook(t, tc.receiver)
			tc.sender.URL, tc.sender.TLS = r.Endpoint(), r.TLS()
			all := events(40)
			got, err := open(t, tc.sender).Send(t.Context(), receivertest.Batch(all))
			require.NoError(t, err)
			require.Equal(t, sink.Result{}, got)
			require.Empty(t, r.Complaints())
			require.Len(t, r.Arrived(), 41)
			for _, e := range all {
				require.JSONEq(t, string(e.Body), string(r.Body(e.ID)))
			}
		})
	}
}

// A batch that is sent again is the same message at another time, also by another
// process.
func TestAMessageKeepsItsID(t *testing.T) {
	t.Parallel()
	c := &clock{t: reporttest.Now}
	var seen []http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer server.Close()
	o := webhook.Options{URL: server.URL, Secret: sink.NewSecret(newKey), Now: c.now}
	for range 2 {
		s := open(t, o)
		for range 2 {
			_, err := s.Send(t.Context(), receivertest.Batch(events(3)))
			require.Error(t, err)
			c.add(time.Hour)
		}
	}
	_, err := open(t, o).Send(t.Context(), receivertest.Batch(events(2)))
	require.Error(t, err)
	require.Len(t, seen, 5)
	for i, h := range seen[:4] {
		require.Equal(t, seen[0].Get("Webhook-Id"), h.Get("Webhook-Id"))
		require.Equal(t, fmt.Sprint(reporttest.Now.Unix()+int64(i)*3600), h.Get("Webhook-Timestamp"))
	}
	require.NotEqual(t, seen[0].Get("Webhook-Signature"), seen[1].Get("Webhook-Signature"))
	require.NotEqual(t, seen[0].Get("Webhook-Id"), seen[4].Get("Webhook-Id"))
	require.Equal(t, "wxaudit/1.2.3", seen[0].Get("User-Agent"))
}

func TestTheMessage(t *testing.T) {
	t.Parallel()
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		body = fmt.Sprint(r.Header.Get("Content-Type"), " ", string(b), err)
	}))
	defer server.Close()
	s := open(t, webhook.Options{URL: server.URL, Secret: sink.NewSecret(newKey)})
	all := events(2)
	all[1] = sink.Event{ID: "x", Run: "run-1", Time: reporttest.Now, Text: "CEF:0|a\"b"}
	_, err := s.Send(t.Context(), sink.Batch{Run: "spooled", Places: []int{7, 8, 9}, Total: 10, Events: all})
	require.NoError(t, err)
	require.Equal(t, `application/json {"type":"wxaudit.findings.v1","timestamp":"2026-03-01T02:00:00Z","data":{"run":"run-1","first":7,"total":10,"findings":[`+
		`{"class_uid":2003,"metadata":{"uid":"00000000-0000-5000-8000-000000000000"},"message":"a \u202e <b>"},"CEF:0|a\"b",`+
		`{"class_uid":2003,"metadata":{"uid":"00000000-0000-5000-8000-000000000002"},"message":"a \u202e <b>"}]}}<nil>`, body)
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	for status, tc := range map[int]struct {
		kind  sink.ErrorKind
		after time.Duration
		wrong string
	}{
		200: {}, 201: {}, 202: {}, 204: {},
		301: {kind: sink.Permanent, wrong: "redirects are not followed"},
		307: {kind: sink.Permanent, wrong: "redirects are not followed"},
		308: {kind: sink.Permanent, wrong: "redirects are not followed"},
		401: {kind: sink.Permanent, wrong: "answered 401"},
		404: {kind: sink.Permanent, wrong: "answered 404"},
		410: {kind: sink.Permanent, wrong: "it wants no more messages"},
		413: {kind: sink.TooLarge, wrong: "answered 413"},
		429: {kind: sink.Passing, after: 7 * time.Second, wrong: "answered 429"},
		500: {kind: sink.Passing, after: 7 * time.Second, wrong: "answered 500"},
		503: {kind: sink.Passing, after: 7 * time.Second, wrong: "answered 503"},
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			followed := false
			mux := http.NewServeMux()
			mux.HandleFunc("/elsewhere", func(http.ResponseWriter, *http.Request) { followed = true })
			mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "7")
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(status)
				if status > 204 {
					// An answer may quote what it was sent.
					_, _ = fmt.Fprint(w, r.Header, strings.Repeat("hostile \x1b[2J\r\n", 1000))
				}
			})
			server := httptest.NewServer(mux)
			defer server.Close()
			s := open(t, webhook.Options{
				URL: server.URL + "/?key=query", Secret: sink.NewSecret(newKey),
				SecretHeaders: map[string]sink.Secret{"Authorization": sink.NewSecret(headerCanary)},
			})
			got, err := s.Send(t.Context(), receivertest.Batch(events(3)))
			require.Equal(t, sink.Result{}, got)
			require.False(t, followed)
			receivertest.Hides(t, err, secrets()...)
			receivertest.Hides(t, s, secrets()...)
			if tc.wrong == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tc.wrong)
			kind, after := sink.KindOf(err)
			require.Equal(t, tc.kind, kind)
			require.Equal(t, tc.after, after)
			require.NotContains(t, err.Error(), "hostile")
			require.NotContains(t, err.Error(), "query")
		})
	}
}

// A sign-in page answers 200 to everything.
func TestAWebPageTakesNothing(t *testing.T) {
	t.Parallel()
	for body, page := range map[string]bool{
		"\ufeff\r\n <!DOCTYPE HTML><html>": true, "<html lang=\"en\">Sign in</html>": true,
		"": false, "ok": false, "{}": false, "<ok/>": false, "accepted <html>": false,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, body)
		}))
		_, err := open(t, webhook.Options{URL: server.URL, Secret: sink.NewSecret(newKey), Now: time.Now}).Send(t.Context(), receivertest.Batch(events(3)))
		server.Close()
		if !page {
			require.NoError(t, err, body)
			continue
		}
		require.ErrorContains(t, err, "nothing counts as delivered")
		kind, _ := sink.KindOf(err)
		require.Equal(t, sink.Permanent, kind)
	}
}

func TestNothingToSend(t *testing.T) {
	t.Parallel()
	s := open(t, webhook.Options{URL: "https://127.0.0.1:1", Secret: sink.NewSecret(newKey)})
	got, err := s.Send(t.Context(), sink.Batch{})
	require.NoError(t, err)
	require.Equal(t, sink.Result{}, got)
	require.Positive(t, s.Limits().Events)
	require.Positive(t, s.Limits().Bytes)
}

func TestOptionsThatAreRefused(t *testing.T) {
	t.Parallel()
	secret := sink.NewSecret(newKey)
	for name, tc := range map[string]struct {
		o    webhook.Options
		want string
	}{
		"no secret":          {webhook.Options{URL: "https://a.example"}, "needs a signing secret, or a header with a secret"},
		"an open header":     {webhook.Options{URL: "https://a.example", Headers: map[string]string{"X-A": "b"}}, "needs a signing secret"},
		"not a secret":       {webhook.Options{URL: "https://a.example", Secret: sink.NewSecret(headerCanary)}, "does not begin with whsec_"},
		"plain http":         {webhook.Options{URL: "http://a.example", Secret: secret}, "must begin with https://"},
		"no address":         {webhook.Options{URL: "a.example", Secret: secret}, "is not an address"},
		"a password":         {webhook.Options{URL: "https://u:" + headerCanary + "@a.example", Secret: secret}, "holds a user name or password"},
		"our own header":     {webhook.Options{URL: "https://a.example", Secret: secret, Headers: map[string]string{"webhook-id": "b"}}, "Webhook-Id is not for settings"},
		"a broken header":    {webhook.Options{URL: "https://a.example", SecretHeaders: map[string]sink.Secret{"X-A": sink.NewSecret(headerCanary + "\r\nX: y")}}, "header X-A has a value"},
		"no authorities":     {webhook.Options{URL: "https://a.example", Secret: secret, TLS: sink.TLS{CAFile: "/nowhere"}}, "authorities"},
		"a key without cert": {webhook.Options{URL: "https://a.example", Secret: secret, TLS: sink.TLS{KeyFile: "/nowhere"}}, "needs both"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := webhook.New(tc.o)
			require.ErrorContains(t, err, tc.want)
			receivertest.Hides(t, err, secrets()...)
		})
	}
}
