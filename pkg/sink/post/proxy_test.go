package post_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

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
	for name, tc := range map[string]struct {
		proxy func(*http.Request) (*url.URL, error)
		kind  sink.ErrorKind
		want  string
	}{
		"wants a password":     {proxy("407 " + canary), sink.Permanent, "the proxy answered 407 Proxy Authentication Required"},
		"forbids it":           {proxy("403 " + canary), sink.Permanent, "the proxy answered 403 Forbidden"},
		"cannot reach it":      {proxy("502 " + canary), sink.Passing, "the proxy answered 502 Bad Gateway"},
		"is not there":         {http.ProxyURL(&url.URL{Scheme: "http", Host: listentest.Nobody(t), User: url.UserPassword("u", canary)}), sink.Passing, "no connection"},
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

func TestNoProxyWithoutTLS(t *testing.T) {
	t.Parallel()
	proxy, err := url.Parse(serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("the proxy saw %v", r.Header) }))
	require.NoError(t, err)
	target := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })
	for _, host := range []string{"localhost", "LOCALHOST", "127.0.0.1"} {
		address := strings.Replace(target, "127.0.0.1", host, 1)
		answer, err := client(t, post.Options{URL: address, Proxy: http.ProxyURL(proxy)}).Do(t.Context(), request())
		require.NoError(t, err, host)
		require.Equal(t, http.StatusAccepted, answer.Status, host)
	}
}
