package webex

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"wxaudit/pkg/webex/internal/answer"
)

// retried are the statuses that may be gone the next time.
var retried = []int{
	http.StatusLocked,
	http.StatusTooManyRequests,
	http.StatusInternalServerError,
	http.StatusBadGateway,
	http.StatusServiceUnavailable,
	http.StatusGatewayTimeout,
}

// trace is what is known of one exchange while it is under way. It travels in
// the context and belongs to one goroutine.
type trace struct {
	request    Request
	attempts   int
	status     int    // of the last answer
	trackingID string // of the last answer
}

type traceKey struct{}

func withTrace(ctx context.Context, t *trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

// note keeps what an error will say of the last answer.
func (t *trace) note(resp *http.Response) {
	t.status, t.trackingID = resp.StatusCode, trackingID(resp.Header)
}

// traceOf returns nil for a context that did not come from Live.
func traceOf(ctx context.Context) *trace {
	t, _ := ctx.Value(traceKey{}).(*trace)
	return t
}

// retrier says when to try again, and how long to wait before.
type retrier struct {
	first  time.Duration // the first wait; each later one is twice as long
	cap    time.Duration // the longest Retry-After that is waited out
	now    func() time.Time
	jitter func() float64
	log    *slog.Logger
}

// longestBackoff bounds the waits that nobody asked for.
const longestBackoff = 30 * time.Second

// retryAfterSpread is the part by which a wait that the server asked for may be
// longer, so that those who were told the same do not come back together.
const retryAfterSpread = 0.1

// client makes the retrying client around send.
func (p *retrier) client(send *http.Client, attempts int) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient:   send,
		RetryMax:     attempts - 1,
		RetryWaitMin: p.first,
		RetryWaitMax: longestBackoff,
		CheckRetry:   p.check,
		Backoff:      p.backoff,
		// The last answer, or the last error, is worth more than a summary.
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// check counts the attempts and decides whether to try again.
func (p *retrier) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	t := traceOf(ctx)
	if _, ok := errors.AsType[*overspent](err); ok {
		return false, err // it was not sent
	}
	t.attempts++
	if err == nil && !slices.Contains(retried, resp.StatusCode) {
		return false, nil
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		if isFinal(err) {
			return false, err
		}
		t.status, t.trackingID = 0, ""
	}
	p.log.LogAttrs(ctx, slog.LevelDebug, "attempt failed", slog.String("request", t.request.Name()),
		slog.Int("attempt", t.attempts), slog.Int("status", t.status), slog.String("why", transportFault(err)))
	return true, nil
}

// isFinal tells the errors that trying again cannot mend.
func isFinal(err error) bool {
	if errors.Is(err, answer.ErrTooLarge) || errors.Is(err, context.Canceled) {
		return true
	}
	// Not the attempt's own deadline, which has an error of its own.
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if _, ok := errors.AsType[*refusal](err); ok {
		return true
	}
	_, ok := errors.AsType[*tls.CertificateVerificationError](err)
	return ok
}

// backoff is how long to wait: what the server asks for, within the cap, or
// twice as long as the last time, and never exactly as long as everybody else.
func (p *retrier) backoff(first, longest time.Duration, n int, resp *http.Response) time.Duration {
	if resp != nil {
		now := p.now()
		if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
			now = date // by the clock that the header was written by
		}
		if wait, ok := retryAfter(resp.Header.Get("Retry-After"), now); ok {
			spread := time.Duration(float64(min(wait, p.cap)) * retryAfterSpread * p.jitter())
			return min(wait+spread, p.cap)
		}
	}
	wait := min(float64(first)*math.Pow(2, float64(n)), float64(longest))
	return time.Duration(wait/2 + wait/2*p.jitter())
}

// transportFault says in our own words why no answer came. The error's text is
// not used: it may hold the URL, or what a proxy wrote.
func transportFault(err error) string {
	if err == nil {
		return ""
	}
	if errors.Is(err, answer.ErrSlow) {
		return answer.ErrSlow.Error()
	}
	if errors.Is(err, answer.ErrTooLarge) {
		return answer.ErrTooLarge.Error()
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		return r.why
	}
	if o, ok := errors.AsType[*overspent](err); ok {
		return o.Error()
	}
	return NetworkFault(err)
}
