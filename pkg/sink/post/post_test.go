package post_test

import (
	"compress/gzip"
	"context"
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

	"wxaudit/pkg/internal/listentest"
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
	receivertest.Fails(t, err, kind, want, canary, "token=")
	var classed *sink.Error
	require.ErrorAs(t, err, &classed)
	receivertest.Hides(t, classed.Err, canary, "token=")
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
		return "http://" + listentest.Serve(t, func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 4096))
			_, _ = io.WriteString(conn, answer)
		})
	}
	closed := listentest.Nobody(t)
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})

	const cut = "the connection was cut, or what came was not HTTP"
	for name, tc := range map[string]struct {
		url, want string
		kind      sink.ErrorKind
	}{
		"refused":               {"http://" + closed, "no connection: the receiver's computer refused it", sink.Passing},
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
		"a port that is closed": {"https://" + closed + "/?token=" + canary, "no connection", sink.Passing},
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
			select {
			case <-reached:
			default: // the first had no time to arrive
			}
			go func() { <-reached; cancel() }()
			_, err = client(t, post.Options{URL: s.URL}).Do(ctx, request())
			fails(t, err, sink.Passing, "context canceled")
			require.ErrorIs(t, err, context.Canceled)
		})
	}
}

func TestAConnectionThatIsHandedOver(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	at := listentest.Serve(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = io.WriteString(conn, "HTTP/1.1 101 "+canary+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		<-done
	})
	t.Cleanup(func() { close(done) })
	c := client(t, post.Options{URL: "http://" + at})
	answer, err := c.Do(t.Context(), request())
	require.NoError(t, err)
	fails(t, c.Classify("it", answer), sink.Permanent, "it answered 101 Switching Protocols")
}

func TestSettingsThatNoWaitingMends(t *testing.T) {
	t.Parallel()
	c := client(t, post.Options{URL: "http://127.0.0.1:1/"})
	for _, value := range []string{canary + "\n", "a\r\nX: " + canary, canary + "\x00", canary + "\x7f"} {
		_, err := c.Do(t.Context(), post.Request{Header: http.Header{"authorization": {value}}})
		fails(t, err, sink.Permanent, "the value of the header Authorization holds a line break")
	}
}
