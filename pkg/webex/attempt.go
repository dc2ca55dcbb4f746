package webex

import (
	"context"
	"errors"
	"net/http"
	"time"

	"wxaudit/pkg/webex/internal/answer"
)

// attempt is one sending of a request: it has a deadline of its own, and it
// takes in the whole body, so that a connection that is cut in the middle of
// it is found while there is still somebody to try again.
type attempt struct {
	next    http.RoundTripper
	timeout time.Duration
	maxBody int64
}

// RoundTrip sends req and reads the answer whole.
func (a *attempt) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), a.timeout)
	defer cancel()
	resp, err := a.next.RoundTrip(req.WithContext(ctx))
	if err == nil {
		if t := traceOf(ctx); t != nil {
			t.note(resp)
		}
		err = answer.TakeIn(resp, a.maxBody)
	}
	if err != nil {
		// The timeouts of package net are told by the same error as the end of the
		// whole run, which the request's own context knows.
		if req.Context().Err() == nil && (ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded)) {
			err = answer.ErrSlow
		}
		return nil, err
	}
	if resp.Request == nil { // relative links are read against it
		resp.Request = req
	}
	return resp, nil
}
