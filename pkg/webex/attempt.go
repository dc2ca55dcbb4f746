package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

var (
	// errAttemptTimeout ends one attempt; the next may be luckier.
	errAttemptTimeout = errors.New("the attempt took too long")
	// errTooLarge is final: the answer would be as large the next time.
	errTooLarge = errors.New("the answer is too large")
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
		err = a.takeIn(resp)
	}
	if err != nil {
		// The timeouts of package net are told by the same error as the end of the
		// whole run, which the request's own context knows.
		if req.Context().Err() == nil && (ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded)) {
			err = errAttemptTimeout
		}
		return nil, err
	}
	if resp.Request == nil { // relative links are read against it
		resp.Request = req
	}
	return resp, nil
}

// takeIn replaces the body by one that is in memory.
func (a *attempt) takeIn(resp *http.Response) error {
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		// Whether all of it came is of no matter: the status did.
		body, _ := io.ReadAll(io.LimitReader(resp.Body, errorBodyLimit))
		resp.Body = io.NopCloser(bytes.NewReader(body))
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, a.maxBody+1))
	if err != nil {
		return err
	}
	if int64(len(body)) > a.maxBody {
		return errTooLarge
	}
	if isJSON(resp.Header) && isCut(body) {
		return io.ErrUnexpectedEOF
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// isCut tells JSON that broke off. A connection that ends the body by closing
// cannot tell otherwise.
func isCut(body []byte) bool {
	var v json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(body)).Decode(&v), io.ErrUnexpectedEOF)
}

func isJSON(h http.Header) bool {
	mt, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && (mt == "application/json" || strings.HasSuffix(mt, "+json"))
}
