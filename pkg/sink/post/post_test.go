package post_test

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// canary stands for every secret and every value of a query.
const canary = "canary-5f3a"

func client(t *testing.T, o post.Options) *post.Client {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return noon }
	}
	o.Version = "1.2.3"
	c, err := post.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// request has a secret in every place where one belongs.
func request() post.Request {
	return post.Request{
		ContentType: "application/json", Body: []byte(`{"a":1}`),
		Header: http.Header{"Authorization": {"Splunk " + canary}}, Query: url.Values{"token": {canary}},
	}
}

func fails(t *testing.T, err error, kind sink.ErrorKind, want string) {
	t.Helper()
	require.ErrorContains(t, err, want)
	got, _ := sink.KindOf(err)
	require.Equal(t, kind, got, "%v", err)
	var classed *sink.Error
	require.ErrorAs(t, err, &classed)
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, classed.Err)} {
		require.NotContains(t, text, canary)
		require.NotContains(t, text, "token=")
	}
}

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body []byte
	at := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		in := io.Reader(r.Body)
		if r.Header.Get("Content-Encoding") == "gzip" {
			in, _ = gzip.NewReader(r.Body)
		}
		body, _ = io.ReadAll(in)
		w.Header().Set("X-Answer", "yes")
		w.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(w, "fine")
	})
	c := client(t, post.Options{URL: at + "/in?kept=1"})

	answer, err := c.Do(t.Context(), request())
	require.NoError(t, err)
	require.Equal(t, 202, answer.Status)
	require.Equal(t, "fine", string(answer.Body))
	require.True(t, answer.Whole)
	require.Equal(t, "yes", answer.Header.Get("X-Answer"))
	require.Equal(t, "POST", got.Method)
	require.Equal(t, "/in", got.URL.Path)
	require.Equal(t, url.Values{"kept": {"1"}, "token": {canary}}, got.URL.Query())
	require.Equal(t, "wxaudit/1.2.3", got.UserAgent())
	require.Equal(t, "application/json", got.Header.Get("Content-Type"))
	require.Equal(t, "Splunk "+canary, got.Header.Get("Authorization"))
	require.Empty(t, got.Header.Get("Content-Encoding"))
	require.Equal(t, `{"a":1}`, string(body))

	long := strings.Repeat("again and ", 1000)
	_, err = c.Do(t.Context(), post.Request{Path: "/other", Body: []byte(long), Gzip: true, Header: http.Header{"x-lower": {"1"}}})
	require.NoError(t, err)
	require.Equal(t, "/other", got.URL.Path)
	require.Equal(t, "gzip", got.Header.Get("Content-Encoding"))
	require.Less(t, got.ContentLength, int64(1000))
	require.Equal(t, long, string(body))
	require.Equal(t, "1", got.Header.Get("X-Lower"))

	_, err = c.Do(t.Context(), post.Request{Method: http.MethodGet, Gzip: true})
	require.NoError(t, err)
	require.Equal(t, "GET", got.Method)
	require.Empty(t, got.Header.Get("Content-Encoding"))
	require.Empty(t, body)
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { followed.Store(true) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		at := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+"/?"+canary, status)
		})
		c := client(t, post.Options{URL: at})
		answer, err := c.Do(t.Context(), request())
		require.NoError(t, err)
		require.Equal(t, status, answer.Status)
		fails(t, c.Classify("it", answer), sink.Permanent, "redirects are not followed")
	}
	require.False(t, followed.Load())
}

func TestHugeAnswersAreCut(t *testing.T) {
	t.Parallel()
	for name, compressed := range map[string]bool{"as it is": false, "a gzip bomb": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				out := io.Writer(w)
				if compressed {
					w.Header().Set("Content-Encoding", "gzip")
					z := gzip.NewWriter(w)
					defer z.Close()
					out = z
				}
				chunk := make([]byte, 1<<20)
				for range 64 {
					if _, err := out.Write(chunk); err != nil {
						return
					}
				}
			})
			answer, err := client(t, post.Options{URL: at}).Do(t.Context(), request())
			require.NoError(t, err)
			require.Len(t, answer.Body, 8<<20)
			require.False(t, answer.Whole)
		})
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	t.Parallel()
	raw := func(answer string) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		t.Cleanup(func() { _ = l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				go func() {
					defer conn.Close()
					_, _ = conn.Read(make([]byte, 4096))
					_, _ = io.WriteString(conn, answer)
				}()
			}
		}()
		return "http://" + l.Addr().String()
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})

	const cut = "the connection was cut, or what came was not HTTP"
	for name, tc := range map[string]struct {
		url, want string
		kind      sink.ErrorKind
	}{
		"refused":               {"http://" + closed.Addr().String(), "no connection: the receiver's computer refused it", sink.Passing},
		"closed at once":        {raw(""), cut, sink.Passing},
		"no HTTP":               {raw(canary + "\r\n\r\n"), cut, sink.Passing},
		"no status":             {raw("HTTP/1.1 " + canary + "\r\n\r\n"), cut, sink.Passing},
		"a broken header":       {raw("HTTP/1.1 200 OK\r\n" + canary + "\r\n\r\n"), cut, sink.Passing},
		"endless headers":       {raw("HTTP/1.1 200 OK\r\nX: " + strings.Repeat(canary, 20_000) + "\r\n\r\n"), cut, sink.Passing},
		"half an answer":        {raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + canary), cut, sink.Passing},
		"half a chunk":          {raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"), cut, sink.Passing},
		"gzip that is none":     {raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"), cut, sink.Passing},
		"no TLS on the port":    {strings.Replace(plain, "http:", "https:", 1), "does not speak TLS", sink.Permanent},
		"no TLS and no HTTP":    {strings.Replace(raw("220 "+canary+" ESMTP\r\n"), "http:", "https:", 1), "does not speak TLS", sink.Permanent},
		"a name that is none":   {"https://no-such-host.invalid/?token=" + canary, "host name", sink.Passing},
		"a port that is closed": {"https://" + closed.Addr().String() + "/?token=" + canary, "no connection", sink.Passing},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := client(t, post.Options{URL: tc.url}).Do(t.Context(), request())
			fails(t, err, tc.kind, tc.want)
		})
	}
}

func TestStalls(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(http.ResponseWriter){
		"without an answer": func(http.ResponseWriter) {},
		"in the middle of it": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, canary)
			_ = http.NewResponseController(w).Flush()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			done := make(chan struct{})
			t.Cleanup(func() { close(done) })
			reached := make(chan struct{}, 2)
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				start(w)
				reached <- struct{}{}
				select {
				case <-r.Context().Done():
				case <-done:
				}
			}))
			t.Cleanup(s.CloseClientConnections)
			c := client(t, post.Options{URL: s.URL, Timeout: 100 * time.Millisecond})
			_, err := c.Do(t.Context(), request())
			fails(t, err, sink.Passing, "no whole answer within 100ms")

			ctx, cancel := context.WithCancel(t.Context())
			go func() { <-reached; <-reached; cancel() }()
			_, err = client(t, post.Options{URL: s.URL}).Do(ctx, request())
			fails(t, err, sink.Passing, "context canceled")
			require.ErrorIs(t, err, context.Canceled)
		})
	}
}

func TestSettingsThatNoWaitingMends(t *testing.T) {
	t.Parallel()
	c := client(t, post.Options{URL: "http://127.0.0.1:1/"})
	for _, value := range []string{canary + "\n", "a\r\nX: " + canary, canary + "\x00", canary + "\x7f"} {
		_, err := c.Do(t.Context(), post.Request{Header: http.Header{"authorization": {value}}})
		fails(t, err, sink.Permanent, "the value of the header Authorization holds a line break")
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	ours, other := receivertest.NewAuthority(t), receivertest.NewAuthority(t)
	start := func(cert tls.Certificate, more ...func(*tls.Config)) string {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
		for _, m := range more {
			m(s.TLS)
		}
		s.Config.ErrorLog = nil
		s.Config.ErrorLog = quiet()
		s.StartTLS()
		t.Cleanup(s.Close)
		return s.URL + "/?token=" + canary
	}
	wantClient := func(c *tls.Config) { c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, ours.Pool() }
	old := func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }
	ancient := func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 }
	good := ours.Issue(receivertest.ValidUntil, "127.0.0.1")
	trust := sink.TLS{CAFile: ours.File}
	mine := sink.TLS{CAFile: ours.File}
	mine.CertFile, mine.KeyFile = ours.Files(receivertest.ValidUntil, "client")
	late := sink.TLS{CAFile: ours.File}
	late.CertFile, late.KeyFile = ours.Files(receivertest.Expired, "client")
	foreign := sink.TLS{CAFile: ours.File}
	foreign.CertFile, foreign.KeyFile = other.Files(receivertest.ValidUntil, "client")

	for name, tc := range map[string]struct {
		url  string
		tls  sink.TLS
		want string // empty: it works
	}{
		"trusted":                    {start(good), trust, ""},
		"our certificate":            {start(good, wantClient), mine, ""},
		"our certificate in TLS 1.2": {start(good, wantClient, old), mine, ""},
		"another name, expected":     {start(ours.Issue(receivertest.ValidUntil, "siem.example")), sink.TLS{CAFile: ours.File, ServerName: "siem.example"}, ""},
		"the system's authorities":   {start(good), sink.TLS{}, "unknown authority; the option ca_file"},
		"another authority":          {start(good), sink.TLS{CAFile: other.File}, "unknown authority; the option ca_file"},
		"another name":               {start(ours.Issue(receivertest.ValidUntil, canary+".example")), trust, "for another name"},
		"expired":                    {start(ours.Issue(receivertest.Expired, "127.0.0.1")), trust, "has expired or is not valid yet"},
		"no client certificate":      {start(good, wantClient, old), trust, "the receiver ended the TLS handshake"},
		"an expired one":             {start(good, wantClient, old), late, "does it want another client certificate?"},
		"a foreign one":              {start(good, wantClient, old), foreign, "does it want another client certificate?"},
		"TLS 1.1":                    {start(good, ancient), trust, "the receiver"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, err := client(t, post.Options{URL: tc.url, TLS: tc.tls}).Do(t.Context(), request())
			if tc.want == "" {
				require.NoError(t, err)
				require.Equal(t, 200, answer.Status)
				return
			}
			fails(t, err, sink.Permanent, tc.want)
		})
	}

	// In TLS 1.3 the refusal comes after the handshake, and the request may have met
	// a closed connection before it was read.
	_, err := client(t, post.Options{URL: start(good, wantClient), TLS: trust}).Do(t.Context(), request())
	require.Error(t, err)
	require.NotContains(t, err.Error(), canary)
}

func TestProxies(t *testing.T) {
	t.Parallel()
	ca := receivertest.NewAuthority(t)
	proxy := func(status string) func(*http.Request) (*url.URL, error) {
		at := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodConnect || r.Header.Get("Authorization") != "" {
				t.Errorf("the proxy saw %s %v", r.Method, r.Header)
			}
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			_, _ = io.WriteString(conn, "HTTP/1.1 "+status+"\r\nContent-Length: 0\r\n\r\n")
		})
		u, err := url.Parse(at)
		require.NoError(t, err)
		u.User = url.UserPassword("user", canary)
		return http.ProxyURL(u)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	for name, tc := range map[string]struct {
		proxy func(*http.Request) (*url.URL, error)
		kind  sink.ErrorKind
		want  string
	}{
		"wants a password":     {proxy("407 " + canary), sink.Permanent, "the proxy answered 407 Proxy Authentication Required"},
		"forbids it":           {proxy("403 " + canary), sink.Permanent, "the proxy answered 403 Forbidden"},
		"cannot reach it":      {proxy("502 " + canary), sink.Passing, "the proxy answered 502 Bad Gateway"},
		"is not there":         {http.ProxyURL(&url.URL{Scheme: "http", Host: closed.Addr().String(), User: url.UserPassword("u", canary)}), sink.Passing, "no connection"},
		"cannot be understood": {func(*http.Request) (*url.URL, error) { return nil, errors.New("invalid " + canary) }, sink.Permanent, "HTTPS_PROXY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := client(t, post.Options{URL: "https://siem.example/?token=" + canary, TLS: sink.TLS{CAFile: ca.File}, Proxy: tc.proxy}).Do(t.Context(), request())
			fails(t, err, tc.kind, tc.want)
		})
	}
}

func TestThroughAProxy(t *testing.T) {
	t.Parallel()
	ca := receivertest.NewAuthority(t)
	target := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Header.Get("Authorization"))
	}))
	target.TLS = &tls.Config{Certificates: []tls.Certificate{ca.Issue(receivertest.ValidUntil, "siem.example")}}
	target.StartTLS()
	t.Cleanup(target.Close)
	var asked atomic.Value
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.Host)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		up, err := net.Dial("tcp", target.Listener.Addr().String())
		if err != nil {
			return
		}
		defer up.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(up, conn) }()
		_, _ = io.Copy(conn, up)
	})
	u, err := url.Parse(proxy)
	require.NoError(t, err)
	c := client(t, post.Options{URL: "https://siem.example/x", TLS: sink.TLS{CAFile: ca.File}, Proxy: http.ProxyURL(u)})
	answer, err := c.Do(t.Context(), request())
	require.NoError(t, err)
	require.Equal(t, "Splunk "+canary, string(answer.Body))
	require.Equal(t, "siem.example:443", asked.Load())
	require.NoError(t, c.Close())
}

func TestTheFilesOfTLSMustBeThere(t *testing.T) {
	t.Parallel()
	_, err := post.New(post.Options{URL: "https://siem.example", TLS: sink.TLS{CAFile: "no-such.pem"}})
	require.ErrorContains(t, err, "no-such.pem")
}
