package auth_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/buffertest"
	"wxaudit/pkg/webex/auth"
)

// TestNothingLeaks has a real server misbehave in every way and write canaries
// wherever it can, and looks for them in whatever comes out. Not parallel: it
// captures the standard logger.
func TestNothingLeaks(t *testing.T) {
	var out buffertest.Buffer
	log.SetOutput(&out)
	t.Cleanup(func() { log.SetOutput(os.Stderr) }) // parallel tests outlive this function

	var strayed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	t.Cleanup(elsewhere.Close)

	h := func(status int, body string, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.Header().Set("Set-Cookie", "session=canary")
			w.Header().Set("TrackingID", canary)
			w.Header().Set("WWW-Authenticate", `Bearer error="canary"`)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, err := z.Write(bytes.Repeat([]byte(canary), 1<<20))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	for name, tc := range map[string]struct {
		handler http.HandlerFunc
		kind    auth.ErrorKind // empty when it is mended by trying again
	}{
		"rfc error":        {h(400, `{"error":"invalid_grant","error_description":"canary","error_uri":"https://canary.example"}`), auth.InvalidGrant},
		"own error":        {h(400, `{"message":"canary","errors":[{"description":"canary invalid_client"}],"trackingId":"canary"}`), auth.InvalidClient},
		"list as error":    {h(400, `{"error":[{"key":"canary","message":[{"description":"canary"}]}]}`), auth.Malformed},
		"form as error":    {h(400, `error=canary&error_description=canary`, "Content-Type", "application/x-www-form-urlencoded"), auth.Malformed},
		"html as error":    {h(403, `<html>canary</html>`, "Content-Type", "text/html"), auth.Denied},
		"html as success":  {h(200, `<html>canary</html>`, "Content-Type", "text/html"), auth.Malformed},
		"text as success":  {h(200, canary, "Content-Type", "text/plain"), auth.Malformed},
		"wrong types":      {h(200, `{"access_token":{"canary":"canary"}}`), auth.Malformed},
		"no content":       {h(204, ""), auth.Malformed},
		"redirect":         {h(302, canary, "Location", elsewhere.URL+"/canary"), auth.Refused},
		"redirect of POST": {h(307, canary, "Location", elsewhere.URL+"/canary"), auth.Refused},
		"for good":         {h(308, canary, "Location", elsewhere.URL+"/v1/access_token"), auth.Refused},
		"redirect to here": {h(307, canary, "Location", "/v1/people?canary"), auth.Refused},
		"bad redirect":     {h(302, canary, "Location", "http://a:canary/"), auth.Refused},
		"huge":             {h(200, `{"access_token":"`+strings.Repeat(canary, 1<<18)+`"}`), auth.Malformed},
		"bomb":             {h(200, bomb.String(), "Content-Encoding", "gzip"), auth.Malformed},
		"huge error":       {h(400, strings.Repeat(canary, 1<<18)), auth.Malformed},
		"cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"access_token":"canary`)
			panic(http.ErrAbortHandler)
		}, ""},
		"no answer": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ""},
		"no http": {func(w http.ResponseWriter, _ *http.Request) {
			if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_, _ = io.WriteString(conn, "canary canary canary\r\n\r\n")
				_ = conn.Close()
			}
		}, ""},
		"no gzip":   {h(200, canary, "Content-Encoding", "gzip"), ""},
		"throttled": {h(429, canary, "Retry-After", "0"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) > 1 {
					h(200, pair)(w, r)
					return
				}
				tc.handler(w, r)
			}))
			server.Config.ErrorLog = log.New(io.Discard, "", 0) // the server's own, not ours
			server.Start()
			defer server.Close()
			s, err := auth.New(auth.Options{
				BaseURL: server.URL, Now: time.Now,
				Logger: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})),
			})
			require.NoError(t, err)
			g, err := s.Renew(t.Context(), old())
			if tc.kind == "" {
				require.NoError(t, err)
				hidesAll(t, g)
				require.Equal(t, int32(2), asked.Load())
				return
			}
			e := failure(t, err)
			require.Equal(t, tc.kind, e.Kind, e.Error())
			require.Equal(t, int32(1), asked.Load())
		})
	}
	t.Cleanup(func() { // when the parallel tests are done
		require.Zero(t, strayed.Load(), "a redirect was followed")
		require.Contains(t, out.String(), `request="POST /v1/access_token"`, "the log was captured")
		require.NotContains(t, out.String(), canary)
	})
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		options auth.Options
		text    string
	}{
		"no clock":      {auth.Options{}, "a sign-in service needs a clock"},
		"http":          {auth.Options{Now: time.Now, BaseURL: "http://canary.example"}, "base URL of the sign-in service: http is taken for this machine only (localhost, 127.0.0.1, ::1); use https"},
		"a password":    {auth.Options{Now: time.Now, BaseURL: "https://me:canary@example.com"}, "base URL of the sign-in service: it may not hold a user name or password"},
		"a query":       {auth.Options{Now: time.Now, BaseURL: "https://example.com?canary"}, "base URL of the sign-in service: it may not hold a query or fragment"},
		"not a URL":     {auth.Options{Now: time.Now, BaseURL: "canary"}, "base URL of the sign-in service: it must begin with https://"},
		"a broken port": {auth.Options{Now: time.Now, BaseURL: "https://a:canary"}, "base URL of the sign-in service: it is malformed"},
	} {
		s, err := auth.New(tc.options)
		require.Nil(t, s)
		require.EqualError(t, failure(t, err), tc.text, name)
	}
}
