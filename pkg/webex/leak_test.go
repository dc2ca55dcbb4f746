package webex_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/buffertest"
	"wxaudit/pkg/webex"
)

// TestNothingLeaks asks for a canary in the path and the query, has the server
// answer with canaries wherever it can write, and looks for them in everything
// that the client says. Not parallel: it captures the standard logger.
func TestNothingLeaks(t *testing.T) {
	var out buffertest.Buffer
	log.SetOutput(&out)
	defer log.SetOutput(os.Stderr)

	h := func(status int, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.Header().Set("Set-Cookie", "session=canary")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	faults := map[string]http.HandlerFunc{
		"message family":   h(403, `{"message":"canary","errors":[{"description":"canary: scope"}],"trackingId":"canary"}`),
		"list family":      h(404, `{"error":[{"key":"canary","message":[{"description":"canary"}]}]}`),
		"object family":    h(400, `{"error":{"key":"canary","reason":"canary","message":[{"description":"canary license"}]}}`),
		"scim":             h(400, `{"detail":"canary interval","schemas":["canary"]}`),
		"html":             h(502, `<html>canary</html>`, "Content-Type", "text/html"),
		"html as success":  h(200, `<html>canary</html>`),
		"throttled":        h(429, `canary`, "Retry-After", "canary"),
		"unauthorized":     h(401, `canary`, "Www-Authenticate", "canary"),
		"tracking id":      h(403, ``, "TrackingID", "canary@clinic.example"),
		"not json":         h(200, `canary`),
		"wrong type":       h(200, `{"items":"canary"}`),
		"wrong item":       h(200, `{"items":[{"id":["canary"],"canary":1}]}`),
		"redirect":         h(302, `canary`, "Location", "https://canary.example/canary?canary"),
		"redirect in here": h(302, `canary`, "Location", "/v1/secret/canary?canary"),
		"bad redirect":     h(302, `canary`, "Location", "http://a:canary/"),
		"endless redirect": h(302, `canary`, "Location", "?canary"),
		"next elsewhere":   h(200, `{"items":[{"id":"x"}]}`, "Link", `<https://canary.example/?canary>; rel="next"`),
		"bad next":         h(200, `{"items":[{"id":"x"}]}`, "Link", `<:canary>; rel="next"`),
		"next to a path":   h(200, `{"items":[{"id":"x"}]}`, "Link", `</v1/meetings/canary?canary>; rel="next"`),
		"too large":        h(200, `{"items":[{"id":"canary`+fmt.Sprintf("%05000d", 0)+`"}]}`),
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("canary"))
			panic(http.ErrAbortHandler)
		},
		"no http": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = conn.Write([]byte("canary canary canary\r\n\r\n"))
				_ = conn.Close()
			}
		},
	}
	ask := webex.Request{
		Host: webex.API, Path: "/v1/people/canary-id", Template: "/v1/people/{id}",
		Query: url.Values{"email": {"canary@clinic.example"}},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(fault)
			s.Config.ErrorLog = log.New(new(bytes.Buffer), "", 0) // the server's own, not ours
			s.Start()
			defer s.Close()
			logger := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))
			o := options(nil)
			o.URLs = map[webex.Alias]string{webex.API: s.URL}
			o.Logger, o.MaxAttempts, o.MaxBody = logger, 2, 1000
			c := webex.New(webex.Options{Exchanger: newLive(t, o), Logger: logger})
			_, err := read(t, webex.Linked[struct {
				ID string `json:"id"`
			}](t.Context(), c, ask, "items"))
			e := failure(t, err)
			for _, verb := range []string{"%v", "%+v", "%s", "%q"} {
				require.NotContains(t, fmt.Sprintf(verb, err), "canary")
			}
			require.NotContains(t, fmt.Sprintf("%#v", *e), "canary", "the fields are reported too")
			require.NoError(t, errors.Unwrap(err), "what is wrapped may leak")
		})
	}
	require.Contains(t, out.String(), "GET /v1/people/{id}", "the log was captured")
	require.NotContains(t, out.String(), "canary")
}

// TestNothingLeaksWithoutAServer does the same for a host that is not there.
func TestNothingLeaksWithoutAServer(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	o := options(nil)
	o.URLs = map[webex.Alias]string{webex.API: s.URL + "/canary"}
	o.MaxAttempts, o.AttemptTimeout = 2, 10*time.Second
	_, err := newLive(t, o).Exchange(t.Context(), ask("email=canary"))
	e := failure(t, err)
	require.Equal(t, "GET /v1/people: unavailable: no connection to the server, after 2 attempts", e.Error())
}
