package webex

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// slowestRate is as slow as throttling makes us, in requests a second.
	slowestRate = 0.5
	// recovery is the part of the full rate that every good answer gives back.
	recovery = 0.02
)

// limiter spaces the requests of all collectors. It halves the rate when Webex
// answers 429, and takes it up again little by little with every answer that is
// not one. Webex publishes no limits, so this finds them.
type limiter struct {
	next http.RoundTripper
	full float64
	now  func() time.Time

	bucket *rate.Limiter

	mu     sync.Mutex
	slowed time.Time // when the rate was last halved
}

func newLimiter(next http.RoundTripper, perSecond float64, now func() time.Time) *limiter {
	return &limiter{next: next, full: perSecond, now: now, bucket: rate.NewLimiter(rate.Limit(perSecond), burst(perSecond))}
}

// burst is what may go out at once after a pause: a second's worth.
func burst(perSecond float64) int {
	return int(math.Max(1, math.Min(perSecond, 1<<20)))
}

// RoundTrip waits for its turn, pays for it, and sends req.
func (l *limiter) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := l.bucket.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("no turn before the deadline: %w", context.DeadlineExceeded)
	}
	if err := pay(ctx); err != nil {
		return nil, err
	}
	sent := l.now()
	resp, err := l.next.RoundTrip(req)
	if err == nil {
		l.heed(resp.StatusCode, sent)
	}
	return resp, err
}

// heed adapts the rate to an answer to a request sent at that time.
func (l *limiter) heed(status int, sent time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := float64(l.bucket.Limit())
	switch {
	case status == http.StatusTooManyRequests:
		if sent.Before(l.slowed) {
			return // went out before we slowed down, so it is no news
		}
		l.slowed = l.now()
		at = math.Max(at/2, math.Min(slowestRate, l.full))
	case status < http.StatusInternalServerError && at < l.full:
		at = math.Min(at+l.full*recovery, l.full)
	default:
		return
	}
	l.bucket.SetLimit(rate.Limit(at))
	l.bucket.SetBurst(burst(at))
}
