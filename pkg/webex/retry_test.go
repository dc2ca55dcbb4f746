package webex_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

// gaps are the waits between the attempts.
func gaps(at []time.Time) (ds []time.Duration) {
	for i := 1; i < len(at); i++ {
		ds = append(ds, at[i].Sub(at[i-1]))
	}
	return ds
}

func TestRetryWaits(t *testing.T) {
	t.Parallel()
	ok := status(200, "{}")
	for name, tc := range map[string]struct {
		replies []func(*http.Request) (*http.Response, error)
		jitter  float64
		want    []time.Duration
	}{
		"twice as long each time": {
			[]func(*http.Request) (*http.Response, error){status(500, ""), status(502, "<html>"), status(503, ""), status(504, ""), status(423, ""), ok},
			1, []time.Duration{1e9, 2e9, 4e9, 8e9, 16e9},
		},
		"spread": {
			[]func(*http.Request) (*http.Response, error){status(500, ""), status(502, ""), ok},
			0, []time.Duration{5e8, 1e9},
		},
		"seconds":                 {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "45"), status(503, "", "Retry-After", "7"), ok}, 0, []time.Duration{45e9, 7e9}},
		"a little longer":         {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "10"), ok}, 1, []time.Duration{11e9}},
		"within the cap":          {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "58"), ok}, 1, []time.Duration{60e9}},
		"a date":                  {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "Sat, 01 Jan 2000 00:00:20 GMT"), ok}, 0, []time.Duration{20e9}},
		"a date by their clock":   {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "Sat, 01 Jan 2000 09:00:20 GMT", "Date", "Sat, 01 Jan 2000 09:00:00 GMT"), ok}, 0, []time.Duration{20e9}},
		"a date that has passed":  {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "Fri, 31 Dec 1999 23:00:00 GMT"), ok}, 1, []time.Duration{0}},
		"at once":                 {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "0"), ok}, 1, []time.Duration{0}},
		"malformed":               {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "soon"), status(429, "", "Retry-After", "-5"), ok}, 1, []time.Duration{1e9, 2e9}},
		"an hour is too long":     {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "3600"), status(429, "", "Retry-After", "Sun, 02 Jan 2000 00:00:00 GMT"), ok}, 1, []time.Duration{60e9, 60e9}},
		"a number beyond numbers": {[]func(*http.Request) (*http.Response, error){status(429, "", "Retry-After", "99999999999999999999"), ok}, 1, []time.Duration{60e9}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // its clock starts with the year 2000
				rt, at := script(tc.replies...)
				o := options(rt)
				o.FirstBackoff = 0
				o.Jitter = func() float64 { return tc.jitter }
				resp, err := newLive(t, o).Exchange(t.Context(), people)
				require.NoError(t, err)
				require.Equal(t, 200, resp.Status)
				require.Equal(t, len(tc.replies), resp.Attempts)
				require.Equal(t, tc.want, gaps(*at))
			})
		})
	}
}

func TestRetryGivesUpWithTheLastAnswer(t *testing.T) {
	t.Parallel()
	for _, code := range []int{423, 429, 500, 502, 503, 504} {
		synctest.Test(t, func(t *testing.T) {
			rt, at := script(status(500, ""), status(code, "<html>canary</html>", "TrackingID", "T-6", "Content-Type", "text/html"))
			c := webex.New(webex.Options{Exchanger: newLive(t, options(rt))})
			_, err := c.Do(t.Context(), people)
			e := failure(t, err)
			require.Len(t, *at, 6)
			require.Equal(t, code, e.Status)
			require.Equal(t, "T-6", e.TrackingID)
			require.Equal(t, 6, e.Attempts)
			require.Equal(t, 1, c.Requests())
			require.Equal(t, fmt.Sprintf("GET /v1/people: %d %s, after 6 attempts (tracking id T-6)", code, strings.ToLower(http.StatusText(code))), e.Error())
		})
	}
}

func TestRetryNotForAnswersThatAreFinal(t *testing.T) {
	t.Parallel()
	for _, code := range []int{400, 401, 403, 404, 405, 409, 410, 415, 428, 451, 501, 505} {
		rt, at := script(status(code, "", "Retry-After", "1"))
		resp, err := newLive(t, options(rt)).Exchange(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, code, resp.Status)
		require.Len(t, *at, 1, code)
	}
}

func TestRetryTransportErrors(t *testing.T) {
	t.Parallel()
	dial := &net.OpError{Op: "dial", Err: errors.New("canary refused")}
	for want, err := range map[string]error{
		"the connection was cut":              io.ErrUnexpectedEOF,
		"no connection to the server":         dial,
		"no connection through the proxy":     &net.OpError{Op: "proxyconnect", Err: errors.New("canary")},
		"the host name could not be resolved": &net.OpError{Op: "dial", Err: &net.DNSError{Name: "canary"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			rt, at := script(broken(err), status(200, "{}"))
			resp, failed := newLive(t, options(rt)).Exchange(t.Context(), people)
			require.NoError(t, failed)
			require.Equal(t, 2, resp.Attempts)
			require.Len(t, *at, 2)

			rt, at = script(broken(err))
			_, failed = newLive(t, options(rt)).Exchange(t.Context(), people)
			e := failure(t, failed)
			require.Equal(t, webex.Unavailable, e.Kind)
			require.Equal(t, want, e.Detail)
			require.Equal(t, 6, e.Attempts)
			require.Len(t, *at, 6)
			require.NotContains(t, e.Error(), "canary")
		})
	}
}

func TestRetryNotForBadCertificates(t *testing.T) {
	t.Parallel()
	rt, at := script(broken(&tls.CertificateVerificationError{Err: x509.HostnameError{Host: "canary", Certificate: &x509.Certificate{}}}))
	_, err := newLive(t, options(rt)).Exchange(t.Context(), people)
	e := failure(t, err)
	require.Equal(t, webex.Unavailable, e.Kind)
	require.Equal(t, "the server's certificate is not trusted", e.Detail)
	require.Len(t, *at, 1)
}

func TestRetryBodiesThatBreakOff(t *testing.T) {
	t.Parallel()
	cut := func(r *http.Request) (*http.Response, error) {
		resp := reply(r, 200, "")
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"id":`), readerFunc(func([]byte) (int, error) { return 0, io.ErrUnexpectedEOF })))
		return resp, nil
	}
	for name, fault := range map[string]func(*http.Request) (*http.Response, error){
		"noticed by the connection": cut,
		"noticed by the JSON":       status(200, `{"items":[{"id":"a"},{"id`),
	} {
		t.Run(name, func(t *testing.T) {
			rt, at := script(fault, status(200, `{"id":"a"}`))
			resp, err := newLive(t, options(rt)).Exchange(t.Context(), people)
			require.NoError(t, err)
			require.Equal(t, `{"id":"a"}`, string(resp.Body))
			require.Len(t, *at, 2)
		})
	}
}

func TestRetryCutConnectionsOfARealServer(t *testing.T) {
	t.Parallel()
	n := 0
	l := server(t, "", func(w http.ResponseWriter, _ *http.Request) {
		n++
		switch n {
		case 1: // nothing at all
			panic(http.ErrAbortHandler)
		case 2: // in the middle of the body
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"id":"`))
			panic(http.ErrAbortHandler)
		case 3: // in the middle of a chunked one
			_, _ = w.Write([]byte(`{"id":"`))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		default:
			_, _ = w.Write([]byte(`{"id":"a"}`))
		}
	})
	resp, err := l.Exchange(t.Context(), people)
	require.NoError(t, err)
	require.Equal(t, `{"id":"a"}`, string(resp.Body))
}

func TestRetryAttemptsThatTakeTooLong(t *testing.T) {
	t.Parallel()
	hang := func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	hangInBody := func(r *http.Request) (*http.Response, error) {
		resp := reply(r, 200, "")
		resp.Body = io.NopCloser(readerFunc(func([]byte) (int, error) {
			<-r.Context().Done()
			return 0, r.Context().Err()
		}))
		return resp, nil
	}
	for name, fault := range map[string]func(*http.Request) (*http.Response, error){"no answer": hang, "no body": hangInBody} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rt, at := script(fault, status(200, "{}"))
				o := options(rt)
				o.FirstBackoff = time.Second
				_, err := newLive(t, o).Exchange(t.Context(), people)
				require.NoError(t, err)
				require.Equal(t, []time.Duration{31 * time.Second}, gaps(*at))

				rt, at = script(fault)
				o.Transport, o.MaxAttempts = rt, 2
				_, err = newLive(t, o).Exchange(t.Context(), people)
				e := failure(t, err)
				require.Equal(t, webex.Timeout, e.Kind)
				require.Equal(t, "the attempt took too long", e.Detail)
				require.Equal(t, 2, e.Attempts)
				require.Len(t, *at, 2)
			})
		})
	}
}

func TestRetryKeepsTheLastStatusWhenTimeRunsOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt, _ := script(status(503, "", "TrackingID", "T-3"))
		o := options(rt)
		o.FirstBackoff = time.Minute
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := webex.New(webex.Options{Exchanger: newLive(t, o)}).Do(ctx, people)
		e := failure(t, err)
		require.Equal(t, webex.Timeout, e.Kind)
		require.Equal(t, "GET /v1/people: 503 service unavailable: the time for the whole run is over (tracking id T-3)", e.Error())
	})
}

// dialTimeout is what package net says when nobody answers a connection: it
// passes for context.DeadlineExceeded.
type dialTimeout struct{}

func (dialTimeout) Error() string        { return "i/o timeout" }
func (dialTimeout) Timeout() bool        { return true }
func (dialTimeout) Is(target error) bool { return target == context.DeadlineExceeded }

func TestAConnectionThatTimesOutIsTriedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt, at := script(broken(&net.OpError{Op: "dial", Net: "tcp", Err: dialTimeout{}}), status(200, "{}"))
		resp, err := newLive(t, options(rt)).Exchange(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, 2, resp.Attempts)
		require.Len(t, *at, 2)

		rt, _ = script(broken(&net.OpError{Op: "dial", Net: "tcp", Err: dialTimeout{}}))
		_, err = newLive(t, options(rt)).Exchange(t.Context(), people)
		e := failure(t, err)
		require.Equal(t, webex.Timeout, e.Kind)
		require.NotContains(t, e.Detail, "whole run")
	})
}
