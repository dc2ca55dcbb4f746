package webex_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
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

func TestLiveSendsWhatItWasAskedAndNoMore(t *testing.T) {
	t.Parallel()
	l := server(t, "/x/", func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, http.MethodGet, r.Method)
		require.Equal(t, "/x/v1/people/a=b%20%3F", r.URL.EscapedPath())
		require.Equal(t, "email=jane%40clinic.example", r.URL.RawQuery)
		require.Equal(t, "Bearer "+token, r.Header.Get("Authorization"))
		require.Equal(t, "wxaudit", r.Header.Get("User-Agent"))
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("trackingId", "T-1")
		w.Header().Set("Set-Cookie", "canary=1")
		w.Header().Set("X-Other", "canary")
		_, _ = w.Write([]byte(`{"id":"a"}`))
	})
	before := time.Now()
	resp, err := l.Exchange(t.Context(), webex.Request{
		Host: webex.API, Path: "/v1/people/a=b ?", Template: "/v1/people/{id}", Query: url.Values{"email": {"jane@clinic.example"}},
	})
	require.NoError(t, err)
	require.Equal(t, 200, resp.Status)
	require.Equal(t, `{"id":"a"}`, string(resp.Body))
	require.Equal(t, 1, resp.Attempts)
	require.Equal(t, "T-1", resp.Header.Get("TrackingID"))
	require.Equal(t, time.UTC, resp.ReadAt.Location())
	require.False(t, resp.ReadAt.Before(before.Truncate(0)))
	for name := range resp.Header {
		require.Contains(t, []string{"Content-Type", "Date", "Trackingid"}, name)
	}
}

func TestLiveMakesLinksCanonical(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"<%s/x/v1/people?cursor=a%%2Bb>; rel=\"next\"":                           "https://webexapis.com/v1/people?cursor=a%2Bb",
		"<?cursor=a>; rel=next":                                                  "https://webexapis.com/v1/people?cursor=a",
		"</x/v1/people?cursor=a>; rel=next":                                      "https://webexapis.com/v1/people?cursor=a",
		"<%s/x/v1/people?cursor=f>; rel=\"first\", </x/v1/people>; rel=\"next\"": "https://webexapis.com/v1/people?",
		"</v1/people?cursor=canary>; rel=next":                                   "https://elsewhere.invalid/",
		"</x/../v1/people?cursor=canary>; rel=next":                              "https://elsewhere.invalid/",
		"<http://canary.example/x/v1/people>; rel=next":                          "https://elsewhere.invalid/",
		"<https://webexapis.com/v1/people?canary>; rel=next":                     "http://elsewhere.invalid/",
		"<:canary>; rel=next":                                                    ":",
		"<%s/x/v1/people?cursor=f>; rel=\"prev\"":                                "",
		"<?cursor=a>; rel='next'":                                                "https://webexapis.com/v1/people?cursor=a",
		"<?cursor=canary; rel=next":                                              ":",
		"?cursor=canary; rel=next":                                               ":",
		"canary":                                                                 "",
	} {
		var base string
		l := server(t, "/x", func(w http.ResponseWriter, r *http.Request) {
			base = "http://" + r.Host
			if strings.Contains(link, "%") {
				link = fmt.Sprintf(link, base)
			}
			w.Header().Set("Link", link)
			_, _ = w.Write([]byte(`{}`))
		})
		resp, err := l.Exchange(t.Context(), people)
		require.NoError(t, err)
		got, ok := webex.NextLink(resp.Header)
		require.Equal(t, want != "", ok, link)
		require.Equal(t, want, got, link)
		require.NotContains(t, fmt.Sprint(resp.Header), "canary")
		require.NotContains(t, fmt.Sprint(resp.Header), base)
	}
}

func TestLiveReadsAListThroughAPrefix(t *testing.T) {
	t.Parallel()
	l := server(t, "/x", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("cursor") == "" {
			w.Header().Set("Link", fmt.Sprintf(`<http://%s/x/v1/people?cursor=a&max=null>; rel="next"`, r.Host))
			_, _ = w.Write([]byte(items(1)))
			return
		}
		require.Equal(t, "cursor=a&max=7", r.URL.RawQuery)
		_, _ = w.Write([]byte(items(2)))
	})
	got, err := read(t, webex.Linked[int](t.Context(), webex.New(webex.Options{Exchanger: l}), ask("max=7"), "items"))
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, got)
}

func TestLiveSeesThroughALinkToAnotherHost(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the other host was asked") }))
	defer other.Close()
	l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "<"+other.URL+`/v1/people?cursor=canary>; rel="next"`)
		_, _ = w.Write([]byte(items(1)))
	})
	got, err := read(t, webex.Linked[int](t.Context(), webex.New(webex.Options{Exchanger: l}), ask(""), "items"))
	require.Equal(t, []int{1}, got)
	e := failure(t, err)
	require.Equal(t, webex.Truncated, e.Kind)
	require.Equal(t, "the next link leads to another host", e.Detail)
}

func TestLiveReturnsErrorStatusesWithoutTheirBody(t *testing.T) {
	t.Parallel()
	rt, at := script(status(403, `{"message":"canary: missing scope"}`, "TrackingID", "T-1"))
	resp, err := newLive(t, options(rt)).Exchange(t.Context(), people)
	require.NoError(t, err)
	require.Equal(t, 403, resp.Status)
	require.Equal(t, webex.ProblemScope, resp.Problem)
	require.Empty(t, resp.Body)
	require.Len(t, *at, 1)
}

func TestLiveRefusesAnswersThatAreTooLarge(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(*http.Request) (*http.Response, error){
		"too large": status(200, `["`+strings.Repeat("x", 100)+`"]`),
		"barely":    status(200, `["`+strings.Repeat("x", 61)+`"]`),
	} {
		t.Run(name, func(t *testing.T) {
			rt, at := script(fault)
			o := options(rt)
			o.MaxBody = 64
			_, err := newLive(t, o).Exchange(t.Context(), people)
			e := failure(t, err)
			require.Equal(t, webex.Schema, e.Kind)
			require.Equal(t, "the answer is too large", e.Detail)
			require.Equal(t, 200, e.Status)
			require.Len(t, *at, 1, "it was asked for again")
		})
	}
	rt, _ := script(status(200, `["`+strings.Repeat("x", 60)+`"]`))
	o := options(rt)
	o.MaxBody = 64
	_, err := newLive(t, o).Exchange(t.Context(), people)
	require.NoError(t, err)
}

func TestLiveTakesNoMoreOfAnErrorBodyThanItMust(t *testing.T) {
	t.Parallel()
	read := 0
	rt := transport(func(r *http.Request) (*http.Response, error) {
		resp := reply(r, 400, "")
		resp.Body = io.NopCloser(readerFunc(func(p []byte) (int, error) { read += len(p); return len(p), nil }))
		return resp, nil
	})
	resp, err := newLive(t, options(rt)).Exchange(t.Context(), people)
	require.NoError(t, err)
	require.Equal(t, 400, resp.Status)
	require.LessOrEqual(t, read, 16<<10)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestLiveWithoutAToken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		source tokenFunc
		kind   webex.Kind
	}{
		"none":       {func() (*oauth2.Token, error) { return nil, nil }, webex.Unauthorized},
		"empty":      {func() (*oauth2.Token, error) { return &oauth2.Token{}, nil }, webex.Unauthorized},
		"line break": {func() (*oauth2.Token, error) { return &oauth2.Token{AccessToken: "canary\n"}, nil }, webex.Unauthorized},
		"refused": {func() (*oauth2.Token, error) {
			return nil, &oauth2.RetrieveError{Response: &http.Response{StatusCode: 400}, Body: []byte("canary")}
		}, webex.Unauthorized},
		"down": {func() (*oauth2.Token, error) {
			return nil, &oauth2.RetrieveError{Response: &http.Response{StatusCode: 503}, Body: []byte("canary")}
		}, webex.Unavailable},
		"cut": {func() (*oauth2.Token, error) { return nil, errors.New("canary") }, webex.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(transport(func(*http.Request) (*http.Response, error) {
				t.Error("a request was sent")
				return nil, io.EOF
			}))
			o.Token = tc.source
			_, err := newLive(t, o).Exchange(t.Context(), people)
			e := failure(t, err)
			require.Equal(t, tc.kind, e.Kind)
			require.NotEmpty(t, e.Detail)
			require.NotContains(t, e.Error(), "canary")
		})
	}
}

type tokenFunc func() (*oauth2.Token, error)

func (f tokenFunc) Token() (*oauth2.Token, error) { return f() }

func TestNewLiveChecksItsOptions(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*webex.LiveOptions){
		"no token": func(o *webex.LiveOptions) { o.Token = nil },
		"no list":  func(o *webex.LiveOptions) { o.Allow = nil },
		"no clock": func(o *webex.LiveOptions) { o.Now = nil },
	} {
		o := options(nil)
		spoil(&o)
		_, err := webex.NewLive(o)
		require.EqualError(t, err, "webex: Token, Allow and Now are required", name)
	}
	for text, why := range map[string]string{
		"http://webexapis.com":              "http is taken for this machine only",
		"http://127.0.0.1.canary.example":   "http is taken for this machine only",
		"http://10.0.0.1":                   "http is taken for this machine only",
		"ftp://webexapis.com":               "it must begin with https://",
		"webexapis.com":                     "it must begin with https://",
		"https://":                          "it has no host",
		"https:webexapis.com":               "it has no host",
		"https://jane:canary@webexapis.com": "it may not hold a user name or password",
		"https://webexapis.com?x=canary":    "it may not hold a query or fragment",
		"https://webexapis.com?":            "it may not hold a query or fragment",
		"https://webexapis.com/#canary":     "it may not hold a query or fragment",
		"https://webexapis.com/a/../b":      "its path is not a plain one",
		"https://webexapis.com/a%2Fb":       "its path is not a plain one",
		"https://web exapis.com":            "it is malformed",
		":":                                 "it is malformed",
	} {
		o := options(nil)
		o.URLs = map[webex.Alias]string{webex.API: text}
		_, err := webex.NewLive(o)
		require.ErrorContains(t, err, "webex: base URL of the service api: "+why, text)
		require.NotContains(t, err.Error(), "canary")
	}
	o := options(nil)
	o.URLs = map[webex.Alias]string{"wdm": "https://wdm-a.wbx2.com"}
	_, err := webex.NewLive(o)
	require.EqualError(t, err, `webex: base URL for the unknown service "wdm"`)
	for _, text := range []string{"", "https://api-usgov.webex.com", "https://API.example:443/", "http://localhost:1", "http://[::1]:1/x/y", "http://127.9.9.9"} {
		o := options(nil)
		o.URLs = map[webex.Alias]string{webex.API: text}
		_, err := webex.NewLive(o)
		require.NoError(t, err, text)
	}
}

func TestLiveServesManyAtOnce(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	calls := map[string]int{}
	l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		calls[r.URL.Path]++
		first := calls[r.URL.Path] == 1
		mu.Unlock()
		if first {
			w.WriteHeader(503)
			return
		}
		_, _ = fmt.Fprintf(w, `%q`, r.URL.Path)
	})
	c := webex.New(webex.Options{Exchanger: l})
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			path := fmt.Sprintf("/v1/people/%d", i)
			got, resp, err := webex.Get[string](t.Context(), c, webex.Request{Host: webex.API, Path: path, Template: "/v1/people/{id}"})
			if err != nil || got != path || resp.Attempts != 2 {
				t.Errorf("%s: %q, %v", path, got, err)
			}
		})
	}
	wg.Wait()
	require.Equal(t, 40, c.Requests())
}

func TestLiveEndsAtOnceWithItsContext(t *testing.T) {
	t.Parallel()
	hang := transport(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	busy, _ := script(status(429, "", "Retry-After", "40", "TrackingID", "T-9"))
	for name, tc := range map[string]struct {
		rt     transport
		status int
	}{"in an attempt": {hang, 0}, "between attempts": {busy, 429}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, start := newLive(t, options(tc.rt)), time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				_, err := l.Exchange(ctx, people)
				e := failure(t, err)
				require.Equal(t, webex.Timeout, e.Kind)
				require.Equal(t, tc.status, e.Status)
				require.Equal(t, 1, e.Attempts)
				require.Equal(t, 10*time.Second, time.Since(start))

				ctx, cancel = context.WithCancel(t.Context())
				time.AfterFunc(5*time.Second, cancel)
				start = time.Now()
				_, err = l.Exchange(ctx, people)
				require.Equal(t, webex.Canceled, failure(t, err).Kind)
				require.Equal(t, 5*time.Second, time.Since(start))
			})
		})
	}
}
