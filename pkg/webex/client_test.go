package webex_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

// exchangeFunc is an Exchanger made of a function.
type exchangeFunc func(ctx context.Context, r webex.Request) (*webex.Response, error)

func (f exchangeFunc) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	return f(ctx, r)
}

// answers is an Exchanger that gives the same answer to everything.
func answers(status int, body string) exchangeFunc {
	return func(context.Context, webex.Request) (*webex.Response, error) {
		return &webex.Response{Status: status, Header: http.Header{}, Body: []byte(body)}, nil
	}
}

var people = webex.Request{Host: webex.API, Path: "/v1/people", Template: "/v1/people"}

// failure requires err to be an *Error and returns it.
func failure(t *testing.T, err error) *webex.Error {
	t.Helper()
	e, ok := errors.AsType[*webex.Error](err)
	require.True(t, ok, "%T: %v", err, err)
	return e
}

func TestDoTurnsStatusesIntoKinds(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]webex.Kind{
		206: webex.Truncated, 302: webex.Schema, 304: webex.Schema, 400: webex.BadRequest, 401: webex.Unauthorized,
		403: webex.Forbidden, 404: webex.NotFound, 405: webex.NotFound, 409: webex.BadRequest, 410: webex.NotFound,
		415: webex.BadRequest, 423: webex.Throttled, 429: webex.Throttled, 451: webex.BadRequest, 500: webex.Unavailable,
		501: webex.Unavailable, 502: webex.Unavailable, 503: webex.Unavailable, 504: webex.Unavailable, 999: webex.Schema,
	} {
		c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
			return &webex.Response{Status: status, Attempts: 3, Header: http.Header{"Trackingid": {"ROUTER_1-2"}}}, nil
		})})
		resp, err := c.Do(t.Context(), people)
		require.Nil(t, resp)
		e := failure(t, err)
		require.Equal(t, kind, e.Kind, status)
		require.Equal(t, status, e.Status)
		require.Equal(t, "ROUTER_1-2", e.TrackingID)
		require.Equal(t, 3, e.Attempts)
		require.Equal(t, "/v1/people", e.Template)
		require.Equal(t, webex.API, e.Host)
	}
}

func TestDoReturnsSuccesses(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 201, 204} {
		resp, err := webex.New(webex.Options{Exchanger: answers(status, "")}).Do(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, status, resp.Status)
	}
}

func TestDoRefusesWebPages(t *testing.T) {
	t.Parallel()
	page := &webex.Response{Status: 200, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte("Sign in")}
	for name, x := range map[string]exchangeFunc{
		"by its content":      answers(200, " \n<!DOCTYPE html>"),
		"by its content type": func(context.Context, webex.Request) (*webex.Response, error) { return page, nil },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := webex.New(webex.Options{Exchanger: x}).Do(t.Context(), people)
			require.Equal(t, webex.Schema, failure(t, err).Kind)
		})
	}
}

func TestDoExplainsErrorBodiesInItsOwnWords(t *testing.T) {
	t.Parallel()
	body := `{"message":"jane@clinic.example: interval exceeds 30 days","trackingId":"X"}`
	_, err := webex.New(webex.Options{Exchanger: answers(400, body)}).Do(t.Context(), people)
	e := failure(t, err)
	require.Equal(t, webex.ProblemInterval, e.Problem)
	require.Equal(t, "GET /v1/people: 400 bad request: the service does not answer for so long or so old a time range", e.Error())
}

func TestDoDropsTrackingIDsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"jane@clinic.example", "a b", "<script>", string(make([]byte, 200))} {
		c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
			return &webex.Response{Status: 403, Header: http.Header{"Trackingid": {id}}}, nil
		})})
		_, err := c.Do(t.Context(), people)
		require.Empty(t, failure(t, err).TrackingID)
	}
}

func TestDoTypesForeignErrors(t *testing.T) {
	t.Parallel()
	for want, err := range map[webex.Kind]error{
		webex.Unavailable: &url.Error{Op: "Get", URL: "https://x/?email=jane@clinic.example", Err: errors.New("jane@clinic.example")},
		webex.Timeout:     fmt.Errorf("jane@clinic.example: %w", context.DeadlineExceeded),
		webex.Canceled:    fmt.Errorf("jane@clinic.example: %w", context.Canceled),
		webex.Refused:     fmt.Errorf("jane@clinic.example: %w", &webex.Error{Kind: webex.Refused}),
	} {
		c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) { return nil, err })})
		_, got := c.Do(t.Context(), people)
		require.Equal(t, want, failure(t, got).Kind)
		require.NotContains(t, got.Error(), "jane")
	}
}

func TestDoKeepsToItsBudget(t *testing.T) {
	t.Parallel()
	sent := 0
	c := webex.New(webex.Options{MaxRequests: 2, Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
		sent++
		return &webex.Response{Status: 200}, nil
	})})
	for range 2 {
		_, err := c.Do(t.Context(), people)
		require.NoError(t, err)
	}
	_, err := c.Do(t.Context(), people)
	e := failure(t, err)
	require.Equal(t, webex.Budget, e.Kind)
	require.Equal(t, "GET /v1/people: budget: the budget of 2 requests is used up", e.Error())
	require.Equal(t, 2, sent)
	require.Equal(t, 2, c.Requests())
}

func TestDoBoundsRequestsInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var now, most int
		c := webex.New(webex.Options{Concurrency: 3, Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return &webex.Response{Status: 200}, nil
		})})
		start := time.Now()
		var wg sync.WaitGroup
		for range 9 {
			wg.Go(func() { _, _ = c.Do(t.Context(), people) })
		}
		wg.Wait()
		require.Equal(t, 3, most)
		require.Equal(t, 3*time.Second, time.Since(start))
	})
}

func TestDoEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		block := make(chan struct{})
		c := webex.New(webex.Options{Concurrency: 1, Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
			<-block
			return &webex.Response{Status: 200}, nil
		})})
		go func() { _, _ = c.Do(context.Background(), people) }()
		synctest.Wait()

		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := c.Do(ctx, people) // waits for the slot
		require.Equal(t, webex.Timeout, failure(t, err).Kind)

		ctx, cancel = context.WithCancel(t.Context())
		cancel()
		_, err = c.Do(ctx, people)
		require.Equal(t, webex.Canceled, failure(t, err).Kind)
		require.Equal(t, 1, c.Requests(), "only the first was sent")
		close(block)
	})
}

func TestProgressCountsUp(t *testing.T) {
	t.Parallel()
	var got []int
	c := webex.New(webex.Options{Exchanger: answers(404, ""), Progress: func(n int) { got = append(got, n) }})
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { _, _ = c.Do(t.Context(), people) })
	}
	wg.Wait()
	require.Len(t, got, 50)
	require.IsIncreasing(t, got)
	require.Equal(t, 50, c.Requests())
}

func TestClockSkewIsThatOfTheFirstDate(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	dates := []string{"", "yesterday", "Sun, 01 Mar 2026 11:53:20 GMT", "Sun, 01 Mar 2026 12:00:00 GMT"}
	c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
		date := dates[0]
		dates = dates[1:]
		return &webex.Response{Status: 403, ReadAt: at, Header: http.Header{"Date": {date}}}, nil
	})})
	for range 2 {
		_, _ = c.Do(t.Context(), people)
		_, known := c.ClockSkew()
		require.False(t, known)
	}
	for range 2 {
		_, _ = c.Do(t.Context(), people)
		skew, known := c.ClockSkew()
		require.True(t, known)
		require.Equal(t, -400*time.Second, skew)
	}
}

func TestNewWantsAnExchanger(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { webex.New(webex.Options{}) })
}
