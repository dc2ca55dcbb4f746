package auth

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGuardRefuses(t *testing.T) {
	t.Parallel()
	g := &guard{
		next: roundTrip(func(r *http.Request) (*http.Response, error) {
			t.Errorf("%s %s was sent", r.Method, r.URL)
			return nil, io.EOF
		}),
		urls: []string{"https://webexapis.com/v1/access_token", "https://webexapis.com/v1/device/token"},
	}
	post := func(raw string) *http.Request {
		u, err := url.Parse(raw)
		require.NoError(t, err)
		return &http.Request{Method: http.MethodPost, URL: u, Host: u.Host, Header: http.Header{}}
	}
	change := func(f func(*http.Request)) *http.Request {
		r := post("https://webexapis.com/v1/access_token")
		f(r)
		return r
	}
	for name, r := range map[string]*http.Request{
		"GET":              change(func(r *http.Request) { r.Method = http.MethodGet }),
		"no method":        change(func(r *http.Request) { r.Method = "" }),
		"lower case":       change(func(r *http.Request) { r.Method = "post" }),
		"DELETE":           change(func(r *http.Request) { r.Method = http.MethodDelete }),
		"a Host header":    change(func(r *http.Request) { r.Host = "evil.example" }),
		"opaque":           change(func(r *http.Request) { r.URL.Opaque = "//evil.example/v1/access_token" }),
		"scheme":           post("http://webexapis.com/v1/access_token"),
		"host":             post("https://evil.example/v1/access_token"),
		"longer host":      post("https://webexapis.com.evil.example/v1/access_token"),
		"port":             post("https://webexapis.com:8443/v1/access_token"),
		"user":             post("https://me@webexapis.com/v1/access_token"),
		"query":            post("https://webexapis.com/v1/access_token?x=1"),
		"a bare mark":      post("https://webexapis.com/v1/access_token?"),
		"fragment":         post("https://webexapis.com/v1/access_token#x"),
		"trailing slash":   post("https://webexapis.com/v1/access_token/"),
		"dots":             post("https://webexapis.com/v1/x/../access_token"),
		"escaped":          post("https://webexapis.com/v1/access%5Ftoken"),
		"another endpoint": post("https://webexapis.com/v1/people"),
		"authorize":        post("https://webexapis.com/v1/authorize"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := g.RoundTrip(r)
			require.IsType(t, &refusal{}, err)
		})
	}
}

func TestGuardPasses(t *testing.T) {
	t.Parallel()
	sent := 0
	g := &guard{
		next: roundTrip(func(*http.Request) (*http.Response, error) { sent++; return nil, io.EOF }),
		urls: []string{"https://webexapis.com/v1/access_token"},
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://webexapis.com/v1/access_token", nil)
	require.NoError(t, err)
	_, err = g.RoundTrip(req)
	require.True(t, errors.Is(err, io.EOF))
	require.Equal(t, 1, sent)
}
