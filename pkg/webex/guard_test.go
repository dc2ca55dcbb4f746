package webex

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// refuseAll fails the test when anything reaches the network.
type refuseAll struct{ t *testing.T }

func (r refuseAll) RoundTrip(req *http.Request) (*http.Response, error) {
	r.t.Errorf("%s %s was sent", req.Method, req.URL)
	return nil, io.EOF
}

func testGuard(t *testing.T, next http.RoundTripper) *guard {
	t.Helper()
	bases, err := parseBases(map[Alias]string{ControlHub: "https://hub.example/x"})
	require.NoError(t, err)
	return &guard{next: next, bases: bases, allow: func(_ Alias, path string) bool { return path == "/v1/people" || strings.HasPrefix(path, "/v1/people/") }}
}

func TestGuardRefuses(t *testing.T) {
	t.Parallel()
	get := func(raw string) *http.Request {
		u, err := url.Parse(raw)
		require.NoError(t, err)
		return &http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}}
	}
	change := func(f func(*http.Request)) *http.Request {
		r := get("https://webexapis.com/v1/people")
		f(r)
		return r
	}
	for name, r := range map[string]*http.Request{
		"POST":              change(func(r *http.Request) { r.Method = http.MethodPost }),
		"PATCH":             change(func(r *http.Request) { r.Method = http.MethodPatch }),
		"HEAD":              change(func(r *http.Request) { r.Method = http.MethodHead }),
		"no method":         change(func(r *http.Request) { r.Method = "" }),
		"a body":            change(func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader("x")) }),
		"a Host header":     change(func(r *http.Request) { r.Host = "evil.example" }),
		"opaque":            change(func(r *http.Request) { r.URL.Opaque = "//evil.example/v1/people" }),
		"scheme":            get("http://webexapis.com/v1/people"),
		"host":              get("https://evil.example/v1/people"),
		"longer host":       get("https://webexapis.com.evil.example/v1/people"),
		"subdomain":         get("https://x.webexapis.com/v1/people"),
		"port":              get("https://webexapis.com:8443/v1/people"),
		"user":              get("https://me@webexapis.com/v1/people"),
		"another service":   get("https://idbroker.webex.com/v1/people"),
		"its base's path":   get("https://hub.example/x/v1/people"),
		"path":              get("https://webexapis.com/v1/meetings"),
		"no path":           get("https://webexapis.com"),
		"dots":              get("https://webexapis.com/v1/people/../meetings"),
		"encoded dots":      get("https://webexapis.com/v1/people/%2e%2e/meetings"),
		"encoded slash":     get("https://webexapis.com/v1/people/a%2Fb"),
		"empty segment":     get("https://webexapis.com/v1//people"),
		"trailing slash":    get("https://webexapis.com/v1/people/"),
		"backslash":         get("https://webexapis.com/v1/people/a%5C..%5Cmeetings"),
		"control character": get("https://webexapis.com/v1/people/a%00b"),
	} {
		t.Run(name, func(t *testing.T) {
			ctx := withTrace(t.Context(), &trace{request: Request{Host: API}})
			_, err := testGuard(t, refuseAll{t}).RoundTrip(r.WithContext(ctx))
			require.IsType(t, &refusal{}, err)
		})
	}
	_, err := testGuard(t, refuseAll{t}).RoundTrip(get("https://webexapis.com/v1/people").WithContext(context.Background()))
	require.EqualError(t, err, "the request did not come from the client")
}

func TestGuardPasses(t *testing.T) {
	t.Parallel()
	for raw, alias := range map[string]Alias{
		"https://webexapis.com/v1/people":        API,
		"https://webexapis.com:443/v1/people?x=": API,
		"https://WEBEXAPIS.com/v1/people/a=":     API,
		"https://webexapis.com/v1/people/a%3Fb":  API,
		"https://hub.example/x/v1/people":        ControlHub,
	} {
		sent := 0
		g := testGuard(t, roundTrip(func(*http.Request) (*http.Response, error) { sent++; return nil, io.EOF }))
		req, err := http.NewRequestWithContext(withTrace(t.Context(), &trace{request: Request{Host: alias}}), http.MethodGet, raw, nil)
		require.NoError(t, err)
		_, err = g.RoundTrip(req)
		require.ErrorIs(t, err, io.EOF, raw)
		require.Equal(t, 1, sent)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
