package auth

import (
	"context"
	"net/http"
	"time"

	"wxaudit/pkg/webex/internal/answer"
)

const (
	// attemptTimeout bounds one attempt with its answer.
	attemptTimeout = 30 * time.Second
	// graceOfRenewal is how long an attempt to renew outlives its context.
	graceOfRenewal = 5 * time.Second
	// maxBody bounds an answer, in bytes after decompression; those of Webex
	// have about one KiB.
	maxBody = 1 << 20
)

// attempt is one sending of a request. It takes in the whole answer, so that
// one that is cut is found while there is still somebody to try again.
type attempt struct {
	next    http.RoundTripper
	timeout time.Duration
	// grace is how long an attempt that is under way outlives its context. The
	// service replaces a pair of tokens when it gets the request; whoever turns
	// away before the answer has lost both.
	grace     time.Duration
	userAgent string
}

// RoundTrip sends req and reads the answer whole.
func (a *attempt) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	ctx, cancel := a.bound(req.Context())
	defer cancel()
	sent := req.Clone(ctx)
	sent.Header.Set("Accept", "application/json")
	sent.Header.Set("User-Agent", a.userAgent)
	resp, err := a.next.RoundTrip(sent)
	if err == nil {
		err = answer.TakeIn(resp, maxBody)
	}
	if err == nil {
		return resp, nil
	}
	if ctx.Err() != nil && req.Context().Err() == nil {
		err = answer.ErrSlow
	}
	return nil, err
}

// bound makes the context of an attempt: it ends when the attempt's time is
// over, or a grace after its parent.
func (a *attempt) bound(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), a.timeout)
	stop := context.AfterFunc(parent, func() {
		grace := time.NewTimer(a.grace)
		defer grace.Stop()
		select {
		case <-grace.C:
			cancel()
		case <-ctx.Done():
		}
	})
	return ctx, func() { stop(); cancel() }
}
