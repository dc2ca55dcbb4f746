package webex_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/webex"
)

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

// What follows an answer of 101 is the bare connection, which no context ends.
func TestAConnectionThatIsHandedOver(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	address := listentest.Serve(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = io.WriteString(conn, "HTTP/1.1 101 canary\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		<-done
	})
	t.Cleanup(func() { close(done) })
	o := options(nil)
	o.URLs = map[webex.Alias]string{webex.API: "http://" + address}
	_, err := webex.New(webex.Options{Exchanger: newLive(t, o)}).Do(t.Context(), people)
	e := failure(t, err)
	require.Equal(t, 101, e.Status)
	require.Equal(t, webex.Schema, e.Kind)
}
