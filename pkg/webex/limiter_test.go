package webex

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// limited is a limiter over a service that answers as status says.
func limited(perSecond float64, status *int) *limiter {
	return newLimiter(roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: *status}, nil
	}), perSecond, time.Now)
}

func send(t *testing.T, l *limiter) {
	t.Helper()
	_, err := l.RoundTrip((&http.Request{}).WithContext(t.Context()))
	require.NoError(t, err)
}

func TestLimiterSpacesRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		status := 200
		l, start := limited(10, &status), time.Now()
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() { send(t, l) })
		}
		wg.Wait()
		require.Equal(t, 2*time.Second, time.Since(start), "10 at once, then 10 a second")
	})
}

func TestLimiterSlowsDownAndRecovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		status := http.StatusTooManyRequests
		l := limited(8, &status)
		for _, want := range []float64{4, 2, 1, 0.5, 0.5} {
			send(t, l)
			require.InDelta(t, want, float64(l.bucket.Limit()), 1e-9)
			time.Sleep(time.Second)
		}
		status = http.StatusServiceUnavailable // says nothing about our rate
		send(t, l)
		require.InDelta(t, 0.5, float64(l.bucket.Limit()), 1e-9)

		status = http.StatusOK
		before := 0.5
		for range 200 {
			send(t, l)
			now := float64(l.bucket.Limit())
			require.GreaterOrEqual(t, now, before)
			require.LessOrEqual(t, now-before, 0.02*8+1e-9, "little by little")
			before = now
		}
		require.InDelta(t, 8, before, 1e-9)
		require.Equal(t, 8, l.bucket.Burst())
	})
}

func TestLimiterHalvesOnceForRequestsThatWereUnderWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(roundTrip(func(*http.Request) (*http.Response, error) {
			time.Sleep(time.Second)
			return &http.Response{StatusCode: http.StatusTooManyRequests}, nil
		}), 8, time.Now)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() { send(t, l) })
		}
		wg.Wait()
		require.InDelta(t, 4, float64(l.bucket.Limit()), 1e-9)
	})
}

func TestLimiterNeverSpeedsUpASlowRate(t *testing.T) {
	t.Parallel()
	status := http.StatusTooManyRequests
	l := limited(0.1, &status)
	send(t, l)
	require.InDelta(t, 0.1, float64(l.bucket.Limit()), 1e-9)
}

func TestLimiterEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		status := 200
		l := limited(0.1, &status)
		send(t, l)
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := l.RoundTrip((&http.Request{}).WithContext(ctx))
		require.ErrorIs(t, err, context.DeadlineExceeded, "its turn would come too late")
		require.Zero(t, time.Since(start))

		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err = l.RoundTrip((&http.Request{}).WithContext(ctx))
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, time.Second, time.Since(start))
	})
}
