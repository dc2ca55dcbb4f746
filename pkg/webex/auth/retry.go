package auth

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/internal/answer"
)

const (
	maxAttempts  = 4
	firstBackoff = time.Second
	// longestWait caps every wait, also those that the service asks for.
	longestWait = time.Minute
)

// call is what is known of one request while it is under way. It travels in the
// context and belongs to one goroutine.
type call struct {
	name     string // method and path, as logs show it
	attempts int
	// lost is set when an attempt may have reached the service and had no
	// answer: what it was sent for may be done, and its fruit gone.
	lost bool
}

type callKey struct{}

// begin starts a call.
func begin(ctx context.Context, path string) (context.Context, *call) {
	c := &call{name: http.MethodPost + " " + path}
	return context.WithValue(ctx, callKey{}, c), c
}

// callOf returns a call that nobody reads for a context without one.
func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{}
}

// retrier says when to try again, and how long to wait before.
type retrier struct{ log *slog.Logger }

// repeat sends a request until it is answered, or the attempts are used up.
//
// A request that may have had its effect is repeated like any other. The service
// may have replaced the pair already, or used up the code, and then says
// invalid_grant; but it may as well not have got the request, or take the old
// refresh token for a while, as those do that rotate them. The new pair is in
// the lost answer only: not to ask again is to lose it for certain.
func (p *retrier) repeat(send http.RoundTripper) http.RoundTripper {
	return &retryablehttp.RoundTripper{Client: &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: send},
		RetryMax:     maxAttempts - 1,
		RetryWaitMin: firstBackoff,
		RetryWaitMax: longestWait,
		CheckRetry:   p.check,
		Backoff:      backoff,
		// The last answer, or the last error, is worth more than a summary.
		ErrorHandler: func(resp *http.Response, err error, _ int) (*http.Response, error) {
			if err != nil {
				return nil, err
			}
			return resp, nil
		},
	}}
}

// check counts the attempts and decides whether to try again.
func (p *retrier) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	c := callOf(ctx)
	c.attempts++
	if err == nil && !passing(resp.StatusCode) {
		return false, nil
	}
	status := 0
	if err == nil {
		status = resp.StatusCode
	}
	c.lost = c.lost || status >= 500 || err != nil && mayHaveArrived(err)
	p.log.LogAttrs(ctx, slog.LevelDebug, "attempt failed", slog.String("request", c.name),
		slog.Int("attempt", c.attempts), slog.Int("status", status), slog.String("why", transportFault(err)))
	switch {
	case err != nil && isFinal(err):
		return false, err
	case ctx.Err() != nil:
		return false, ctx.Err()
	}
	return true, nil
}

// backoff is how long to wait: what the service asks for, within the cap, or
// twice as long as the last time and never exactly as long as everybody else.
func backoff(first, longest time.Duration, n int, resp *http.Response) time.Duration {
	wait := retryablehttp.DefaultBackoff(first, longest, n, resp)
	if wait < 0 || wait > longest {
		wait = longest // below zero it was more seconds than a duration holds
	}
	if resp != nil && resp.Header.Get("Retry-After") != "" {
		return wait
	}
	return wait/2 + rand.N(wait/2+1)
}

// passing are the statuses that may be gone the next time.
func passing(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusLocked, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status >= 500
}

// isFinal tells the errors that trying again cannot mend. Those of a context are
// none of them, because the timeouts of package net pass for such: whoever asks
// looks at the context.
func isFinal(err error) bool {
	if errors.Is(err, answer.ErrTooLarge) {
		return true
	}
	if _, ok := errors.AsType[*refusal](err); ok {
		return true
	}
	_, ok := errors.AsType[*tls.CertificateVerificationError](err)
	return ok
}

// mayHaveArrived says whether the service may have got a request that had no
// answer.
func mayHaveArrived(err error) bool {
	if isFinal(err) {
		return false
	}
	oe, ok := errors.AsType[*net.OpError](err)
	return !ok || oe.Op != "dial" && oe.Op != "proxyconnect"
}

// transportFault says in our own words why no answer came.
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
	return webex.NetworkFault(err)
}
