package webex_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/webex"
)

const token = "canary-token"

// transport is an http.RoundTripper made of a function.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// reply makes an answer; headers are name and value in turn.
func reply(r *http.Request, status int, body string, headers ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

// script answers with its replies in turn; the last is repeated.
func script(replies ...func(*http.Request) (*http.Response, error)) (transport, *[]time.Time) {
	var at []time.Time
	return func(r *http.Request) (*http.Response, error) {
		at = append(at, time.Now())
		return replies[min(len(at), len(replies))-1](r)
	}, &at
}

func status(code int, body string, headers ...string) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) { return reply(r, code, body, headers...), nil }
}

func broken(err error) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// options are those of a live client that waits as little as it can.
func options(rt http.RoundTripper) webex.LiveOptions {
	return webex.LiveOptions{
		Token:        oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token}),
		Allow:        func(_ webex.Alias, path string) bool { return !strings.HasPrefix(path, "/v1/secret") },
		Transport:    rt,
		Now:          time.Now,
		Jitter:       func() float64 { return 1 },
		Rate:         1e6,
		FirstBackoff: time.Millisecond,
	}
}

func newLive(t *testing.T, o webex.LiveOptions) *webex.Live {
	t.Helper()
	l, err := webex.NewLive(o)
	require.NoError(t, err)
	return l
}

// server starts a test server and returns a live client for it.
func server(t *testing.T, prefix string, h http.HandlerFunc) *webex.Live {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	o := options(nil)
	o.URLs = map[webex.Alias]string{webex.API: s.URL + prefix}
	return newLive(t, o)
}

type tokenFunc func() (*oauth2.Token, error)

func (f tokenFunc) Token() (*oauth2.Token, error) { return f() }
